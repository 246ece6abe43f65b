import { Decimal } from '../../../src/domain/decimal.ts';
import type { DigestContent } from '../../../src/domain/digest.ts';
import type { RepStandings } from '../../../src/domain/team-grid.ts';
import type { TeamCounts } from '../../../src/domain/team-rollup.ts';
import type { RepView } from '../../../src/domain/view.ts';
import type { Home } from '../../../src/slack/messages/home.ts';
import { type Hostile, hostileBreach, hostileItem, hostileWeeks, tokens } from './hostile.ts';
import { digestContent, escalationCase, picture } from './sample.ts';

export const said = ({ name, text }: Hostile, token = '') => ({ by: name, at: new Date(0), text: `${token} ${text}` });

export function caseOf(from: Hostile) {
  const { name, text, state } = from;
  return escalationCase({
    item: hostileItem(from),
    repName: name,
    managerName: name,
    ownerName: state === 'pending' ? null : name,
    resolution: state === 'dismissed' ? { outcome: 'other', note: text, by: name, at: new Date(0) } : null,
    weeks: hostileWeeks(from),
    context: said(from),
    flags: tokens(from.many).map((token) => hostileBreach(from, token)),
    earlier: from.isFlag ? { rule: 'E4', since: '2026-03-05' } : null,
    request: from.isFlag ? { by: name, note: text } : null,
  });
}

export function standingsOf({ name, many }: Hostile): RepStandings[] {
  const standing = ['behind', 'ahead', 'level', 'not_enough_data'] as const;
  return Array.from({ length: Math.min(many, 40) }, (_, index) => ({
    repId: `rep-${index}`,
    repName: name,
    role: index % 9 === 8 ? null : ('AE' as const),
    lines: Array.from({ length: index % 9 === 8 ? 0 : many }, (_, line) => ({
      metricKey: 'AE.stage_conversion' as const,
      title: `${name}${line}`,
      dimension: `${name}${line}`,
      standing: standing[(line + index) % 4] ?? 'level',
    })),
  }));
}

export function countsOf({ name, many }: Hostile): TeamCounts {
  const counted = { metricKey: 'AE.stage_conversion', role: 'AE', flagged: 3, improving: 1 } as const;
  return {
    sizes: [
      { role: 'AE', reps: 9 },
      { role: 'SDR', reps: 9 },
    ],
    metrics: tokens(many).map((token) => ({ ...counted, title: `${token} ${name}` })),
    patterns: tokens(5).map((token) => ({ ...counted, title: `${token} ${name}`, dimension: name })),
    pendingDecisions: 4,
    openEscalations: 2,
  };
}

export function contentOf(from: Hostile): DigestContent {
  const { name, text, many, value, benchmark } = from;
  const content = digestContent();
  return {
    ...content,
    summary: tokens(many).flatMap((token) =>
      content.summary.map((line) => ({
        ...line,
        title: `${token} ${name}`,
        value: value ?? new Decimal(0),
        benchmark,
      })),
    ),
    diagnosis: tokens(many).flatMap((token) =>
      content.diagnosis.map((line) => ({ ...line, title: `${token} ${name}`, firstValue: value, benchmark })),
    ),
    actions: tokens(many).flatMap((token) =>
      content.actions.map((action) => ({
        ...action,
        coachingId: token,
        title: `${token} ${name}`,
        text: `${token} ${text}`,
      })),
    ),
  };
}

export function viewOf(from: Hostile): RepView {
  const { name, many, value, benchmark } = from;
  const { summary, diagnosis } = contentOf(from);
  const metricKey = 'AE.stage_conversion';
  return {
    period: 'month',
    asOf: '2026-04-01',
    checks: { start: '2026-03-01', end: '2026-04-01' },
    repId: 'rep-1',
    repName: name,
    role: 'AE',
    told: { pictures: contentOf(from).pictures, acknowledgedAt: new Date(0) },
    summary: summary.map((line) => ({ ...line, companions: { attainment: 0.5, note: name } })),
    diagnosis: { patterns: diagnosis, skills: [] },
    actions: tokens(many).map((token) => ({ ...hostileItem(from, token), title: `${token} ${name}` })),
    flags: tokens(many).map(() => ({
      metricKey,
      dimension: name,
      on: '2026-03-30',
      value: value ?? new Decimal(0),
      benchmark,
    })),
    escalations: tokens(many).map((escalationId) => ({
      escalationId,
      rule: 'E2' as const,
      asOf: '2026-03-30' as const,
      metricKey,
      dimension: name,
      ownerName: name,
      resolvedAt: null,
      outcome: null,
    })),
  };
}

export function homeOf(from: Hostile): Home {
  const { name, text, many } = from;
  const line = { repName: name, role: 'AE', metricKey: 'AE.stage_conversion', dimension: name } as const;
  const pictures = [picture(text), { ...picture(text), key: 'team:other' }];
  const team = { forManager: name, asOf: '2026-03-02', reps: standingsOf(from), pictures } as const;
  return {
    name,
    waiting: { total: many, oldest: tokens(5).map(() => ({ ...line, since: '2026-03-02' as const })) },
    teams: tokens(Math.min(many, 12)).map(() => team),
    escalations: tokens(many).map((escalationId) => ({
      ...line,
      escalationId,
      repId: 'rep-1',
      since: '2026-03-02' as const,
      ownerName: from.isFlag ? name : null,
    })),
    digests: tokens(many).map((digestId) => ({
      digestId,
      periodMonth: '2026-03-01',
      acknowledged: true,
      actions: many,
    })),
    system: {
      reader: { timeZone: 'Asia/Tokyo', now: new Date('2026-03-02T12:00:00Z') },
      status: {
        jobs: [{ job: 'weekly', localPeriod: '2026-03-02', state: 'done', parkedItems: many }],
        parkedDeliveries: tokens(many).map(() => ({ recipientName: name, reason: text, count: many })),
        dueDeliveries: many,
        escalations: { open: many, unowned: 1 },
        sources: tokens(Math.min(many, 40)).map((token) => ({ source: `${token} ${name}`, latest: new Date(0) })),
        auditorAge: 1e9,
        repairs: { forgotten: many, followed: many },
      },
    },
  };
}

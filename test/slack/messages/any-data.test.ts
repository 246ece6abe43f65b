import { describe, expect, test } from 'vitest';
import type { CoachingItem } from '../../../src/domain/coaching-item.ts';
import { Decimal } from '../../../src/domain/decimal.ts';
import { SKILL_DIMENSIONS } from '../../../src/domain/skill-gap.ts';
import { skillLine } from '../../../src/domain/skill-line.ts';
import type { RepStandings } from '../../../src/domain/team-grid.ts';
import type { RepView } from '../../../src/domain/view.ts';
import { contextModal, escalationContextModal } from '../../../src/slack/messages/context-modal.ts';
import { dismissModal } from '../../../src/slack/messages/dismiss-modal.ts';
import { escalation } from '../../../src/slack/messages/escalation.ts';
import { escalationContext } from '../../../src/slack/messages/escalation-context.ts';
import { escalationHistory } from '../../../src/slack/messages/escalation-history.ts';
import { escalationNotice } from '../../../src/slack/messages/escalation-notice.ts';
import { homeView } from '../../../src/slack/messages/home.ts';
import { managerRollup } from '../../../src/slack/messages/manager-rollup.ts';
import { modifyModal } from '../../../src/slack/messages/modify-modal.ts';
import { noticeModal } from '../../../src/slack/messages/notice-modal.ts';
import { pastDigestModal } from '../../../src/slack/messages/past-digest-modal.ts';
import { picturesOf } from '../../../src/slack/messages/picture-block.ts';
import { queueModal } from '../../../src/slack/messages/queue-modal.ts';
import { repDigest } from '../../../src/slack/messages/rep-digest.ts';
import { repView, repViewModal } from '../../../src/slack/messages/rep-view.ts';
import { resolveModal } from '../../../src/slack/messages/resolve-modal.ts';
import { reviewRequest } from '../../../src/slack/messages/review-request.ts';
import { teamView } from '../../../src/slack/messages/team-view.ts';
import { weekTwoNotice } from '../../../src/slack/messages/week-two-notice.ts';
import { always } from './any-item.ts';
import { assessment, digestContent, escalationCase, picture, reader, rows, run, week } from './sample.ts';
import { buttonsOf, expectOpenable, expectOpenableDrawn, expectPostable } from './slack-accepts.ts';

/** More reps with more numbers than a message or Home holds. */
function wildReps({ metricKey }: CoachingItem, title: string): RepStandings[] {
  const line = { metricKey, title, standing: 'behind' } as const;
  const lines = Array.from({ length: 130 }, (_, index) => ({ ...line, dimension: `${title}${index}` }));
  return Array.from({ length: 60 }, (_, index) => ({
    repId: `rep-${index}`,
    repName: title,
    role: 'AE' as const,
    lines: index % 7 === 0 ? [] : lines,
  }));
}

/** A view with far more in it than a message holds. */
function wildView(one: CoachingItem, text: string): RepView {
  const content = digestContent();
  const many = Array.from({ length: 40 }, (_, index) => index);
  const { metricKey } = one;
  return {
    period: 'month',
    asOf: '2026-04-01',
    checks: { start: '2026-03-01', end: '2026-04-01' },
    repId: 'rep-1',
    repName: text,
    role: 'AE',
    summary: many.flatMap((index) =>
      content.summary.map((line) => ({
        ...line,
        title: `${text}${index}`,
        companions: { attainment: 0.5, note: text },
      })),
    ),
    diagnosis: {
      patterns: many.flatMap(() => content.diagnosis.map((line) => ({ ...line, title: text }))),
      skills: SKILL_DIMENSIONS.map((dimension) => skillLine(assessment({ dimension }))),
    },
    told: { pictures: content.pictures, acknowledgedAt: new Date(0) },
    actions: many.map((index) => ({ ...one, coachingId: `c-${index}`, title: text })),
    flags: many.map(() => ({
      metricKey,
      dimension: text,
      on: '2026-03-30',
      value: new Decimal('0.1'),
      benchmark: null,
    })),
    escalations: many.map((index) => ({
      escalationId: `e-${index}`,
      rule: 'E2',
      asOf: '2026-03-30',
      metricKey,
      dimension: text,
      ownerName: text,
      resolvedAt: null,
      outcome: null,
    })),
  };
}

describe('whatever the data holds, Slack takes it', () => {
  test('review request and queue', () =>
    always((one, text) => {
      const named = rows.map((row) => ({ ...row, account: text, name: text }));
      const items = ['a', 'b', 'c'].map((id) => ({ item: { ...one, coachingId: id }, rows: named }));
      expectPostable(
        reviewRequest({
          repName: text,
          role: 'AE',
          asOf: '2026-03-02',
          forManager: text,
          movedFrom: text,
          items,
          heldBack: [one],
          reader,
        }),
      );
      expectOpenable(queueModal({ items, total: 9, page: 1, reader }));
    }));

  test('modals', () =>
    always((one, text) => {
      expectOpenable(dismissModal(one));
      // A text shorter than an action's least cannot be stored.
      expectOpenable(modifyModal({ ...one, recommendedAction: `${one.recommendedAction}0123456789` }, reader));
      expectOpenable(resolveModal(escalationCase({ item: one, repName: text })));
      expectOpenable(noticeModal(text));
    }));

  test('escalation messages', () =>
    always((one, text) => {
      const resolution = { outcome: 'other', note: text, by: text, at: new Date(0) } as const;
      const weeks = Array.from({ length: 120 }, () => week());
      const found = escalationCase({ item: one, repName: text, managerName: text, ownerName: text, resolution, weeks });
      expectPostable(escalation(found, reader));
      expectPostable(escalationHistory(found, reader));
      const said = { by: text, at: new Date(0), text };
      expectPostable(escalationHistory({ ...found, context: said }, reader, [said, said]));
      expectPostable(escalationContext(said));
      const added = Array.from({ length: 40 }, () => said);
      expectPostable(escalationNotice({ ...found, slmName: text, added, context: said }, reader));
      const subject = {
        repName: text,
        managerName: text,
        item: one,
        weeks,
        context: said,
        flags: [],
        trend: picture(text),
      };
      const ahead = { ...subject, item: { ...one, run: run({ clock: 2 }) } };
      const asked = { episodeId: 'ep', slmName: text, nextCheckOn: '2026-03-16', reader } as const;
      expectPostable(weekTwoNotice({ ...asked, subject }));
      expectPostable(weekTwoNotice({ ...asked, subject: ahead }));
      const stored = { by: text, at: new Date(0), text, version: 1 };
      expectOpenable(contextModal({ episodeId: 'ep', item: one, context: stored, slmName: text }));
      expectOpenable(escalationContextModal(found, text));
    }));

  test('a team’s roll-up', () =>
    always((one, text) => {
      const counted = { metricKey: one.metricKey, role: 'AE', title: text, flagged: 3, improving: 1 } as const;
      const team = {
        sizes: [
          { role: 'AE', reps: 9 },
          { role: 'SDR', reps: 9 },
        ],
        metrics: Array.from({ length: 120 }, () => counted),
        patterns: Array.from({ length: 5 }, () => ({ ...counted, dimension: text })),
        pendingDecisions: 4,
        openEscalations: 2,
      } as const;
      const content = { periodMonth: '2026-03-01', teamId: text, repIds: [text], team } as const;
      expectPostable(managerRollup({ content, forManager: text }));
      expectPostable(managerRollup({ content, forManager: null }));
    }));

  test('the view of a rep', () =>
    always((one, text) => {
      const view = wildView(one, text);
      const drawn = { trend: picture(text), standing: { ...picture(text), key: 'pace:sample' } };
      for (const mayDecide of [true, false]) {
        const shown = { view, isSelf: !mayDecide, mayDecide, reader, drawn };
        for (const message of repView(shown)) expectPostable(message);
        const modal = repViewModal(shown);
        expectOpenableDrawn(modal, picturesOf(drawn));
        expect(buttonsOf(modal.blocks).includes('Escalate to SLM')).toBe(mayDecide);
      }
    }, 40));

  test('the view of a team', () =>
    always((one, text) => {
      const reps = wildReps(one, text);
      const counted = { metricKey: one.metricKey, role: 'AE', title: text, flagged: 3, improving: 1 } as const;
      const counts = {
        sizes: [{ role: 'AE', reps: 60 }],
        metrics: [counted],
        patterns: [],
        pendingDecisions: 4,
        openEscalations: 2,
      } as const;
      const team = { teamId: 'team', teamName: text, counts, reps };
      const below = Array.from({ length: 30 }, () => ({ ...team, as: 'slm' as const, reps: reps.slice(0, 1) }));
      const messages = [
        ...teamView({ period: 'week', asOf: '2026-03-30', teams: [{ ...team, as: 'manager' }] }),
        ...teamView({ period: 'month', asOf: '2026-04-01', teams: below }),
      ];
      expect(messages).toHaveLength(9);
      for (const message of messages) expectPostable(message);
    }, 20));

  test('digest, Home and a past digest', () =>
    always((one, text) => {
      const action = { coachingId: 'c', title: text, text: one.recommendedAction, improvedSince: true, progress: null };
      const content = digestContent({ actions: Array.from({ length: 8 }, () => action) });
      const titled = { ...content, summary: content.summary.map((line) => ({ ...line, title: text })) };
      expectPostable(
        repDigest({
          digestId: 'd',
          content: titled,
          acknowledgedAt: null,
          doneAt: new Map(),
          timeZone: 'Asia/Tokyo',
          drawn: { trend: picture(text), standing: null },
        }),
      );
      const past = { trend: picture(text), standing: null };
      expectOpenableDrawn(pastDigestModal(titled, past), picturesOf(past));
      const line = { repName: text, role: 'AE', metricKey: one.metricKey, dimension: one.dimension } as const;
      expectOpenable(
        homeView({
          name: text,
          waiting: { total: 5, oldest: Array.from({ length: 5 }, () => ({ ...line, since: '2026-03-02' as const })) },
          teams: [{ forManager: text, asOf: '2026-03-02', reps: wildReps(one, text) }],
          escalations: Array.from({ length: 40 }, (_, index) => ({
            ...line,
            escalationId: `e-${index}`,
            repId: 'rep-1',
            asOf: '2026-03-02' as const,
            ownerName: text,
          })),
          digests: [],
          system: {
            reader: { timeZone: 'Asia/Tokyo', now: new Date('2026-03-02T12:00:00Z') },
            status: {
              jobs: [],
              parkedDeliveries: Array.from({ length: 200 }, () => ({ recipientName: text, reason: text, count: 3 })),
              dueDeliveries: 2,
              escalations: { open: 3, unowned: 1 },
              sources: Array.from({ length: 60 }, (_, index) => ({ source: `${text}${index}`, latest: new Date(0) })),
              auditorAge: 30,
            },
          },
        }),
      );
    }));
});

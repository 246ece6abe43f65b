import type { Knex } from 'knex';
import { reportingLine } from '../db/reads/reporting-line.ts';
import { skillsOfRep } from '../db/reads/skills-of-rep.ts';
import { appendAuditEvent } from '../db/stores/audit-events.ts';
import { enqueue } from '../delivery/outbox.ts';
import { addDays } from '../domain/local-date.ts';
import { formatValue } from '../domain/number-format.ts';
import { decidersOf } from '../domain/visibility.ts';
import type { FollowedQuality } from './follow-call-quality.ts';
import { tellOfNoManager } from './tell-of-no-manager.ts';
import { type DayOfRow, useRowOfSkill } from './use-coaching-row.ts';

/**
 * Tells the manager, and who stands in, that a rep's calls have been in the lowest quarter for long (E3), with an action
 * for the weakest skill; without an assessed skill there is no action. In the caller's transaction, once per run of days.
 */
export async function tellOfWeakCalls(
  trx: Knex.Transaction,
  found: FollowedQuality,
  day: DayOfRow & { readonly notBefore: Date },
): Promise<void> {
  const { d, settings, now, notBefore } = day;
  const { skillDays, measuredDays } = day.catalog.thresholds.escalations.E3;
  const { repId, role, quality, line: roleLine, run } = found;
  if (quality === null || roleLine === null || run.since === null) return;
  const skills = await skillsOfRep(trx, { repId, role }, { start: addDays(d, -skillDays), end: d });
  const [weakest] = skills.toSorted((a, b) => a.score.cmp(b.score));
  const observed = `calls ${formatValue('score', quality)}, lowest part of the role below ${formatValue('score', roleLine.quartile)}, ${measuredDays} measured days in a row.`;
  const row = weakest === undefined ? null : await useRowOfSkill(trx, { weakest, observed }, day);
  const line = await reportingLine(trx, repId, { orgTz: settings.orgTz, now });
  for (const recipientId of decidersOf(line)) {
    await enqueue(trx, {
      key: `weak-calls:${repId}:${run.since}:${recipientId}`,
      kind: 'weak_calls',
      recipientId,
      reference: { rep_id: repId, on: d },
      subjects: row === null ? [] : [`coaching:${row.coachingId}`],
      notBefore,
      now,
    });
  }
  if (line.managerId === null) await tellOfNoManager(trx, { repId, on: d, now });
  await appendAuditEvent(trx, {
    at: now,
    actorId: null,
    action: 'escalation.raised',
    repId,
    subjectId: row?.coachingId ?? null,
    detail: { rule: 'E3', to: 'manager', since: run.since },
  });
}

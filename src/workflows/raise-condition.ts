import type { Knex } from 'knex';
import { factsInWords } from '../catalog/condition-wording.ts';
import type { Thresholds } from '../catalog/thresholds.ts';
import { reportingLine } from '../db/reads/reporting-line.ts';
import { wasRaised, wasRaisedWithin } from '../db/stores/escalations.ts';
import type { EscalationFacts } from '../domain/escalation-facts.ts';
import type { LocalDate } from '../domain/local-date.ts';
import type { Reading, Role } from '../domain/metric.ts';
import { escalate } from './escalate.ts';
import { askToReview } from './request-review.ts';
import { type DayOfRow, useRowOfPattern } from './use-coaching-row.ts';

/** A condition of the daily run that holds for a rep. */
export interface HeldCondition {
  readonly repId: string;
  readonly role: Role;
  readonly facts: EscalationFacts;
  /** Of the metric whose row it goes with; null where the rep has none, and then it goes with no row. */
  readonly reading: Reading | null;
}

/**
 * Takes a condition to everybody whom it is for, once: the escalation, its row and every message, in the caller's
 * transaction, which holds the lock of the rep's patterns.
 * @returns the coaching row it went with; `raised` is false when it had been raised before.
 */
export async function raiseCondition(
  trx: Knex.Transaction,
  { repId, role, facts, reading }: HeldCondition,
  day: DayOfRow,
): Promise<{ raised: boolean; coachingId: string | null }> {
  const { d, now, settings } = day;
  const { rule } = facts;
  const dedupKey = dedupKeyOf(repId, facts, d);
  const repeatDays = repeatDaysOf(rule, day.catalog.thresholds);
  const isRepeat =
    (await wasRaised(trx, dedupKey)) ||
    (repeatDays !== null && (await wasRaisedWithin(trx, { rule, repId }, { d, days: repeatDays })));
  if (isRepeat) return { raised: false, coachingId: null };
  const observed = rule === 'E6' ? undefined : factsInWords(facts);
  const row = reading === null ? null : await useRowOfPattern(trx, { reading, observed }, day);
  const line = await reportingLine(trx, repId, { orgTz: settings.orgTz, now });
  const about = { rule, repId, role, asOf: d, episodeId: row?.episodeId ?? null, coachingId: row?.coachingId ?? null };
  await escalate(trx, { ...about, dedupKey, facts }, line, now);
  const { slmId, actingForManagerId } = line;
  // The manager's notice asks about the action; who stands in as second-line manager gets the escalation, which does not.
  if (row !== null && slmId !== null && slmId === actingForManagerId) {
    await askToReview(trx, { repId, recipientId: slmId, key: dedupKey, from: null, now, catalog: day.catalog });
  }
  return { raised: true, coachingId: about.coachingId };
}

/** Null where something else than time says how often a condition is raised. */
function repeatDaysOf(rule: EscalationFacts['rule'], { escalations }: Thresholds): number | null {
  return rule === 'E1' ? null : escalations[rule].repeatDays;
}

function dedupKeyOf(repId: string, facts: EscalationFacts, d: LocalDate): string {
  return facts.rule === 'E1' ? `E1:${repId}:${facts.fiscalQuarter}` : `${facts.rule}:${repId}:${d}`;
}

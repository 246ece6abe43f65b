import type { Knex } from 'knex';
import { fiscalQuarters } from '../db/reads/fiscal-quarters.ts';
import { fiscalQuarterAt } from '../domain/calendar.ts';
import { Decimal } from '../domain/decimal.ts';
import { isAttainmentCritical, judgeBook } from '../domain/escalation-conditions.ts';
import { addDays, daysBetween } from '../domain/local-date.ts';
import type { MetricKey } from '../domain/metric.ts';
import { companionValue } from '../domain/pattern.ts';
import { bookTiers } from '../measures/book-tiers.ts';
import type { HeldCondition } from './raise-condition.ts';
import { type DayReadings, type DayToRead, namedReading } from './read-day.ts';

/** E1: whose closed business is critical. Money of unknown worth says nothing. */
export async function findCriticalAttainment(
  db: Knex,
  { d, members, catalog }: DayToRead,
  readings: DayReadings,
): Promise<HeldCondition[]> {
  const quarter = fiscalQuarterAt(d, await fiscalQuarters(db));
  if (quarter === null) return [];
  const condition = catalog.thresholds.escalations.E1;
  return members.flatMap(({ repId, role }): HeldCondition[] => {
    if (role !== 'AE') return [];
    const reading = namedReading(readings, repId, 'AE.pace_attainment');
    if (reading === null || reading.status === 'data_quality') return [];
    const attainment = companionValue(reading.companions, 'attainment');
    if (attainment === null) return [];
    if (!isAttainmentCritical({ attainment, quarterEnd: quarter.end, d }, condition)) return [];
    const { fiscalQuarter, end: quarterEnd } = quarter;
    const daysLeft = daysBetween(d, quarterEnd);
    const below = new Decimal(condition.below);
    return [{ repId, role, reading, facts: { rule: 'E1', fiscalQuarter, quarterEnd, daysLeft, attainment, below } }];
  });
}

const trendOf: Readonly<Partial<Record<string, MetricKey>>> = {
  AM: 'AM.book_health_trend',
  CSM: 'CSM.book_health_trend',
};

/** E4: whose book has slipped, and of how many too little is known to say. */
export async function findSlippedBooks(
  db: Knex,
  { d, members, runStart, catalog }: DayToRead,
  readings: DayReadings,
): Promise<{ held: HeldCondition[]; uncovered: number }> {
  const { healthScoreDays, escalations } = catalog.thresholds;
  const { windowDays, shareAbove } = escalations.E4;
  const moves = await bookTiers(db, { members, d, windowDays, healthScoreDays, runStart });
  const held: HeldCondition[] = [];
  let uncovered = 0;
  for (const { repId, role } of members) {
    const move = moves.get(repId);
    const trend = trendOf[role];
    if (move === undefined || trend === undefined) continue;
    const verdict = judgeBook(move, escalations.E4);
    if (verdict === 'uncovered') uncovered += 1;
    if (verdict !== 'dropped') continue;
    const facts = {
      rule: 'E4',
      from: addDays(d, -windowDays),
      to: d,
      ...move,
      shareAbove: new Decimal(shareAbove),
    } as const;
    held.push({ repId, role, facts, reading: namedReading(readings, repId, trend) });
  }
  return { held, uncovered };
}

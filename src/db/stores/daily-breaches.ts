import type { Knex } from 'knex';
import type { Breach, StoredBreach, ToldAs } from '../../domain/daily-breach.ts';
import { Decimal, nullableDecimal, nullableNumericText, numericText } from '../../domain/decimal.ts';
import type { HeldBackReason, ToldFlag } from '../../domain/flag-budget.ts';
import { groupBy } from '../../domain/group-by.ts';
import { addDays, type LocalDate } from '../../domain/local-date.ts';
import { type MetricKey, type PatternIdentity, patternKey, type Role } from '../../domain/metric.ts';
import { keptReadingSchema } from '../reads/kept-reading-schema.ts';

interface Row {
  rep_id: string;
  role: Role;
  metric_key: MetricKey;
  dimension: string;
  breach_date: LocalDate;
  value: string;
  gap: string;
  threshold: string | null;
  times: string | null;
  weight: string;
  reading: unknown;
  is_onset: boolean;
  summarised_on: LocalDate | null;
  coaching_id: string | null;
  delivered_as: ToldAs | null;
  held_back: HeldBackReason | null;
}

/** Keeps all breaches that there are on a day of some roles; those that are there stay as they are. */
export async function saveBreaches(
  trx: Knex.Transaction,
  { on, roles }: { readonly on: LocalDate; readonly roles: readonly Role[] },
  breaches: readonly (Breach & { readonly isOnset: boolean })[],
): Promise<void> {
  const days = roles.map((role) => ({ day: on, role }));
  await trx('daily_breach_day').insert(days).onConflict(['day', 'role']).ignore();
  if (breaches.length === 0) return;
  await trx('daily_breach')
    .insert(
      breaches.map(({ reading, value, gap, threshold, times, weight, isOnset }) => ({
        rep_id: reading.repId,
        role: reading.role,
        metric_key: reading.metricKey,
        dimension: reading.dimension,
        breach_date: on,
        value: numericText(value),
        benchmark: nullableNumericText(reading.benchmark),
        gap: numericText(gap),
        threshold: nullableNumericText(threshold),
        times: nullableNumericText(times),
        weight: numericText(weight),
        reading: JSON.stringify(reading),
        is_onset: isOnset,
      })),
    )
    .onConflict(['rep_id', 'metric_key', 'dimension', 'breach_date'])
    .ignore();
}

/** The roles whose breaches are kept, by day, of the days before d. */
export async function rolesWithBreachesKept(db: Knex, d: LocalDate, days: number): Promise<Map<LocalDate, Set<Role>>> {
  const rows = await db<{ day: LocalDate; role: Role }>('daily_breach_day')
    .where('day', '>=', addDays(d, -days))
    .andWhere('day', '<', d)
    .select('day', 'role');
  const kept = groupBy(rows, (row) => row.day);
  return new Map([...kept].map(([day, ofDay]) => [day, new Set(ofDay.map(({ role }) => role))]));
}

/** Dates of a pattern's breaches, and of those that were onsets. */
export interface BreachDates {
  readonly breaches: LocalDate[];
  readonly onsets: LocalDate[];
}

/** By pattern key, the breaches of the `days` before d. */
export async function breachesBefore(db: Knex, d: LocalDate, days: number): Promise<Map<string, BreachDates>> {
  const rows = await db<Row>('daily_breach')
    .where('breach_date', '>=', addDays(d, -days))
    .andWhere('breach_date', '<', d)
    .select('rep_id', 'role', 'metric_key', 'dimension', 'breach_date', 'is_onset');
  const found = new Map<string, BreachDates>();
  for (const row of rows) {
    const key = patternKey(patternOf(row));
    const dates = found.get(key) ?? { breaches: [], onsets: [] };
    dates.breaches.push(row.breach_date);
    if (row.is_onset) dates.onsets.push(row.breach_date);
    found.set(key, dates);
  }
  return found;
}

/** The onsets of the days `from` to `to`, both included, oldest first; with `repId` one rep's alone. */
export async function onsetsBetween(
  db: Knex,
  { from, to, repId }: { from: LocalDate; to: LocalDate; repId?: string },
): Promise<StoredBreach[]> {
  const query = db<Row>('daily_breach')
    .where({ is_onset: true })
    .andWhere('breach_date', '>=', from)
    .andWhere('breach_date', '<=', to)
    .orderBy(['breach_date', 'rep_id', 'metric_key', 'dimension']);
  if (repId !== undefined) query.andWhere('rep_id', repId);
  return (await query.select()).map(storedBreach);
}

/** The breach of a pattern on a day; null when there is none. */
export async function breachOf(db: Knex, pattern: PatternIdentity, on: LocalDate): Promise<StoredBreach | null> {
  const row = await db<Row>('daily_breach')
    .where({
      rep_id: pattern.repId,
      metric_key: pattern.metricKey,
      dimension: pattern.dimension,
      breach_date: on,
    })
    .first();
  return row === undefined ? null : storedBreach(row);
}

/** By coaching id, the last onset that each row was used for; rows without one are left out. */
export async function flagsOfRows(db: Knex, coachingIds: readonly string[]): Promise<Map<string, StoredBreach>> {
  const rows = await db<Row>('daily_breach')
    .where({ is_onset: true })
    .whereIn('coaching_id', [...coachingIds])
    .orderBy('breach_date')
    .select();
  return new Map(
    rows.flatMap((row) => (row.coaching_id === null ? [] : [[row.coaching_id, storedBreach(row)] as const])),
  );
}

/** The onsets that a manager's message of a day sums up, oldest first. */
export async function onsetsSummarised(db: Knex, on: LocalDate): Promise<StoredBreach[]> {
  const rows = await db<Row>('daily_breach')
    .where({ summarised_on: on })
    .orderBy(['breach_date', 'rep_id', 'metric_key', 'dimension'])
    .select();
  return rows.map(storedBreach);
}

/** What became of an onset, or will: told, or held back. Whatever was written first holds. */
export async function settleOnset(
  trx: Knex.Transaction,
  { reading, on }: Pick<StoredBreach, 'reading' | 'on'>,
  settled: {
    coachingId: string | null;
    managerId: string | null;
    told: { as: ToldAs; on: LocalDate } | null;
    heldBack: HeldBackReason | null;
    /** The day of the message that sums up what was missed. */
    summarisedOn?: LocalDate | null;
  },
): Promise<void> {
  await trx('daily_breach')
    .where({ rep_id: reading.repId, metric_key: reading.metricKey, dimension: reading.dimension, breach_date: on })
    .whereNull('delivered_as')
    .whereNull('held_back')
    .update({
      coaching_id: settled.coachingId,
      manager_id: settled.managerId,
      delivered_on: settled.told?.on ?? null,
      delivered_as: settled.told?.as ?? null,
      held_back: settled.heldBack,
      summarised_on: settled.summarisedOn ?? null,
    });
}

/** The flag counts in the budget of another reader now. @param flag the reference of its message */
export async function setFlagReader(
  trx: Knex.Transaction,
  flag: Readonly<Record<string, string>>,
  managerId: string,
): Promise<void> {
  await trx('daily_breach')
    .where({
      rep_id: flag.rep_id ?? '',
      metric_key: flag.metric_key ?? '',
      dimension: flag.dimension ?? '',
      breach_date: flag.on ?? null,
      delivered_as: 'flag',
    })
    .update({ manager_id: managerId });
}

/** Flags told as messages of their own: about the reps in the days up to `on`, and to the manager on that day. */
export async function toldFlags(
  db: Knex,
  { repIds, managerId, on, days }: { repIds: readonly string[]; managerId: string; on: LocalDate; days: number },
): Promise<{ ofReps: ToldFlag[]; ofManager: number }> {
  const rows = await db<{ rep_id: string; delivered_on: LocalDate; delivered_as: string }>('daily_breach')
    .where({ delivered_as: 'flag' })
    .whereIn('rep_id', [...repIds])
    .andWhere('delivered_on', '>', addDays(on, -days))
    .select('rep_id', 'delivered_on');
  const [counted] = await db('daily_breach')
    .where({ delivered_as: 'flag', manager_id: managerId, delivered_on: on })
    .count<{ count: number }[]>('* as count');
  return {
    ofReps: rows.map((row) => ({ repId: row.rep_id, on: row.delivered_on })),
    ofManager: counted?.count ?? 0,
  };
}

function patternOf(row: Pick<Row, 'rep_id' | 'role' | 'metric_key' | 'dimension'>): PatternIdentity {
  return { repId: row.rep_id, role: row.role, metricKey: row.metric_key, dimension: row.dimension };
}

function storedBreach(row: Row): StoredBreach {
  return {
    reading: keptReadingSchema.parse(row.reading),
    value: new Decimal(row.value),
    gap: new Decimal(row.gap),
    threshold: nullableDecimal(row.threshold),
    times: nullableDecimal(row.times),
    weight: new Decimal(row.weight),
    on: row.breach_date,
    isOnset: row.is_onset,
    coachingId: row.coaching_id,
    toldAs: row.delivered_as,
    heldBack: row.held_back,
  };
}

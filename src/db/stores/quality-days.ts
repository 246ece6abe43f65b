import type { Knex } from 'knex';
import { type Decimal, nullableDecimal, nullableNumericText } from '../../domain/decimal.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { Role } from '../../domain/metric.ts';
import type { QualityRun } from '../../domain/quality-run.ts';

/** A rep's call quality on a day, the role's line, and the run of days below it after that day. */
export interface StoredQualityDay {
  readonly repId: string;
  readonly role: Role;
  readonly day: LocalDate;
  readonly quality: Decimal | null;
  readonly line: { readonly quartile: Decimal; readonly median: Decimal } | null;
  readonly calls: number;
  /** Measured reps of the role, the rep included. */
  readonly cohort: number;
  readonly run: QualityRun;
}

const ROWS_A_STATEMENT = 500;

interface Row {
  rep_id: string;
  day: LocalDate;
  role: Role;
  q: string | null;
  tau: string | null;
  median: string | null;
  calls: number;
  cohort: number;
  below_days: number;
  below_since: LocalDate | null;
  unmeasured_days: number;
  is_told: boolean;
}

/** Keeps a day of many reps; rows that are there stay as they are. */
export async function saveQualityDays(trx: Knex.Transaction, days: readonly StoredQualityDay[]): Promise<void> {
  for (let from = 0; from < days.length; from += ROWS_A_STATEMENT) {
    const rows = days.slice(from, from + ROWS_A_STATEMENT).map(rowOf);
    await trx('quality_day').insert(rows).onConflict(['rep_id', 'day']).ignore();
  }
}

function rowOf(one: StoredQualityDay) {
  return {
    rep_id: one.repId,
    day: one.day,
    role: one.role,
    q: nullableNumericText(one.quality),
    tau: nullableNumericText(one.line?.quartile ?? null),
    median: nullableNumericText(one.line?.median ?? null),
    calls: one.calls,
    cohort: one.cohort,
    below_days: one.run.belowDays,
    below_since: one.run.since,
    unmeasured_days: one.run.unmeasuredDays,
    is_told: one.run.isTold,
  };
}

/** Every rep's row of a day, by rep_id; with `repId` that rep's alone. */
export async function qualityDays(db: Knex, day: LocalDate, repId?: string): Promise<Map<string, StoredQualityDay>> {
  const query = db<Row>('quality_day').where({ day });
  if (repId !== undefined) query.andWhere('rep_id', repId);
  return new Map((await query.select()).map((row) => [row.rep_id, storedDay(row)]));
}

function storedDay(row: Row): StoredQualityDay {
  const quartile = nullableDecimal(row.tau);
  const median = nullableDecimal(row.median);
  return {
    repId: row.rep_id,
    role: row.role,
    day: row.day,
    quality: nullableDecimal(row.q),
    line: quartile === null || median === null ? null : { quartile, median },
    calls: row.calls,
    cohort: row.cohort,
    run: {
      belowDays: row.below_days,
      since: row.below_since,
      unmeasuredDays: row.unmeasured_days,
      isTold: row.is_told,
    },
  };
}

import type { Knex } from 'knex';
import { z } from 'zod';
import type { DateRange } from '../../domain/calendar.ts';
import { Decimal, nullableDecimal } from '../../domain/decimal.ts';
import { addDays, type LocalDate } from '../../domain/local-date.ts';
import type { PaceCheck, QuotaPace } from '../../domain/quota-pace.ts';

interface Row {
  as_of: LocalDate;
  numerator: string | null;
  denominator: string | null;
  companions: unknown;
  start_date: LocalDate;
  end_date: LocalDate;
}

/** Shares of the quarter's quota, as the pace reading keeps them. */
const shares = z.object({ attainment: z.number(), projected: z.number(), elapsed_weight: z.number() });

/**
 * Quota pace of the quarter that the day before `t` is in, from the readings up to `t`: every weekly check and the
 * month's own at `t`. Null where none of them has a quota.
 */
export async function quotaPace(
  db: Knex,
  asked: { readonly repId: string; readonly t: LocalDate; readonly currency: string },
): Promise<QuotaPace | null> {
  const { repId, t, currency } = asked;
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select distinct on (r.as_of) r.as_of, r.numerator, r.denominator, r.companions, q.start_date, q.end_date
     from fiscal_calendar q
     join metric_reading r on r.window_start = q.start_date
     where q.start_date <= :lastDay and :lastDay < q.end_date
       and r.rep_id = :repId and r.metric_key = 'AE.pace_attainment' and r.dimension = ''
       and r.status not in ('not_applicable', 'data_quality')
       and (r.period = 'week' and r.as_of <= :t or r.period = 'month' and r.as_of = :t)
     order by r.as_of, r.definition_version desc, r.period`,
    { repId, t, lastDay: addDays(t, -1) },
  );
  const checks = rows.flatMap((row) => checkOf(row) ?? []);
  const quota = rows.findLast((row) => quotaOf(row) !== null);
  const quarter = quarterOf(rows);
  const amount = quota === undefined ? null : quotaOf(quota);
  return quarter === null || amount === null || checks.length === 0
    ? null
    : { quarter, quota: amount, currency, checks };
}

function quarterOf([first]: readonly Row[]): DateRange | null {
  return first === undefined ? null : { start: first.start_date, end: first.end_date };
}

function checkOf({ as_of: asOf, companions }: Row): PaceCheck | null {
  const found = shares.safeParse(companions);
  if (!found.success) return null;
  return {
    asOf,
    closed: new Decimal(found.data.attainment),
    closedAndCommitted: new Decimal(found.data.projected),
    pace: new Decimal(found.data.elapsed_weight),
  };
}

/** The quota is what the pace, or what is closed and committed, is a share of. */
function quotaOf({ numerator, denominator, companions }: Row): Decimal | null {
  const found = shares.safeParse(companions);
  if (!found.success) return null;
  const { projected, elapsed_weight: elapsed } = found.data;
  if (elapsed > 0) return nullableDecimal(denominator)?.div(elapsed) ?? null;
  return projected === 0 ? null : (nullableDecimal(numerator)?.div(projected) ?? null);
}

import type { Knex } from 'knex';
import type { LocalDate } from '../domain/local-date.ts';
import type { RowQuality } from '../domain/measured-series.ts';
import type { RepToMeasure } from './measure.ts';

/*
 * The accounts that reps own, with what the health log says of each. A book is that of the owner at t, whoever the log
 * names; an account taken over from somebody joins it after a time. An account has two owners, an AM and a CSM, and
 * comes as one row with both, so that what is aggregated of it is sent once.
 */

/** What is looked at; days before t. Where a part is not wanted, its date is t. */
export interface HealthDates {
  readonly t: LocalDate;
  /** Where trends begin: of the value and of the evidence. */
  readonly trendFrom: LocalDate;
  readonly evidenceFrom: LocalDate;
  /** A score older than this does not count as today's. */
  readonly scoredFrom: LocalDate;
  /** Where the answers to surveys begin that count, and those they are compared with. */
  readonly answersFrom: LocalDate;
  readonly earlierAnswersFrom: LocalDate;
  readonly inheritedAccountDays: number;
  readonly runStart: Date;
}

/** What an account answered last in a window: days before t (negative), when it was logged, the answer. */
export type Answer = readonly [day: number, loggedOn: number, score: number];

/** An account that somebody owns at t. */
export interface AccountHealth {
  readonly segment: string;
  /** Has not churned before t. */
  readonly isActive: boolean;
  /** The last score of each ISO week: days before t (negative) in order of time, and the scores. */
  readonly days: readonly number[];
  readonly scores: readonly number[];
  /** Beside each score the model it comes from; null: all from one. */
  readonly versions: readonly string[] | null;
  /** The last score that counts as today's: its day, and 1 when the risk is High or Critical; null without one. */
  readonly risk: readonly [day: number, isEscalated: number] | null;
  readonly nps: AnswerPair;
  readonly csat: AnswerPair;
  readonly quality: HealthQuality;
}

/** An account's last answer in a window and in the one before it. */
export interface AnswerPair {
  readonly latest: Answer | null;
  readonly earlier: Answer | null;
}

/** How good the account's rows are, for each use of them. */
export interface HealthQuality {
  readonly trend: RowQuality;
  readonly evidence: RowQuality;
  readonly today: RowQuality;
  readonly nps: RowQuality;
  readonly csat: RowQuality;
}

export interface HeldAccount {
  readonly account: AccountHealth;
  readonly ownedFrom: LocalDate;
}

export interface CustomerBooks {
  /** By rep_id. */
  readonly books: ReadonlyMap<string, readonly HeldAccount[]>;
  /** Rows looked at that break the contract, and rows of accounts that `accounts` does not know. */
  readonly unsound: number;
  readonly unknown: number;
}

/** What a row must hold to count. The range leaves out what is no number, too. */
const IS_SOUND = `coalesce(h.health_score between 0 and 100
      and h.health_tier in ('Low', 'Medium', 'High', 'Critical') and h.model_version is not null
      and coalesce(h.nps_score between 0 and 10, true) and coalesce(h.csat_score between 1 and 5, true), false)`;

/** A Monday: weeks are counted from it. */
const SOME_MONDAY = `date '2001-01-01'`;

/** The last answer of `[from, to)`; of several rows that repeat it, the last. */
function lastAnswer(survey: 'nps' | 'csat', from: string, to: string): string {
  const date = `${survey}_response_date`;
  return `max(cast(array[${date} - cast(:t as date), day, ${survey}_score] as float8[]))
           filter (where is_sound and ${survey}_score is not null and ${date} >= ${from} and ${date} < ${to})`;
}

/** Answers as logged in the window, and those that cannot be told or dated. */
function answerQuality(survey: 'nps' | 'csat'): string {
  const isLogged = `${survey}_score is not null and score_date >= :answersFrom and day < 0`;
  return `count(*) filter (where ${isLogged}) as ${survey}_rows,
         count(*) filter (where ${isLogged} and (not is_sound or ${survey}_response_date is null)) as ${survey}_excluded`;
}

const BOOKS_SQL = `
with reps as (
  select * from unnest(cast(:repIds as text[]), cast(:roles as text[])) as r (rep_id, role)
), stretches as (
  select account_id, owner_role, rep_id, owned_from, owned_to,
         coalesce(min(rep_id) over earlier <> rep_id or max(rep_id) over earlier <> rep_id, false) as is_inherited
  from account_ownership
  where owned_from <= :t and recorded_at < :runStart
  window earlier as (partition by account_id, owner_role order by owned_from
                     rows between unbounded preceding and 1 preceding)
), owners as (
  select distinct on (account_id, owner_role) account_id, owner_role, rep_id, owned_from, is_inherited
  from stretches
  where owned_to is null or owned_to > :t
  order by account_id, owner_role, owned_from desc
), books as (
  select o.account_id, array_agg(o.rep_id order by o.owner_role) as owners,
         array_agg(o.owned_from order by o.owner_role) as owned_from
  from owners o
  join reps r on r.rep_id = o.rep_id and r.role = o.owner_role
  where not o.is_inherited or o.owned_from <= cast(:t as date) - cast(:inheritedAccountDays as int)
  group by o.account_id
), rows as (
  select h.*, h.score_date - cast(:t as date) as day, ${IS_SOUND} as is_sound,
         h.score_date >= :evidenceFrom and h.score_date < :t as is_in_evidence
  from customer_health_log h
  where h.account_id in (select account_id from books) and h.recorded_at < :runStart and isfinite(h.score_date)
    and (h.score_date >= least(cast(:evidenceFrom as date), :scoredFrom, :answersFrom) and h.score_date < :t
         or h.nps_response_date >= :earlierAnswersFrom and h.nps_response_date < :t
         or h.csat_response_date >= :earlierAnswersFrom and h.csat_response_date < :t)
), points as (
  select *, is_sound and is_in_evidence
            and score_date = max(score_date) filter (where is_sound and is_in_evidence)
                               over (partition by account_id, (score_date - ${SOME_MONDAY}) / 7) as is_point
  from rows
), health as (
  select account_id,
         array_agg(day order by day) filter (where is_point) as days,
         array_agg(cast(health_score as float8) order by day) filter (where is_point) as scores,
         case when min(model_version) filter (where is_point) <> max(model_version) filter (where is_point)
              then array_agg(model_version order by day) filter (where is_point) end as versions,
         max(array[day, cast(health_tier in ('High', 'Critical') as int)])
           filter (where is_sound and score_date >= :scoredFrom and day < 0) as risk,
         ${lastAnswer('nps', ':answersFrom', ':t')} as nps,
         ${lastAnswer('nps', ':earlierAnswersFrom', ':answersFrom')} as earlier_nps,
         ${lastAnswer('csat', ':answersFrom', ':t')} as csat,
         ${lastAnswer('csat', ':earlierAnswersFrom', ':answersFrom')} as earlier_csat,
         count(*) filter (where score_date >= :trendFrom and day < 0) as trend_rows,
         count(*) filter (where score_date >= :trendFrom and day < 0 and not is_sound) as trend_excluded,
         count(*) filter (where is_in_evidence) as evidence_rows,
         count(*) filter (where is_in_evidence and not is_sound) as evidence_excluded,
         count(*) filter (where score_date >= :scoredFrom and day < 0) as today_rows,
         count(*) filter (where score_date >= :scoredFrom and day < 0 and not is_sound) as today_excluded,
         ${answerQuality('nps')},
         ${answerQuality('csat')},
         count(*) as rows,
         count(*) filter (where not is_sound) as unsound
  from points
  group by account_id
)
select b.owners, b.owned_from, a.segment,
       case when a.churned_at is null then a.is_active else a.churned_at >= :t end as is_active, h.*
from books b
join health h on h.account_id = b.account_id
left join accounts a on a.account_id = b.account_id and a.recorded_at < :runStart
order by b.account_id`;

interface Row {
  owners: string[];
  owned_from: LocalDate[];
  /** Null: `accounts` does not know it. */
  segment: string | null;
  is_active: boolean | null;
  days: number[] | null;
  scores: number[] | null;
  versions: string[] | null;
  risk: [number, number] | null;
  nps: [number, number, number] | null;
  earlier_nps: [number, number, number] | null;
  csat: [number, number, number] | null;
  earlier_csat: [number, number, number] | null;
  trend_rows: number;
  trend_excluded: number;
  evidence_rows: number;
  evidence_excluded: number;
  today_rows: number;
  today_excluded: number;
  nps_rows: number;
  nps_excluded: number;
  csat_rows: number;
  csat_excluded: number;
  rows: number;
  unsound: number;
}

/** Reads the health log once for the books of all the reps, AMs and CSMs. */
export async function customerBooks(
  db: Knex,
  reps: readonly Pick<RepToMeasure, 'repId' | 'role'>[],
  dates: HealthDates,
): Promise<CustomerBooks> {
  const { rows } = await db.raw<{ rows: Row[] }>(BOOKS_SQL, {
    ...dates,
    repIds: reps.map((rep) => rep.repId),
    roles: reps.map((rep) => rep.role),
  });
  const books = new Map<string, HeldAccount[]>();
  for (const row of rows) {
    const account = accountOf(row);
    for (const [index, repId] of row.owners.entries()) {
      const held = { account, ownedFrom: row.owned_from[index] ?? dates.t };
      const book = books.get(repId);
      if (book === undefined) books.set(repId, [held]);
      else book.push(held);
    }
  }
  const isUnknown = (row: Row) => row.segment === null;
  const sum = (of: readonly Row[], pick: (row: Row) => number) => of.reduce((total, row) => total + pick(row), 0);
  return {
    books,
    unsound: sum(rows, (row) => (isUnknown(row) ? 0 : row.unsound)),
    unknown: sum(rows.filter(isUnknown), (row) => row.rows),
  };
}

/** An account that `accounts` does not know has neither a segment nor a state: none of its rows can be used. */
function accountOf(row: Row): AccountHealth {
  const isKnown = row.segment !== null;
  const known = <Value>(value: Value | null): Value | null => (isKnown ? value : null);
  const quality = (rows: number, excluded: number): RowQuality => ({ rows, excluded: isKnown ? excluded : rows });
  return {
    segment: row.segment ?? '',
    isActive: row.is_active === true,
    days: known(row.days) ?? [],
    scores: known(row.scores) ?? [],
    versions: row.versions,
    risk: known(row.risk),
    nps: { latest: known(row.nps), earlier: known(row.earlier_nps) },
    csat: { latest: known(row.csat), earlier: known(row.earlier_csat) },
    quality: {
      trend: quality(row.trend_rows, row.trend_excluded),
      evidence: quality(row.evidence_rows, row.evidence_excluded),
      today: quality(row.today_rows, row.today_excluded),
      nps: quality(row.nps_rows, row.nps_excluded),
      csat: quality(row.csat_rows, row.csat_excluded),
    },
  };
}

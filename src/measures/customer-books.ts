import type { Knex } from 'knex';
import { consecutive, inBatches } from '../db/in-batches.ts';
import type { LocalDate } from '../domain/local-date.ts';
import type { RowQuality } from '../domain/measured-series.ts';
import { type AccountOwner, accountOwners } from './account-owners.ts';
import type { RepToMeasure } from './measure.ts';

/*
 * The accounts that reps own, with what the health log says of each. A book is that of the owner at t, whoever the log
 * names; an account taken over from somebody joins it after a time. An account has two owners, an AM and a CSM: what is
 * read of it is read once and joined to them here.
 */

/** What is looked at. From which day on, in days before t (negative; 0 where it is not wanted). */
export interface HealthDates {
  readonly t: LocalDate;
  /** Trends, of the value and of the evidence. */
  readonly trendFrom: number;
  readonly evidenceFrom: number;
  /** A score older than this does not count as today's. */
  readonly scoredFrom: number;
  /** Answers to surveys, and those that they are compared with. */
  readonly answersFrom: number;
  readonly earlierAnswersFrom: number;
  readonly inheritedAccountDays: number;
  readonly runStart: Date;
}

/** What an account answered last in a window: days before t (negative), when it was logged, the answer. */
export type Answer = readonly [day: number, loggedOn: number, score: number];

/** An account that somebody owns at t. */
export interface AccountHealth {
  readonly accountId: string;
  readonly segment: string;
  /** Has not churned before t. */
  readonly isActive: boolean;
  /** The last score of each ISO week, of the model of the last one: days before t (negative) and scores, latest first. */
  readonly days: readonly number[];
  readonly scores: readonly number[];
  /** When it was scored last, in days before t, and whether that was High or Critical; null: never. */
  readonly scoredOn: number | null;
  readonly isEscalated: boolean;
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
export const IS_SOUND_HEALTH = `coalesce(h.health_score between 0 and 100
      and h.health_tier in ('Low', 'Medium', 'High', 'Critical') and h.model_version is not null
      and coalesce(h.nps_score between 0 and 10, true) and coalesce(h.csat_score between 1 and 5, true), false)`;

/** The columns of a survey: when it was answered, in days before t (null: nobody knows), and what. */
function answerColumns(survey: 'nps' | 'csat'): string {
  const date = `h.${survey}_response_date`;
  return `case when h.${survey}_score is not null and isfinite(${date}) then ${date} - cast(:t as date) end as ${survey}_day,
         cast(h.${survey}_score as float8) as ${survey}_score`;
}

/** The last answer of `[from, to)`; of several rows that repeat it, the last. */
function lastAnswer(survey: 'nps' | 'csat', from: string, to: string): string {
  return `max(array[${survey}_day, day, ${survey}_score])
           filter (where ${survey}_day >= ${from} and ${survey}_day < ${to})`;
}

/** Rows from a date on; of surveys those with an answer, and those of them that say no date. */
function answerCounts(survey: 'nps' | 'csat'): string {
  return `count(${survey}_score) filter (where day >= :answersFrom) as ${survey}_rows,
         count(${survey}_score) filter (where day >= :answersFrom and ${survey}_day is null) as ${survey}_undated`;
}

/** A Monday long ago: weeks are counted from it. */
const SOME_MONDAY = `date '1900-01-01'`;

/**
 * One row an account for its sound rows and one for the others. There are millions of rows to be sorted: that takes the
 * plainest collation, and what is computed of a row is computed once, before (offset 0). Lists go as JSON, which is read
 * faster than arrays.
 */
const healthSql = (condition: string) => `
with rows as (
  select h.account_id collate "C" as account_id, ${IS_SOUND_HEALTH} as is_sound,
         h.score_date - cast(:t as date) as day, (h.score_date - ${SOME_MONDAY}) / 7 as week,
         cast(h.health_score as float8) as health_score, h.health_tier in ('High', 'Critical') as is_escalated,
         h.model_version,
         ${answerColumns('nps')},
         ${answerColumns('csat')}
  from customer_health_log h
  where h.recorded_at < :runStart and h.score_date < :t and h.score_date > date '-infinity' ${condition}
    and (h.score_date >= cast(:t as date) + least(cast(:evidenceFrom as int), :scoredFrom, :answersFrom)
         or h.nps_response_date >= cast(:t as date) + cast(:earlierAnswersFrom as int)
         or h.csat_response_date >= cast(:t as date) + cast(:earlierAnswersFrom as int))
  offset 0
), points as (
  select *, lag(week) over later is null as is_latest,
         day >= :evidenceFrom and coalesce(lag(week) over later <> week, true)
           and model_version = first_value(model_version) over later as is_point
  from rows
  window later as (partition by account_id, is_sound order by day desc)
)
select account_id, is_sound,
       to_json(array_agg(day order by day desc) filter (where is_point)) as days,
       to_json(array_agg(health_score order by day desc) filter (where is_point)) as scores,
       max(day) as scored_on, bool_or(is_escalated and is_latest) as is_escalated,
       ${lastAnswer('nps', ':answersFrom', '0')} as nps,
       ${lastAnswer('nps', ':earlierAnswersFrom', ':answersFrom')} as earlier_nps,
       ${lastAnswer('csat', ':answersFrom', '0')} as csat,
       ${lastAnswer('csat', ':earlierAnswersFrom', ':answersFrom')} as earlier_csat,
       count(*) filter (where day >= :trendFrom) as trend_rows,
       count(*) filter (where day >= :evidenceFrom) as evidence_rows,
       count(*) filter (where day >= :scoredFrom) as today_rows,
       ${answerCounts('nps')},
       ${answerCounts('csat')},
       count(*) as rows
from points
group by account_id, is_sound
order by account_id`;

interface HealthRow {
  account_id: string;
  is_sound: boolean;
  days: number[] | null;
  scores: number[] | null;
  scored_on: number;
  is_escalated: boolean | null;
  nps: [number, number, number] | null;
  earlier_nps: [number, number, number] | null;
  csat: [number, number, number] | null;
  earlier_csat: [number, number, number] | null;
  trend_rows: number;
  evidence_rows: number;
  today_rows: number;
  nps_rows: number;
  nps_undated: number;
  csat_rows: number;
  csat_undated: number;
  rows: number;
}

/**
 * Reads the health log once for the books of all the reps, AMs and CSMs.
 * @param of `their_accounts`: reads only those, which is quicker for one rep and slower for many.
 */
export async function customerBooks(
  db: Knex,
  reps: readonly Pick<RepToMeasure, 'repId' | 'role'>[],
  dates: HealthDates,
  of: 'all_accounts' | 'their_accounts' = 'all_accounts',
): Promise<CustomerBooks> {
  const ownersOf = await accountOwners(db, reps, dates);
  const rows = inBatches<HealthRow>(db, healthSql(of === 'all_accounts' ? '' : 'and h.account_id = any(:accountIds)'), {
    ...dates,
    accountIds: of === 'all_accounts' ? [] : [...ownersOf.keys()],
  });
  const books = new Map<string, HeldAccount[]>();
  const qualityOf = sharedQualities();
  let unsound = 0;
  let unknown = 0;
  for await (const ofAccount of consecutive(rows, (row) => row.account_id)) {
    const owners = ownersOf.get(ofAccount[0]?.account_id ?? '') ?? [];
    const [owner] = owners;
    if (owner === undefined) continue;
    if (owner.segment === null) unknown += ofAccount.reduce((sum, row) => sum + row.rows, 0);
    else unsound += ofAccount.reduce((sum, row) => sum + (row.is_sound ? 0 : row.rows), 0);
    const account = accountOf(owner, ofAccount, qualityOf);
    for (const { rep_id: repId, owned_from: ownedFrom } of owners) {
      const held = { account, ownedFrom };
      const book = books.get(repId);
      if (book === undefined) books.set(repId, [held]);
      else book.push(held);
    }
  }
  return { books, unsound, unknown };
}

/** There are few different ones of hundreds of thousands. */
function sharedQualities(): (rows: number, excluded: number) => RowQuality {
  const known = new Map<string, RowQuality>();
  return (rows, excluded) => {
    const key = `${rows} ${excluded}`;
    const quality = known.get(key) ?? { rows, excluded };
    known.set(key, quality);
    return quality;
  };
}

/**
 * An account by its sound rows and the others, of which only the number counts. One that `accounts` does not know has
 * neither a segment nor a state: none of its rows can be used.
 */
function accountOf(
  { account_id: accountId, segment, is_active }: AccountOwner,
  rows: readonly HealthRow[],
  qualityOf: (rows: number, excluded: number) => RowQuality,
): AccountHealth {
  const isUsed = (row: HealthRow) => row.is_sound && segment !== null;
  const used = rows.find(isUsed);
  const unused = rows.filter((row) => !isUsed(row));
  const sum = (of: readonly HealthRow[], pick: (row: HealthRow) => number) =>
    of.reduce((total, row) => total + pick(row), 0);
  const quality = (pick: (row: HealthRow) => number, alsoExcluded = 0): RowQuality =>
    qualityOf(sum(rows, pick), sum(unused, pick) + alsoExcluded);
  return {
    accountId,
    segment: segment ?? '',
    isActive: is_active === true,
    days: used?.days ?? [],
    scores: used?.scores ?? [],
    scoredOn: used?.scored_on ?? null,
    isEscalated: used?.is_escalated === true,
    nps: { latest: used?.nps ?? null, earlier: used?.earlier_nps ?? null },
    csat: { latest: used?.csat ?? null, earlier: used?.earlier_csat ?? null },
    quality: {
      trend: quality((row) => row.trend_rows),
      evidence: quality((row) => row.evidence_rows),
      today: quality((row) => row.today_rows),
      nps: quality((row) => row.nps_rows, used?.nps_undated),
      csat: quality((row) => row.csat_rows, used?.csat_undated),
    },
  };
}

import type { Knex } from 'knex';
import { Decimal } from '../../domain/decimal.ts';
import { addDays, daysBetween, type LocalDate, laterOf } from '../../domain/local-date.ts';
import { totalOf } from '../../domain/measured-series.ts';
import { formatValue } from '../../domain/number-format.ts';
import { type AccountHealth, customerBooks, type HeldAccount, IS_SOUND_HEALTH } from '../customer-books.ts';
import { bookPart, healthDates } from '../customer-health.ts';
import {
  counted,
  type EvidenceOf,
  type EvidenceRequest,
  evidenceBindings,
  type FoundRow,
  LATE,
  leftOut,
  type Named,
  UNKNOWN_ACCOUNT,
} from './evidence.ts';

/** What the measure makes of an account alone. */
interface Alone {
  readonly value: Decimal | null;
  readonly isHit: boolean;
  /** Of surveys: it answered before, too. */
  readonly isPair: boolean;
}

/** What one account of a book says to one metric. */
interface Part {
  /** From which day on rows of the log could have counted. */
  from(request: EvidenceRequest): LocalDate;
  /** The day that it counts by; null where it does not count. */
  day(held: HeldAccount, request: EvidenceRequest): number | null;
  inWords(account: AccountHealth, alone: Alone): string;
  /** Why it does not count. */
  reason(account: AccountHealth, request: EvidenceRequest): string;
  /** How far it fell, where it is the fall that is judged and not what it reads. */
  fall?(account: AccountHealth, alone: Alone): Decimal;
}

const trend: Part = {
  from: ({ wanted }) => wanted.own.start,
  day: ({ account }) => account.days[0] ?? null,
  inWords: (_, { value }) => (value === null ? '' : formatValue('points_per_28_days', value)),
  reason: (_, { thresholds }) =>
    `fewer than ${thresholds.trendPoints} weekly scores of one model in the window while the rep owned it`,
};

const escalations: Part = {
  from: ({ t, thresholds }) => addDays(t, -thresholds.healthScoreDays),
  day: ({ account }) => account.scoredOn,
  inWords: (_, { isHit }) => (isHit ? 'at high or critical risk' : 'at low or medium risk'),
  reason: ({ isActive }, { thresholds }) =>
    isActive ? `no score in the ${thresholds.healthScoreDays} days before` : 'no customer any more',
};

function survey(name: 'nps' | 'csat'): Part {
  const isWithin = (day: number | undefined, from: LocalDate, t: LocalDate) =>
    day !== undefined && day >= daysBetween(t, from);
  return {
    from: ({ wanted }) => wanted.own.start,
    day: ({ account }, { rep, t }) => {
      const day = account[name].latest?.[0];
      return isWithin(day, rep.own.start, t) ? (day ?? null) : null;
    },
    inWords: (account, { isPair }) => {
      const { latest, earlier } = account[name];
      return `${latest?.[2]} now, ${isPair ? earlier?.[2] : 'no answer'} before`;
    },
    reason: (account) =>
      account[name].latest === null ? 'no answer in the window' : 'answered before the stint began',
    fall: (account, { isPair }) => {
      const { latest, earlier } = account[name];
      return new Decimal(isPair && latest !== null && earlier !== null ? earlier[2] - latest[2] : 0);
    },
  };
}

/** Each account of the book by itself, as the measure sees it; then the rows that could not be used. */
function evidenceOfBook(part: Part): EvidenceOf {
  return async (db, request) => {
    const { rep, wanted, t, thresholds } = request;
    const dates = healthDates([wanted], request);
    const { books } = await customerBooks(db, [rep], dates, 'their_accounts');
    const book = books.get(rep.repId) ?? [];
    const newFrom = daysBetween(t, wanted.lastWeek.start);
    const found = book.map((held): FoundRow => {
      const { account } = held;
      const series = bookPart(wanted).seriesOf({ rep, accounts: [held], t, newFrom, thresholds });
      const { numerator, denominator, size } = totalOf(series.own);
      const day = part.day(held, request);
      const row = named(account.accountId, day === null ? addDays(t, -1) : addDays(t, day));
      if (account.segment === '') return leftOut(row, UNKNOWN_ACCOUNT);
      const isCounted = size > 0 || (day !== null && denominator?.gt(0) === true);
      if (!isCounted) return leftOut(row, part.reason(account, request));
      const alone = { value: series.value ?? null, isHit: numerator?.gt(0) === true, isPair: size > 0 };
      return counted(row, part.inWords(account, alone), {
        numerator,
        denominator,
        alone: alone.value,
        short: part.fall?.(account, alone) ?? null,
        size,
      });
    });
    const others = [
      ...(await notInBook(db, request, new Set(book.map(({ account }) => account.accountId)))),
      ...(await unusable(
        db,
        request,
        book.map(({ account }) => account.accountId),
        part.from(request),
      )),
    ];
    return [...found, ...others].sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1));
  };
}

function named(accountId: string, on: LocalDate): Named {
  return { name: `account ${accountId}`, on, accountId };
}

/** Accounts that the rep owns today, and that are not looked at. */
async function notInBook(db: Knex, request: EvidenceRequest, book: ReadonlySet<string>): Promise<FoundRow[]> {
  const { rep, t, thresholds } = request;
  const { rows } = await db.raw<{ rows: { account_id: string; owned_from: LocalDate }[] }>(
    `select account_id, max(owned_from) as owned_from
     from account_ownership
     where rep_id = :repId and owner_role = :role and recorded_at < :runStart
       and owned_from <= :t and (owned_to is null or owned_to > :t)
     group by account_id
     order by account_id`,
    { ...evidenceBindings(request), role: rep.role },
  );
  return rows
    .filter(({ account_id }) => !book.has(account_id))
    .map(({ account_id, owned_from }) => {
      const isRecent = owned_from > addDays(t, -thresholds.inheritedAccountDays);
      const reason = isRecent ? 'taken over too recently' : 'no health score to look at';
      return leftOut(named(account_id, laterOf(owned_from, request.wanted.own.start)), reason);
    });
}

/** Rows of the log that were not known yet, or that nobody can use. */
async function unusable(
  db: Knex,
  request: EvidenceRequest,
  accountIds: readonly string[],
  from: LocalDate,
): Promise<FoundRow[]> {
  const { rows } = await db.raw<{ rows: { account_id: string; score_date: LocalDate; is_late: boolean }[] }>(
    `select h.account_id, h.score_date, h.recorded_at >= :runStart as is_late
     from customer_health_log h
     where h.account_id = any(:accountIds) and h.score_date >= :scoredFrom and h.score_date < :t
       and (h.recorded_at >= :runStart or not ${IS_SOUND_HEALTH})
     order by h.score_date, h.account_id`,
    { ...evidenceBindings(request), accountIds: [...accountIds], scoredFrom: from },
  );
  return rows.map(({ account_id, score_date, is_late }) => {
    const score = { name: `score of account ${account_id}`, on: score_date, accountId: account_id };
    return leftOut(score, is_late ? LATE : 'a score, tier or answer out of its range, or no model version');
  });
}

export const evidenceOfBookParts: ReadonlyMap<string, EvidenceOf> = new Map([
  ['trend', evidenceOfBook(trend)],
  ['escalations', evidenceOfBook(escalations)],
  ['nps', evidenceOfBook(survey('nps'))],
  ['csat', evidenceOfBook(survey('csat'))],
]);

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, daysBetween, type LocalDate, localDate } from '../../src/domain/local-date.ts';
import { revenueRetention } from '../../src/measures/revenue-retention.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { accountRow, ownerRow } from './account-rows.ts';
import { measureRequest, member } from './measure-request.ts';
import { event, expansion } from './revenue-rows.ts';

const database = useDatabase();

const T = '2026-03-16';
const START = '2025-03-16';
const REPS = ['ann', 'bob'];
const WANTED = measureRequest({
  metrics: ['AM.net_revenue_retention'],
  t: T,
  members: REPS.map((id) => member(id, { role: 'AM' })),
});

interface Account {
  segment: string;
  vertical: string;
  /** In order of their ids. */
  log: readonly { kind: string; on: LocalDate; arr: number }[];
  plays: readonly { on: LocalDate; arr: number }[];
  churnedAt: LocalDate | null;
  /** Who has it from a date on; the first from 2024. */
  owners: readonly { repId: string; from: LocalDate }[];
}

type Count = [closing: number, opening: number, kept: number, accounts: number, isNew: number];

function recount(accounts: readonly Account[]): Record<string, Count> {
  const counts: Record<string, Count> = {};
  for (const account of accounts) {
    const year = yearOf(account);
    const owner = year === null ? null : ownerOf(account, year.churnedOn);
    if (year === null || owner === null) continue;
    for (const dimension of [`${account.segment}/${account.vertical}`, 'all']) {
      const count: Count = counts[`${owner} ${dimension}`] ?? [0, 0, 0, 0, 0];
      counts[`${owner} ${dimension}`] = count;
      count[0] += year.closing;
      count[1] += year.opening;
      count[2] += Math.min(year.opening, year.closing);
      count[3] += 1;
      count[4] += year.isNew ? 1 : 0;
    }
  }
  return counts;
}

/** Null: no revenue at the beginning. */
function yearOf({ log, plays, churnedAt }: Account) {
  let opening: { on: LocalDate; arr: number } | null = null;
  let goneOn: LocalDate | null = churnedAt !== null && churnedAt < START ? churnedAt : null;
  let churnedOn: LocalDate | null = null;
  let change = 0;
  const changes: LocalDate[] = [];
  for (const { kind, on, arr } of log) {
    if (on >= T) continue;
    if (kind === 'arr_snapshot' && on <= START && (opening === null || on >= opening.on)) opening = { on, arr };
    if (kind === 'churn' && on < START && (goneOn === null || on > goneOn)) goneOn = on;
    if (kind !== 'churn' && kind !== 'contraction') continue;
    if (on < START) continue;
    if (kind === 'churn' && (churnedOn === null || on > churnedOn)) churnedOn = on;
    change -= arr;
    changes.push(on);
  }
  for (const { on, arr } of plays) {
    if (on < START || on >= T) continue;
    change += arr;
    changes.push(on);
  }
  if (opening === null || opening.arr === 0 || (goneOn !== null && goneOn >= opening.on)) return null;
  if (churnedOn === null && churnedAt !== null && churnedAt >= START && churnedAt < T) churnedOn = churnedAt;
  const closing = churnedOn === null ? Math.max(0, opening.arr + change) : 0;
  return { opening: opening.arr, closing, churnedOn, isNew: changes.some((on) => on >= '2026-03-09') };
}

function ownerOf({ owners }: Account, churnedOn: LocalDate | null): string | null {
  const known = owners.filter(({ from }) => from <= (churnedOn ?? T));
  const owner = known.at(-1);
  if (owner === undefined) return null;
  const isInherited = known.some(({ repId }) => repId !== owner.repId);
  if (churnedOn === null && isInherited && daysBetween(owner.from, T) < 90) return null;
  return REPS.includes(owner.repId) ? owner.repId : null;
}

function dateIn(from: LocalDate, days: number): fc.Arbitrary<LocalDate> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: days }).map((day) => addDays(from, day)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('2025-03-15', '2025-03-16', '2025-12-16', '2026-03-09', '2026-03-15').map(localDate),
    },
  );
}

const account: fc.Arbitrary<Account> = fc.record({
  segment: fc.constantFrom('enterprise', 'mid_market'),
  vertical: fc.constantFrom('retail', 'software'),
  log: fc
    .array(
      fc.record({
        kind: fc.constantFrom('arr_snapshot', 'arr_snapshot', 'contraction', 'contraction', 'risk_update', 'churn'),
        on: dateIn('2025-01-01', 450),
        arr: fc.constantFrom(0, 20, 50, 100),
      }),
      { maxLength: 4 },
    )
    .chain((rest) => dateIn('2025-02-01', 43).map((on) => [{ kind: 'arr_snapshot', on, arr: 100 }, ...rest])),
  plays: fc.array(fc.record({ on: dateIn('2025-02-01', 420), arr: fc.integer({ min: 1, max: 60 }) }), { maxLength: 3 }),
  churnedAt: fc.option(dateIn('2025-02-01', 420), { freq: 6 }),
  owners: fc.uniqueArray(dateIn('2025-03-01', 390), { maxLength: 2 }).chain((later) =>
    fc.array(fc.constantFrom('ann', 'bob', 'olaf'), { minLength: 3, maxLength: 3 }).map((repIds) => {
      const dates = [localDate('2024-01-01'), ...later.sort()];
      return dates.map((from, index) => ({ from, repId: repIds[index] ?? 'ann' }));
    }),
  ),
});

function rowsOf(accounts: readonly Account[]) {
  const ids = accounts.map((one, index) => ({ one, id: `account ${index}` }));
  return {
    accounts: ids.map(({ one: { segment, vertical, churnedAt }, id }) =>
      accountRow(id, { segment, vertical, churned_at: churnedAt }),
    ),
    account_ownership: ids.flatMap(({ one: { owners }, id }) =>
      owners.map(({ repId, from }, index) => ownerRow(id, repId, from, { owned_to: owners[index + 1]?.from ?? null })),
    ),
    churn_risk_log: ids.flatMap(({ one, id }) =>
      one.log.map(({ kind, on, arr }) => event(kind, on, arr, { account_id: id })),
    ),
    expansion_log: ids.flatMap(({ one, id }) => one.plays.map(({ on, arr }) => expansion(on, arr, { account_id: id }))),
  };
}

it('agrees with a count by hand on any accounts', async () => {
  let counted = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(account, { minLength: 1, maxLength: 30, size: 'max' }), async (accounts) => {
      await database.owner.raw('truncate expansion_log, churn_risk_log, accounts, account_ownership');
      await loadTables(database.owner, rowsOf(accounts));
      const { metrics } = await revenueRetention(database.db, WANTED);
      const found = (metrics[0]?.series ?? []).map(({ repId, dimension, own, companions, newEvidence }) => {
        const sum = (pick: (part: (typeof own)[number]) => unknown) =>
          own.reduce((total, part) => total + Number(pick(part)), 0);
        const opening = sum((part) => part.denominator);
        const kept = Math.round(Number(companions.grr) * opening);
        return [
          `${repId} ${dimension}`,
          [sum((part) => part.numerator), opening, kept, sum((part) => part.size), newEvidence],
        ];
      });
      const expected = recount(accounts);
      counted += Object.values(expected).reduce((total, count) => total + count[3], 0);
      expect(Object.fromEntries(found)).toEqual(expected);
    }),
    { numRuns: 80 },
  );
  expect(counted).toBeGreaterThan(200);
}, 60_000);

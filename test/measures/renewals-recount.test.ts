import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, daysBetween, type LocalDate, localDate } from '../../src/domain/local-date.ts';
import { renewals } from '../../src/measures/renewals.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { accountRow, ownerRow } from './account-rows.ts';
import { measureRequest, member } from './measure-request.ts';
import { opp } from './renewal-rows.ts';
import { event } from './revenue-rows.ts';
import { instant } from './stage-history-rows.ts';

const database = useDatabase();

const T = '2026-03-16';
const WINDOW = '2025-12-15';
const REPS = [
  { repId: 'ann', from: WINDOW },
  { repId: 'bob', from: '2026-01-05' },
] as const;
const WANTED = measureRequest({
  metrics: ['AM.gross_renewal_rate', 'AM.on_time_renewal_opening'],
  t: T,
  members: [member('ann', { role: 'AM' }), member('bob', { role: 'AM', stintStart: '2026-01-05' })],
});

interface Opp {
  due: LocalDate;
  created: LocalDate;
  closed: LocalDate | null;
  won: boolean;
  amount: number;
}
interface Entry {
  kind: string;
  on: LocalDate;
  arr: number;
  says: LocalDate | null;
  openingDays: number;
}
interface Account {
  opps: readonly Opp[];
  /** In order of their ids. */
  log: readonly Entry[];
  renewalDate: LocalDate | null;
  churnedAt: LocalDate | null;
  /** From which date on bob has it; ann before. */
  bobFrom: LocalDate | null;
}

interface Count {
  gross: [renewed: number, expiring: number, logos: number, renewals: number, isNew: number];
  opened: [inTime: number, renewals: number, isNew: number];
}

function recount(accounts: readonly Account[]): Record<string, Count> {
  const counts: Record<string, Count> = {
    ann: { gross: [0, 0, 0, 0, 0], opened: [0, 0, 0] },
    bob: { gross: [0, 0, 0, 0, 0], opened: [0, 0, 0] },
  };
  for (const account of accounts) {
    const log = inOrder(account.log.filter((entry) => entry.on < T));
    const opps = account.opps.filter((one) => one.created < T);
    const churnedOn = churnOf(account, log);
    const dues = renewalDates(account, opps, log);
    for (const due of dues) {
      const ofIt = opps.filter((one) => dues.filter((other) => other <= one.due).at(-1) === due);
      countGross(account, { due, opps: ofIt, log, churnedOn }, counts);
      countOpened(account, { due, opps: ofIt, log, churnedOn }, counts);
    }
  }
  return counts;
}

function inOrder(log: readonly Entry[]): Entry[] {
  return log
    .map((entry, id) => ({ entry, id }))
    .sort((a, b) => (a.entry.on === b.entry.on ? a.id - b.id : a.entry.on < b.entry.on ? -1 : 1))
    .map(({ entry }) => entry);
}

function churnOf(account: Account, log: readonly Entry[]): LocalDate | null {
  if (account.churnedAt !== null && account.churnedAt < T) return account.churnedAt;
  const gone = log.filter((entry) => entry.kind === 'churn').at(-1)?.on ?? null;
  const alive = log.filter((entry) => entry.kind === 'arr_snapshot' && entry.arr > 0).at(-1)?.on;
  return gone !== null && alive !== undefined && alive > gone ? null : gone;
}

/** One date after another, unless one that was taken before is close. */
function renewalDates(account: Account, opps: readonly Opp[], log: readonly Entry[]): LocalDate[] {
  const taken: LocalDate[] = [];
  const take = (dates: readonly LocalDate[]) => {
    for (const date of [...dates].sort()) {
      if (taken.every((other) => Math.abs(daysBetween(other, date)) > 60)) taken.push(date);
    }
  };
  take(opps.map((one) => one.due));
  const said = log.flatMap((entry) => (entry.says === null ? [] : [{ on: entry.on, date: entry.says }]));
  take(said.map(({ date }) => date).filter((date) => said.filter(({ on }) => on < date).at(-1)?.date === date));
  take(account.renewalDate === null ? [] : [account.renewalDate]);
  return taken.sort();
}

interface Renewal {
  due: LocalDate;
  opps: readonly Opp[];
  log: readonly Entry[];
  churnedOn: LocalDate | null;
}

function ownerOn(account: Account, date: LocalDate): 'ann' | 'bob' {
  return account.bobFrom !== null && date >= account.bobFrom ? 'bob' : 'ann';
}

function countGross(account: Account, { due, opps, log, churnedOn }: Renewal, counts: Record<string, Count>): void {
  if (due >= T) return;
  const last = addDays(due, 30);
  const closings = opps.map((one) => (one.closed !== null && one.closed < T ? one.closed : null));
  const won = opps.filter((one) => one.won && one.closed !== null && one.closed < T && one.closed <= last);
  const wonOn = earliest(won.flatMap((one) => one.closed ?? []));
  const allClosed = closings.length > 0 && closings.every((date) => date !== null);
  const closedOn = allClosed
    ? (closings
        .flatMap((date) => date ?? [])
        .sort()
        .at(-1) ?? null)
    : null;
  const decidedOn =
    wonOn ?? earliest([last, ...(churnedOn === null ? [] : [churnedOn]), ...(closedOn === null ? [] : [closedOn])]);
  if (decidedOn === null || decidedOn >= T) return;
  const until = wonOn ?? closedOn;
  const expiring = log
    .filter((entry) => entry.kind === 'arr_snapshot' && entry.on < due)
    .filter((entry) => (until === null || entry.on < until) && (churnedOn === null || entry.on <= churnedOn))
    .at(-1)?.arr;
  if (expiring === undefined || expiring === 0) return;
  const owner = ownerOn(account, churnedOn !== null && churnedOn < due ? churnedOn : due);
  if (!isInWindow(owner, due)) return;
  const renewed = won.reduce((sum, one) => sum + one.amount, 0);
  const count = counts[owner]?.gross;
  if (count === undefined) return;
  count[0] += Math.min(renewed, expiring);
  count[1] += expiring;
  count[2] += won.length > 0 ? 1 : 0;
  count[3] += 1;
  if (due >= '2026-03-09' || decidedOn >= '2026-03-09') count[4] += 1;
}

function countOpened(account: Account, { due, opps, log, churnedOn }: Renewal, counts: Record<string, Count>): void {
  const openingDays = log.filter((entry) => entry.on < due).at(-1)?.openingDays ?? 120;
  const threshold = addDays(due, -openingDays);
  if (threshold >= T || threshold < WINDOW || due < WINDOW) return;
  if (churnedOn !== null && churnedOn < threshold) return;
  const owner = ownerOn(account, threshold);
  if (owner === 'bob' && account.bobFrom !== null && daysBetween(account.bobFrom, threshold) < 30) return;
  if (!isInWindow(owner, threshold)) return;
  const count = counts[owner]?.opened;
  if (count === undefined) return;
  count[0] += opps.some((one) => one.created <= threshold) ? 1 : 0;
  count[1] += 1;
  if (threshold >= '2026-03-09') count[2] += 1;
}

function earliest(dates: readonly LocalDate[]): LocalDate | null {
  return [...dates].sort()[0] ?? null;
}

function isInWindow(owner: string, date: LocalDate): boolean {
  return REPS.some((rep) => rep.repId === owner && date >= rep.from);
}

/** Dates that meet the edges now and then. */
function dateIn(from: LocalDate, days: number): fc.Arbitrary<LocalDate> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: days }).map((day) => addDays(from, day)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('2025-12-15', '2026-01-05', '2026-02-13', '2026-02-14', '2026-03-09').map(localDate),
    },
  );
}

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 2 });

const account: fc.Arbitrary<Account> = fc.record({
  opps: fc.array(
    fc.record({
      due: dateIn('2025-10-01', 280),
      created: dateIn('2025-06-01', 300),
      closed: maybe(dateIn('2025-11-01', 160)),
      won: fc.boolean(),
      amount: fc.integer({ min: 0, max: 200 }),
    }),
    { maxLength: 4 },
  ),
  log: fc.array(
    fc.record({
      kind: fc.constantFrom('arr_snapshot', 'arr_snapshot', 'arr_snapshot', 'risk_update', 'risk_update', 'churn'),
      on: dateIn('2025-06-01', 300),
      arr: fc.constantFrom(0, 50, 100, 150),
      says: maybe(dateIn('2025-10-01', 280)),
      openingDays: fc.constantFrom(30, 90, 120),
    }),
    { maxLength: 6 },
  ),
  renewalDate: maybe(dateIn('2025-10-01', 280)),
  churnedAt: fc.option(dateIn('2025-10-01', 200), { freq: 6 }),
  bobFrom: fc.option(dateIn('2025-11-01', 130), { freq: 2 }),
});

function rowsOf(accounts: readonly Account[]) {
  const ids = accounts.map((one, index) => ({ one, id: `account ${index}` }));
  return {
    accounts: ids.map(({ one, id }) => accountRow(id, { renewal_date: one.renewalDate, churned_at: one.churnedAt })),
    account_ownership: ids.flatMap(({ one, id }) => [
      ownerRow(id, 'ann', '2024-01-01', { owned_to: one.bobFrom }),
      ...(one.bobFrom === null ? [] : [ownerRow(id, 'bob', one.bobFrom)]),
    ]),
    opportunities: ids.flatMap(({ one, id }) =>
      one.opps.map(({ due, created, closed, won, amount }) =>
        opp(due, closed === null ? {} : won ? { won: closed } : { lost: closed }, {
          account_id: id,
          amount,
          created_at: instant(created),
        }),
      ),
    ),
    churn_risk_log: ids.flatMap(({ one, id }) =>
      one.log.map(({ kind, on, arr, says, openingDays }) =>
        event(kind, on, arr, { account_id: id, renewal_date: says, proximity_window_days: openingDays }),
      ),
    ),
  };
}

it('agrees with a count by hand on any accounts', async () => {
  let counted = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(account, { minLength: 1, maxLength: 30, size: 'max' }), async (accounts) => {
      await database.owner.raw('truncate opportunities, churn_risk_log, accounts, account_ownership');
      await loadTables(database.owner, rowsOf(accounts));
      const { metrics } = await renewals(database.db, WANTED);
      const found = Object.fromEntries(
        REPS.map(({ repId }) => {
          const [gross, opened] = metrics.map((metric) => metric.series.find((one) => one.repId === repId));
          const [own] = gross?.own ?? [];
          const logos = gross?.evidence.kind === 'tallies' ? gross.evidence.tallies[0] : undefined;
          const [inTime] = opened?.own ?? [];
          const count: Count = {
            gross: [
              Number(own?.numerator ?? 0),
              Number(own?.denominator ?? 0),
              Number(logos?.numerator ?? 0),
              own?.size ?? 0,
              gross?.newEvidence ?? 0,
            ],
            opened: [Number(inTime?.numerator ?? 0), inTime?.size ?? 0, opened?.newEvidence ?? 0],
          };
          return [repId, count];
        }),
      );
      const expected = recount(accounts);
      counted += (expected.ann?.gross[3] ?? 0) + (expected.bob?.opened[1] ?? 0);
      expect(found).toEqual(expected);
    }),
    { numRuns: 120 },
  );
  expect(counted).toBeGreaterThan(100);
}, 60_000);

import { beforeEach, describe, expect, it, test } from 'vitest';
import { defaultThresholds } from '../../src/catalog/thresholds.ts';
import { judgeBook } from '../../src/domain/escalation-conditions.ts';
import { addDays, type LocalDate } from '../../src/domain/local-date.ts';
import { bookTiers } from '../../src/measures/book-tiers.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { account, health, owned } from './customer-rows.ts';
import { member } from './measure-request.ts';

const database = useDatabase();
const d = '2026-03-18';
const start = addDays(d, -28);
const known = new Date('2026-03-18T10:00:00Z');

beforeEach(() => database.owner.raw('truncate customer_health_log, account_ownership, accounts'));

async function moved(runStart = known) {
  const members = [member('cora', { role: 'CSM' }), member('amy', { role: 'AM' }), member('ann')];
  const found = await bookTiers(database.db, { members, d, windowDays: 28, healthScoreDays: 14, runStart });
  return Object.fromEntries(found);
}

interface Held {
  readonly id: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly account?: object;
  readonly ownership?: readonly object[];
  /** When they were scored; default: the days before the two dates. */
  readonly at?: readonly [LocalDate, LocalDate];
}

async function load(...accounts: readonly Held[]) {
  await loadTables(database.owner, {
    accounts: accounts.map(({ id, account: change }) => account(id, change)),
    account_ownership: accounts.flatMap(({ id, ownership = [{}] }) =>
      ownership.map((change) => owned(id, 'cora', change)),
    ),
    customer_health_log: accounts.flatMap(({ id, from, to, at = [addDays(start, -1), addDays(d, -1)] }) => [
      ...(from === undefined ? [] : [health(id, at[0], 50, { health_tier: from })]),
      ...(to === undefined ? [] : [health(id, at[1], 50, { health_tier: to })]),
    ]),
  });
}

describe('the tiers of a book, four weeks apart', () => {
  it('give the worked book: 6 of 11 dropped, one of twelve without a tier, one taken over since', async () => {
    const pairs: readonly (readonly [string, string | undefined])[] = [
      ['Low', 'Medium'],
      ['Medium', 'High'],
      ['Low', 'High'],
      ['High', 'Critical'],
      ['Medium', 'Medium'],
      ['Low', 'Low'],
      ['High', 'High'],
      ['High', 'Medium'],
      ['Medium', 'High'],
      ['Medium', undefined],
      ['Low', 'Low'],
    ];
    await load(
      ...pairs.map(([from, to], index) => ({ id: `b${index}`, from, to })),
      { id: 'churned', from: 'High', account: { churned_at: '2026-03-03', is_active: false } },
      {
        id: 'taken over',
        from: 'Low',
        to: 'Critical',
        ownership: [{ rep_id: 'carl', owned_to: '2026-03-01' }, { owned_from: '2026-03-01' }],
      },
    );
    const { cora } = await moved();
    expect(cora).toEqual({ book: 12, compared: 11, dropped: 6, churned: 1 });
    expect(cora && judgeBook(cora, defaultThresholds.escalations.E4)).toBe('dropped');
  });

  test.each([
    ['fourteen days old on either day', [addDays(start, -14), addDays(d, -14)], { compared: 1, dropped: 1 }],
    ['fifteen days old at the start', [addDays(start, -15), addDays(d, -1)], { compared: 0, dropped: 0 }],
    ['fifteen days old at the end', [addDays(start, -1), addDays(d, -15)], { compared: 0, dropped: 0 }],
    ['of the two days themselves', [start, d], { compared: 0, dropped: 0 }],
  ] as const)('count with scores %s', async (_, at, expected) => {
    await load({ id: 'a', from: 'Low', to: 'High', at });
    expect((await moved()).cora).toMatchObject({ book: 1, ...expected });
  });

  it('do not compare what different models say, also where one came and went in between', async () => {
    await load({ id: 'other model', from: 'Low' }, { id: 'between', from: 'Low', to: 'High' });
    await loadTables(database.owner, {
      customer_health_log: [
        health('other model', addDays(d, -1), 50, { health_tier: 'High', model_version: 'v2' }),
        health('between', addDays(d, -9), 50, { health_tier: 'High', model_version: 'v2' }),
      ],
    });
    expect((await moved()).cora).toEqual({ book: 2, compared: 0, dropped: 0, churned: 0 });
  });

  it('leave a recovery within the window unnoticed', async () => {
    await load({ id: 'a', from: 'Low', to: 'Low' });
    await loadTables(database.owner, {
      customer_health_log: [health('a', addDays(d, -10), 50, { health_tier: 'Critical' })],
    });
    expect((await moved()).cora).toEqual({ book: 1, compared: 1, dropped: 0, churned: 0 });
  });

  test.each([
    ['churned on the first of the two days', start, { book: 1, dropped: 1, churned: 1 }],
    ['churned before it', addDays(start, -1), undefined],
    ['churns on the second day, which is still to come', d, { book: 1, dropped: 0, churned: 0 }],
  ] as const)('of an account that %s', async (_, on, expected) => {
    await load({ id: 'a', from: 'Low', to: 'Low', account: { churned_at: on } });
    const { cora } = await moved();
    if (expected === undefined) expect(cora).toBeUndefined();
    else expect(cora).toMatchObject(expected);
  });

  it('hold a churned account to its owner of the day, and to nobody who took it over afterwards', async () => {
    await load({
      id: 'a',
      from: 'Low',
      account: { churned_at: '2026-03-03' },
      ownership: [{ owned_to: '2026-03-10' }, { rep_id: 'carl', owned_from: '2026-03-10' }],
    });
    expect((await moved()).cora).toEqual({ book: 1, compared: 1, dropped: 1, churned: 1 });
  });

  it('count an account that was given up with the churn for who had it', async () => {
    await load({
      id: 'a',
      from: 'Low',
      account: { churned_at: '2026-03-03' },
      ownership: [{ owned_to: '2026-03-03' }],
    });
    expect((await moved()).cora).toEqual({ book: 1, compared: 1, dropped: 1, churned: 1 });
  });

  it('are asked of AMs and CSMs as what they are, by what was known', async () => {
    await load({
      id: 'a',
      from: 'Low',
      to: 'High',
      ownership: [{ owner_role: 'AM', rep_id: 'amy' }, { rep_id: 'amy' }],
    });
    expect(await moved()).toEqual({ amy: { book: 1, compared: 1, dropped: 1, churned: 0 } });
    expect(await moved(new Date('2026-03-17T12:00:00Z'))).toEqual({
      amy: { book: 1, compared: 0, dropped: 0, churned: 0 },
    });
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { renewals } from '../../src/measures/renewals.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { accountRow, ownerRow } from './account-rows.ts';
import { measureRequest, member, type TestRun } from './measure-request.ts';
import { opp } from './renewal-rows.ts';
import { churn, event, type Row, snapshot } from './revenue-rows.ts';

const database = useDatabase();

beforeEach(async () => {
  await database.owner.raw('truncate opportunities, churn_risk_log, accounts, account_ownership, fx_rate');
});

/** 91 days before are 15 December 2025; 30 days before, 14 February. */
const T = '2026-03-16';
const RUN: TestRun = { metrics: ['AM.gross_renewal_rate'], t: T, members: [member('ann', { role: 'AM' })] };

/** What acme paid since last summer. */
const arr = (amount: number | string, change: Row = {}) => snapshot('2025-07-01', amount, change);
const euro = { currency: 'EUR' };

interface World {
  opps?: readonly Row[];
  log?: readonly Row[];
  accounts?: readonly Row[];
  owners?: readonly Row[];
  fx?: readonly Row[];
  run?: TestRun;
}

/** Accounts of the rows, ann's since 2024. */
async function measured({ opps = [], log = [arr(100)], accounts, owners, fx = [], run = RUN }: World) {
  const ids = [...new Set([...opps, ...log].map((row) => String(row.account_id)))];
  await loadTables(database.owner, {
    opportunities: opps,
    churn_risk_log: log,
    accounts: accounts ?? ids.map((id) => accountRow(id)),
    account_ownership: owners ?? ids.map((id) => ownerRow(id, 'ann', '2024-01-01')),
    fx_rate: fx,
  });
  return read(run);
}

async function read(run: TestRun = RUN) {
  const { metrics, refused } = await renewals(database.db, measureRequest(run));
  const [metric] = metrics;
  const of = (repId: string) => {
    const series = metric?.series.find((one) => one.repId === repId);
    const tallies = series?.evidence.kind === 'tallies' ? series.evidence.tallies : [];
    const sum = (pick: (part: (typeof tallies)[number]) => unknown, parts = tallies) =>
      parts.reduce((total, part) => total + Number(pick(part)), 0);
    return {
      money: series && [sum((one) => one.numerator, series.own), sum((one) => one.denominator, series.own)],
      size: series && sum((one) => one.size, series.own),
      logos: series && [sum((one) => one.numerator), sum((one) => one.size)],
      segments: tallies.map((one) => one.segment),
      newEvidence: series?.newEvidence,
      status: series?.status,
      companions: series?.companions,
    };
  };
  return { of, ...of('ann'), quality: metric?.quality.get('ann')?.own, refused };
}

it('is the revenue renewed of what expired; growth does not make up for losses; logos are counted beside it', async () => {
  const at = (account_id: string) => ({ account_id });
  const found = await measured({
    accounts: [
      accountRow('acme'),
      accountRow('bolt', { segment: 'mid_market' }),
      accountRow('cord'),
      accountRow('dune'),
    ],
    log: [arr(100), arr(200, at('bolt')), arr(50, at('cord')), arr(70, at('dune'))],
    opps: [
      opp('2026-01-10', { won: '2025-12-20' }, { amount: 130 }),
      opp('2026-03-10', { won: '2026-03-01' }, { amount: 150, ...at('bolt') }),
      opp('2026-02-01', { lost: '2026-01-20' }, at('cord')),
      opp('2026-03-01', {}, at('dune')),
    ],
  });
  expect(found).toMatchObject({
    money: [250, 350],
    size: 3,
    logos: [2, 3],
    segments: ['enterprise', 'mid_market'],
    newEvidence: 1,
    status: undefined,
    companions: { logo_rate: 2 / 3 },
    quality: { rows: 3, excluded: 0 },
    refused: [],
  });
});

describe('a renewal', () => {
  it.each([
    ['due before the window', '2025-12-14', undefined],
    ['due on its first day', '2025-12-15', [100, 100]],
    ['due on its last day', '2026-03-15', [100, 100]],
    ['due at t', '2026-03-16', undefined],
  ])('%s', async (_name, due, money) => {
    expect((await measured({ opps: [opp(due, { won: '2025-12-01' })] })).money).toEqual(money);
  });

  it.each([
    ['won 30 days after it was due', '2026-01-10', { won: '2026-02-09' }, [100, 100]],
    ['won a day later', '2026-01-10', { won: '2026-02-10' }, [0, 100]],
    ['open 30 days after it was due', '2026-02-14', {}, undefined],
    ['open a day longer', '2026-02-13', {}, [0, 100]],
    ['won at t, so open', '2026-03-01', { won: T }, undefined],
    ['lost before it was due', '2026-03-01', { lost: '2026-02-01' }, [0, 100]],
  ])('%s', async (_name, due, how, money) => {
    expect((await measured({ opps: [opp(due, how)] })).money).toEqual(money);
  });

  it('lost at one try and open at another is open', async () => {
    const rows = [opp('2026-03-01', { lost: '2026-02-01' }), opp('2026-03-01', {})];
    expect((await measured({ opps: rows })).money).toBeUndefined();
  });

  it('won in two parts is what they come to', async () => {
    const rows = [
      opp('2026-03-01', { won: '2026-02-01' }, { amount: 60 }),
      opp('2026-03-01', { won: '2026-02-05' }, { amount: 30 }),
    ];
    expect(await measured({ opps: rows })).toMatchObject({ money: [90, 100], logos: [1, 1] });
  });

  it.each([
    ['the churn risk log', { log: [arr(100), churn('2026-03-05', 100)] }],
    ['its own row', { accounts: [accountRow('acme', { churned_at: '2026-03-05' })] }],
  ])('of an account that churned says so at once, by %s', async (_name, world) => {
    const found = await measured({ opps: [opp('2026-03-01', {})], ...world });
    expect(found).toMatchObject({ money: [0, 100], newEvidence: 0 });
  });

  it('an account back since then has not churned', async () => {
    const log = [arr(100), churn('2025-08-01', 100), snapshot('2025-09-01', 80)];
    expect((await measured({ opps: [opp('2026-03-01', {})], log })).money).toBeUndefined();
  });

  it('is new evidence when it is decided and due', async () => {
    const newly = async (due: string, how: Parameters<typeof opp>[1]) => {
      await database.owner.raw('truncate opportunities, churn_risk_log, accounts, account_ownership');
      return (await measured({ opps: [opp(due, how)] })).newEvidence;
    };
    expect(await newly('2026-03-09', { won: '2026-02-01' })).toBe(1);
    expect(await newly('2026-03-08', { won: '2026-02-01' })).toBe(0);
    expect(await newly('2026-03-01', { lost: '2026-03-09' })).toBe(1);
    expect(await newly('2026-02-07', {})).toBe(1);
    expect(await newly('2026-02-06', {})).toBe(0);
  });
});

describe('what expires', () => {
  const won = opp('2026-02-01', { won: '2026-01-15' });
  it.each([
    [
      'the last snapshot before it was won',
      [arr(80), snapshot('2026-01-14', 100), snapshot('2026-01-15', 300)],
      [100, 100],
    ],
    ['of a day the later entry', [snapshot('2026-01-01', 300), snapshot('2026-01-01', 100)], [100, 100]],
    ['not what the churn risk log says otherwise', [arr(100), event('risk_update', '2026-01-02', 300)], [100, 100]],
    ['without a snapshot nothing, and no renewal', [snapshot('2026-01-20', 100)], undefined],
    ['of nothing nothing', [arr(0)], undefined],
  ])('%s', async (_name, log, money) => {
    expect((await measured({ opps: [won], log })).money).toEqual(money);
  });

  it.each([
    ['the last before it was due', [arr(80), snapshot('2026-01-09', 100), snapshot('2026-01-10', 300)]],
    ['the last before the account was gone', [arr(100), churn('2025-12-20', 100), snapshot('2025-12-31', 0)]],
  ])('of a renewal nobody won %s', async (_name, log) => {
    expect((await measured({ opps: [opp('2026-01-10', {})], log })).money).toEqual([0, 100]);
  });
});

describe('whose it is', () => {
  const members = ['ann', 'bob'].map((id) => member(id, { role: 'AM' }));
  const run = { ...RUN, members };
  const owners = [
    ownerRow('acme', 'ann', '2024-01-01', { owned_to: '2026-02-01' }),
    ownerRow('acme', 'bob', '2026-02-01'),
  ];
  const lost = (due: string) => [opp(due, { lost: '2025-12-20' })];

  it.each([
    ['due the day before the handover: the old owner’s', '2026-01-31', ['ann']],
    ['due that day: the new owner’s', '2026-02-01', ['bob']],
  ])('%s', async (_name, due, expected) => {
    const { of } = await measured({ opps: lost(due), owners, run });
    expect(['ann', 'bob'].filter((id) => of(id).size === 1)).toEqual(expected);
  });

  it('of an account that churned before, who had it that day', async () => {
    const log = [arr(100), churn('2026-01-15', 100)];
    const { of } = await measured({ opps: [opp('2026-02-10', {})], log, owners, run });
    expect([of('ann').money, of('bob').money]).toEqual([[0, 100], undefined]);
  });

  it('of an account given up with the churn, who had it', async () => {
    const gone = [ownerRow('acme', 'ann', '2024-01-01', { owned_to: '2026-01-15' })];
    const log = [arr(100), churn('2026-01-15', 100)];
    expect((await measured({ opps: [opp('2026-02-10', {})], log, owners: gone })).money).toEqual([0, 100]);
  });

  it('nobody’s from before the stint', async () => {
    const late = { ...RUN, members: [member('ann', { role: 'AM', stintStart: '2026-01-31' })] };
    expect((await measured({ opps: lost('2026-01-30'), run: late })).money).toBeUndefined();
  });

  it('not the CSM’s', async () => {
    const csm = [ownerRow('acme', 'ann', '2024-01-01', { owner_role: 'CSM' })];
    expect((await measured({ opps: lost('2026-01-30'), owners: csm })).money).toBeUndefined();
  });
});

describe('money', () => {
  const rates = [
    { currency: 'EUR', fiscal_year: '2026', plan_rate: '1.5' },
    { currency: 'EUR', fiscal_year: '2025', plan_rate: '9' },
  ];

  it('is valued at the plan rate of the year in which the window ends', async () => {
    const world = {
      opps: [opp('2025-12-20', { won: '2025-12-19' }, { amount: 60, ...euro })],
      log: [arr(100)],
      fx: rates,
    };
    expect((await measured(world)).money).toEqual([90, 100]);
  });

  it.each([
    ['expiring', [opp('2026-01-10', { won: '2026-01-01' })], [arr(100, euro)]],
    ['renewed', [opp('2026-01-10', { won: '2026-01-01' }, euro)], [arr(100)]],
  ])('%s without a rate makes the value unfit', async (_name, rows, log) => {
    const found = await measured({ opps: rows, log });
    expect(found).toMatchObject({ money: [0, 0], status: 'data_quality', quality: { rows: 1, excluded: 1 } });
    expect(found.refused).toMatchObject([{ rows: 1 }]);
  });

  it.each([
    ['expiring that is no number', [opp('2026-01-10', { won: '2026-01-01' })], [snapshot('2025-01-01', 5), arr('NaN')]],
    ['renewed that is no number', [opp('2026-01-10', { won: '2026-01-01' }, { amount: 'NaN' })], [arr(100)]],
    ['won without a date', [opp('2026-01-10', { won: '2026-01-01' }, { closed_at: null })], [arr(100)]],
  ])('%s leaves the renewal out', async (_name, rows, log) => {
    const found = await measured({ opps: rows, log });
    expect(found).toMatchObject({ money: [0, 0], quality: { rows: 1, excluded: 1 }, refused: [{ rows: 1 }] });
  });

  it('of an account that nobody knows leaves it out', async () => {
    const found = await measured({ opps: [opp('2026-01-10', { lost: '2026-01-01' })], accounts: [] });
    expect(found).toMatchObject({ money: [0, 0], quality: { rows: 1, excluded: 1 } });
  });
});

it('nothing that became known once the run had begun', async () => {
  const late = { recorded_at: new Date('2026-03-16T10:00:00Z') };
  const rows = [opp('2026-01-10', {}), opp('2026-01-10', { won: '2026-01-01' }, late)];
  expect((await measured({ opps: rows, log: [arr(100), snapshot('2025-12-01', 500, late)] })).money).toEqual([0, 100]);
});

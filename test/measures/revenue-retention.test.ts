import { beforeEach, describe, expect, it } from 'vitest';
import { revenueRetention } from '../../src/measures/revenue-retention.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { accountRow, ownerRow } from './account-rows.ts';
import { measureRequest, member, type TestRun } from './measure-request.ts';
import { churn, contraction, expansion, type Row, snapshot } from './revenue-rows.ts';
import { instant } from './stage-history-rows.ts';

const database = useDatabase();

beforeEach(async () => {
  await database.owner.raw('truncate churn_risk_log, expansion_log, accounts, account_ownership, fx_rate');
});

/** The year begins on 16 March 2025. */
const T = '2026-03-16';
const RUN: TestRun = { metrics: ['AM.net_revenue_retention'], t: T, members: [member('ann', { role: 'AM' })] };

interface World {
  log: readonly Row[];
  plays?: readonly Row[];
  accounts?: readonly Row[];
  owners?: readonly Row[];
  fx?: readonly Row[];
  run?: TestRun;
}

/** Enterprise retailers of ann's since 2024, unless said. */
async function measured({ log, plays = [], accounts, owners, fx = [], run = RUN }: World) {
  const ids = [...new Set([...log, ...plays].map((row) => String(row.account_id)))];
  await loadTables(database.owner, {
    churn_risk_log: log,
    expansion_log: plays,
    accounts: accounts ?? ids.map((id) => accountRow(id)),
    account_ownership: owners ?? ids.map((id) => ownerRow(id, 'ann', '2024-01-01')),
    fx_rate: fx,
  });
  const { metrics, refused } = await revenueRetention(database.db, measureRequest(run));
  const [metric] = metrics;
  const of = (repId: string) => {
    const series = metric?.series.filter((one) => one.repId === repId) ?? [];
    return Object.fromEntries(
      series.map((one) => [
        one.dimension,
        {
          closing: one.own.reduce((sum, part) => sum + Number(part.numerator), 0),
          opening: one.own.reduce((sum, part) => sum + Number(part.denominator), 0),
          accounts: one.own.reduce((sum, part) => sum + part.size, 0),
          segments: one.own.map((part) => part.segment),
          grr: one.companions.grr,
          newEvidence: one.newEvidence,
          status: one.status,
          peerSegment: one.peerSegment,
        },
      ]),
    );
  };
  return { of, book: of('ann'), quality: metric?.quality.get('ann'), refused };
}

it('nets expansions, contractions and churn account by account, by cohort and for the whole book', async () => {
  const software = (id: string) => accountRow(id, { segment: 'mid_market', vertical: 'software' });
  const { book } = await measured({
    accounts: [accountRow('acme'), accountRow('bolt'), accountRow('cord'), software('dune')],
    log: [
      ...['acme', 'bolt', 'cord', 'dune'].map((account_id) => snapshot('2025-03-01', 100, { account_id })),
      contraction('2025-08-01', 10),
      contraction('2026-03-10', 30, { account_id: 'bolt' }),
      churn('2025-12-01', 100, { account_id: 'cord' }),
    ],
    plays: [expansion('2025-09-01', 40), expansion('2025-10-01', 10, { account_id: 'bolt' })],
  });
  expect(book).toEqual({
    'enterprise/retail': {
      closing: 210,
      opening: 300,
      accounts: 3,
      segments: ['enterprise'],
      grr: 0.6,
      newEvidence: 1,
      status: undefined,
      peerSegment: 'enterprise/retail',
    },
    'mid_market/software': {
      closing: 100,
      opening: 100,
      accounts: 1,
      segments: ['mid_market'],
      grr: 1,
      newEvidence: 0,
      status: undefined,
      peerSegment: 'mid_market/software',
    },
    all: {
      closing: 310,
      opening: 400,
      accounts: 4,
      segments: ['enterprise', 'mid_market'],
      grr: 0.7,
      newEvidence: 1,
      status: undefined,
      peerSegment: undefined,
    },
  });
});

describe('opening revenue', () => {
  it.each([
    ['the last snapshot of the year before', [snapshot('2025-01-01', 80), snapshot('2025-03-10', 100)], 100],
    ['one of the very day', [snapshot('2025-03-10', 80), snapshot('2025-03-16', 100)], 100],
    ['none since then', [snapshot('2025-03-10', 80), snapshot('2025-03-17', 100)], 80],
    ['of two on a day the later entry', [snapshot('2025-03-10', 80), snapshot('2025-03-10', 100)], 100],
    [
      'none known once the run had begun',
      [snapshot('2025-03-10', 80), snapshot('2025-03-12', 1, { recorded_at: new Date('2026-03-16T10:00:00Z') })],
      80,
    ],
  ])('is %s', async (_name, log, opening) => {
    expect((await measured({ log })).book.all).toMatchObject({ opening, closing: opening });
  });

  it.each([
    ['a new customer', [snapshot('2025-04-01', 100)], {}],
    ['an account with no revenue then', [snapshot('2025-03-01', 0)], {}],
    ['an account gone before', [snapshot('2025-01-01', 100), churn('2025-02-01', 100)], {}],
    [
      'an account gone before, and back',
      [snapshot('2025-01-01', 100), churn('2025-02-01', 100), snapshot('2025-05-01', 90)],
      {},
    ],
    ['an account that only its own row says is gone', [snapshot('2025-01-01', 100)], { churned_at: '2025-03-15' }],
  ])('%s is not there', async (_name, log, account) => {
    const { book } = await measured({ log, accounts: [accountRow('acme', account)] });
    expect(book).toEqual({});
  });

  it('an account back before the year begins is', async () => {
    const log = [snapshot('2025-01-01', 100), churn('2025-02-01', 100), snapshot('2025-03-01', 90)];
    expect((await measured({ log })).book.all).toMatchObject({ opening: 90, closing: 90 });
  });
});

describe('what happened in the year', () => {
  const base = [snapshot('2025-03-01', 100)];
  it.each([
    ['on its first day', '2025-03-16', 90],
    ['the day before', '2025-03-15', 100],
    ['on its last day', '2026-03-15', 90],
    ['at t', '2026-03-16', 100],
  ])('a contraction %s', async (_name, on, closing) => {
    expect((await measured({ log: [...base, contraction(on, 10)] })).book.all).toMatchObject({ closing });
  });

  it.each([
    ['on its first day', expansion('2025-03-16', 10), 110],
    ['the day before', expansion('2025-03-15', 10), 100],
    ['in effect at t', expansion('2026-03-16', 10, { status_at: instant('2026-03-01') }), 100],
    ['won at t', expansion('2026-03-10', 10, { status_at: instant('2026-03-16') }), 100],
    ['lost', expansion('2025-09-01', 10, { status: 'closed_lost' }), 100],
    [
      'without its own date, won on the local day before',
      expansion(null, 10, { status_at: '2025-03-16T03:59:59Z' }),
      100,
    ],
    [
      'without its own date, won on the local first day',
      expansion(null, 10, { status_at: '2025-03-16T04:00:00Z' }),
      110,
    ],
  ])('an expansion %s', async (_name, play, closing) => {
    expect((await measured({ log: base, plays: [play] })).book.all).toMatchObject({ closing });
  });

  it('no account closes below nothing', async () => {
    expect((await measured({ log: [...base, contraction('2025-06-01', 150)] })).book.all).toMatchObject({
      closing: 0,
      grr: 0,
    });
  });

  it('what churned is gone, whatever it expanded by and whatever the churn says was lost', async () => {
    const world = { log: [...base, churn('2025-12-01', 20)], plays: [expansion('2025-09-01', 40)] };
    expect((await measured(world)).book.all).toMatchObject({ opening: 100, closing: 0, grr: 0 });
  });

  it('the account’s own row says so, too', async () => {
    const accounts = [accountRow('acme', { churned_at: '2025-12-01' })];
    expect((await measured({ log: base, accounts })).book.all).toMatchObject({ closing: 0 });
  });

  it('snapshots since then change nothing, and are no new evidence', async () => {
    const log = [...base, snapshot('2026-03-12', 500)];
    expect((await measured({ log })).book.all).toMatchObject({ closing: 100, newEvidence: 0 });
  });

  it('an account counts once as new evidence', async () => {
    const log = [...base, contraction('2026-03-09', 1), contraction('2026-03-10', 1)];
    const found = await measured({ log, plays: [expansion('2026-03-11', 1)] });
    expect(found.book.all).toMatchObject({ newEvidence: 1 });
  });

  it('the stint does not matter', async () => {
    const members = [member('ann', { role: 'AM', stintStart: '2026-01-01' })];
    const log = [...base, contraction('2025-06-01', 10)];
    expect((await measured({ log, run: { ...RUN, members } })).book.all).toMatchObject({ closing: 90 });
  });
});

describe('an account that changed hands', () => {
  const members = ['ann', 'bob'].map((id) => member(id, { role: 'AM' }));
  const run = { ...RUN, members };
  const handedOver = (on: string) => [
    ownerRow('acme', 'ann', '2024-01-01', { owned_to: on }),
    ownerRow('acme', 'bob', on),
  ];

  it.each([
    ['91 days ago is the new owner’s', '2025-12-15', [], ['all', 'enterprise/retail']],
    ['90 days ago is, too', '2025-12-16', [], ['all', 'enterprise/retail']],
    ['89 days ago is nobody’s', '2025-12-17', [], []],
  ])('%s', async (_name, on, anns, bobs) => {
    const { of } = await measured({ log: [snapshot('2025-03-01', 100)], owners: handedOver(on), run });
    expect(Object.keys(of('ann')).sort()).toEqual(anns);
    expect(Object.keys(of('bob')).sort()).toEqual(bobs);
  });

  it.each([
    ['the day before: the old owner’s', '2026-01-31', 'ann'],
    ['that day: the new owner’s, at once', '2026-02-01', 'bob'],
  ])('and churned %s', async (_name, on, owner) => {
    const log = [snapshot('2025-03-01', 100), churn(on, 100)];
    const { of } = await measured({ log, owners: handedOver('2026-02-01'), run });
    expect(['ann', 'bob'].filter((id) => of(id).all !== undefined)).toEqual([owner]);
  });

  it('a stretch that ends with the churn keeps it', async () => {
    const log = [snapshot('2025-03-01', 100), churn('2025-12-01', 100)];
    const owners = [ownerRow('acme', 'ann', '2024-01-01', { owned_to: '2025-12-01' })];
    expect((await measured({ log, owners })).book.all).toMatchObject({ closing: 0 });
  });

  it('a first owner has it at once', async () => {
    const owners = [
      ownerRow('acme', 'ann', '2026-03-01'),
      ownerRow('acme', 'cleo', '2020-01-01', { owner_role: 'CSM' }),
    ];
    expect((await measured({ log: [snapshot('2025-03-01', 100)], owners })).book.all).toMatchObject({ accounts: 1 });
  });

  it('one handed over from t on is the old owner’s no more', async () => {
    const { of } = await measured({ log: [snapshot('2025-03-01', 100)], owners: handedOver(T), run });
    expect([of('ann'), of('bob')]).toEqual([{}, {}]);
  });
});

describe('money', () => {
  const euro = { currency: 'EUR' };
  const rates = [
    { currency: 'EUR', fiscal_year: '2026', plan_rate: '1.5' },
    { currency: 'EUR', fiscal_year: '2025', plan_rate: '9' },
  ];

  it('is valued at one rate, whenever it moved', async () => {
    const log = [snapshot('2025-03-01', 100, euro), contraction('2025-06-01', 10, euro), contraction('2026-02-01', 15)];
    expect((await measured({ log, fx: rates })).book.all).toMatchObject({ opening: 150, closing: 120 });
  });

  it('without a rate is left out, and what it belongs to is not judged', async () => {
    const accounts = [accountRow('acme'), accountRow('bolt', { vertical: 'software' })];
    const log = [snapshot('2025-03-01', 100), snapshot('2025-03-01', 100, { account_id: 'bolt', ...euro })];
    const { book, refused } = await measured({ log, accounts });
    expect(book).toMatchObject({
      'enterprise/retail': { accounts: 1, status: undefined },
      'enterprise/software': { accounts: 0, status: 'data_quality' },
      all: { accounts: 1, status: 'data_quality' },
    });
    expect(refused).toMatchObject([{ rows: 1 }]);
  });

  it('that is no number is left out and counted', async () => {
    const log = [snapshot('2025-03-01', 100), snapshot('2025-03-02', 'NaN')];
    const { book, quality, refused } = await measured({ log, plays: [expansion('2025-09-01', null)] });
    expect(book.all).toMatchObject({ opening: 100, closing: 100 });
    expect(quality?.own).toEqual({ rows: 2, excluded: 2 });
    expect(refused).toMatchObject([{ rows: 2 }]);
  });

  it('of an account that nobody knows is left out', async () => {
    const { book, quality } = await measured({ log: [snapshot('2025-03-01', 100)], accounts: [] });
    expect(book).toEqual({});
    expect(quality?.own).toEqual({ rows: 1, excluded: 1 });
  });
});

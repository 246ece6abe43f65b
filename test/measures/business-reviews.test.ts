import { beforeEach, describe, expect, it } from 'vitest';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { businessReviews } from '../../src/measures/business-reviews.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { accountRow, ownerRow } from './account-rows.ts';
import { measureRequest, member, type TestRun } from './measure-request.ts';
import { instant } from './stage-history-rows.ts';

const database = useDatabase();

beforeEach(async () => {
  await database.owner.raw('truncate qbr_log, accounts, account_ownership');
});

/** 91 days before are 15 December 2025. */
const T = '2026-03-16';
const RUN: TestRun = {
  metrics: ['AM.qbr_adherence', 'AM.qbr_outcome_quality'],
  t: T,
  members: [member('ann', { role: 'AM' })],
};

let reviews = 0;

/** A review of an account of its own, due on a date and held that day, unless said. */
function review(due: LocalDate, change: Record<string, unknown> = {}) {
  reviews += 1;
  return {
    qbr_id: `review ${reviews}`,
    account_id: `account ${reviews}`,
    am_rep_id: 'ann',
    due_date: due,
    scheduled_date: due,
    completed_date: due,
    status: 'completed',
    outcome: 'positive',
    outcome_logged_by: 'the CSM',
    outcome_logged_at: instant(due),
    recorded_at: '2025-10-01T12:00:00Z',
    ...change,
  };
}

const missed = { completed_date: null, status: 'scheduled', outcome: null };

interface World {
  rows: readonly ReturnType<typeof review>[];
  account?: Record<string, unknown>;
  owners?: readonly Record<string, unknown>[];
  run?: TestRun;
}

/** The accounts of the reviews, ann's since 2024, and what was measured. */
async function measured({ rows, account = {}, owners, run = RUN }: World) {
  const accountIds = [...new Set(rows.map((row) => row.account_id))];
  await loadTables(database.owner, {
    accounts: accountIds.map((id) => accountRow(id, account)),
    account_ownership: owners ?? accountIds.map((id) => ownerRow(id, 'ann', '2024-01-01')),
    qbr_log: rows,
  });
  return read(run);
}

async function read(run: TestRun = RUN) {
  const { metrics, refused } = await businessReviews(database.db, measureRequest(run));
  const [adherence, outcome] = metrics.map((metric) => {
    const series = metric.series.find((one) => one.repId === 'ann');
    const own = series?.own[0];
    return {
      rate: own && [Number(own.numerator), own.size],
      segment: own?.segment,
      newEvidence: series?.newEvidence,
      status: series?.status,
      quality: metric.quality.get('ann')?.own,
      ...series?.companions,
    };
  });
  return { adherence, outcome, refused };
}

describe('adherence', () => {
  it('is obligations met within 14 days among those whose 14 days ended in the window', async () => {
    const { adherence } = await measured({
      rows: [
        review('2026-01-10'),
        review('2026-01-10', { completed_date: '2026-01-24', scheduled_date: '2026-01-11' }),
        review('2026-01-10', { completed_date: '2026-01-25' }),
        review('2026-01-10', { ...missed, status: 'cancelled_internal' }),
        review('2026-02-25', { ...missed, scheduled_date: null }),
      ],
    });
    expect(adherence).toMatchObject({ rate: [2, 5], segment: 'enterprise', newEvidence: 1, scheduled_rate: 0.6 });
  });

  it.each([
    ['ends a day before the window', '2025-11-30', undefined],
    ['ends on its first day', '2025-12-01', [1, 1]],
    ['ends on its last day', '2026-03-01', [1, 1]],
    ['ends at t', '2026-03-02', undefined],
  ] as const)('an obligation whose grace %s', async (_name, due, rate) => {
    expect((await measured({ rows: [review(due)] })).adherence?.rate).toEqual(rate);
  });

  it('an obligation of several rows is one, met by any of them', async () => {
    const acme = { account_id: 'acme' };
    const { adherence } = await measured({
      rows: [
        review('2026-01-10', { ...acme, ...missed, scheduled_date: null }),
        review('2026-01-10', { ...acme, completed_date: '2026-01-20' }),
        review('2026-01-10', { ...acme, ...missed }),
      ],
    });
    expect(adherence).toMatchObject({ rate: [1, 1], scheduled_rate: 1 });
  });

  it('of the AM that the latest row names', async () => {
    const acme = { account_id: 'acme' };
    const { adherence } = await measured({
      rows: [
        review('2026-01-10', { ...acme, am_rep_id: 'olaf' }),
        review('2026-01-10', { ...acme, recorded_at: '2025-11-01T12:00:00Z' }),
      ],
    });
    expect(adherence?.rate).toEqual([1, 1]);
  });

  describe('moved', () => {
    it.each([
      [
        'by the customer, held in the time after',
        { rescheduled_due_date: '2026-01-30', completed_date: '2026-02-13' },
        1,
      ],
      ['by the customer, held a day late', { rescheduled_due_date: '2026-01-30', completed_date: '2026-02-14' }, 0],
      ['by no more than 30 days', { rescheduled_due_date: '2026-02-20', completed_date: '2026-02-23' }, 1],
      ['for ever: by 30 days', { rescheduled_due_date: 'infinity', completed_date: '2026-02-23' }, 1],
      ['by more than 30 days', { rescheduled_due_date: '2026-02-20', completed_date: '2026-02-24' }, 0],
      [
        'by us: not at all',
        { status: 'cancelled_internal', rescheduled_due_date: '2026-01-30', completed_date: '2026-02-01' },
        0,
      ],
    ])('%s', async (_name, change, met) => {
      const row = review('2026-01-10', { status: 'cancelled_customer', ...change });
      expect((await measured({ rows: [row] })).adherence?.rate).toEqual([met, 1]);
    });

    it('is dated by the date it was moved to', async () => {
      const row = review('2026-02-25', { rescheduled_due_date: '2026-03-05', status: 'cancelled_customer' });
      expect((await measured({ rows: [row] })).adherence?.rate).toBeUndefined();
      expect((await read({ ...RUN, t: '2026-03-23' })).adherence).toMatchObject({ rate: [1, 1], newEvidence: 1 });
    });

    it('once: a second cancellation moves it no further', async () => {
      const acme = { account_id: 'acme', status: 'cancelled_customer', completed_date: null };
      const { adherence } = await measured({
        rows: [
          review('2026-01-10', { ...acme, rescheduled_due_date: '2026-01-20' }),
          review('2026-01-10', { ...acme, rescheduled_due_date: '2026-02-05', completed_date: '2026-02-05' }),
        ],
      });
      expect(adherence?.rate).toEqual([0, 1]);
    });
  });

  describe('leaves out', () => {
    it.each([
      ['accounts that need no reviews', { qbr_required: false }, undefined],
      ['accounts that churned before it was due', { churned_at: '2026-01-09' }, undefined],
      ['but not those that churned that day', { churned_at: '2026-01-10' }, [0, 1]],
    ] as const)('%s', async (_name, account, rate) => {
      expect((await measured({ rows: [review('2026-01-10', missed)], account })).adherence?.rate).toEqual(rate);
    });

    it.each([
      ['29 days before', '2025-12-12', undefined],
      ['30 days before', '2025-12-11', [0, 1]],
      ['only afterwards', '2026-01-11', [0, 1]],
    ] as const)('an account acquired %s', async (_name, ownedFrom, rate) => {
      const row = review('2026-01-10', { ...missed, account_id: 'acme' });
      const owners = [
        ownerRow('acme', 'ann', ownedFrom),
        ownerRow('acme', 'cleo', '2026-01-01', { owner_role: 'CSM' }),
      ];
      expect((await measured({ rows: [row], owners })).adherence?.rate).toEqual(rate);
    });

    it('what became known once the run had begun', async () => {
      const late = { recorded_at: new Date('2026-03-16T10:00:00Z') };
      const { adherence } = await measured({ rows: [review('2026-01-10', missed), review('2026-01-10', late)] });
      expect(adherence?.rate).toEqual([0, 1]);
    });

    it('what was due before the stint', async () => {
      const members = [member('ann', { role: 'AM', stintStart: '2026-01-25' })];
      const rows = [review('2026-01-10', missed), review('2026-01-11')];
      expect((await measured({ rows, run: { ...RUN, members } })).adherence?.rate).toEqual([1, 1]);
    });
  });

  it('an account that nobody knows is left out and counted', async () => {
    await loadTables(database.owner, { qbr_log: [review('2026-01-10')] });
    const { adherence, refused } = await read();
    expect(adherence).toMatchObject({ rate: [0, 0], quality: { rows: 1, excluded: 1 } });
    expect(refused).toMatchObject([{ rows: 1 }]);
  });
});

describe('outcome quality', () => {
  const held = (outcome: string | null, change: Record<string, unknown> = {}) =>
    review('2025-10-01', {
      completed_date: '2026-02-10',
      outcome_logged_at: instant('2026-02-11'),
      outcome,
      ...change,
    });

  it('is the positive among the outcomes that somebody else has logged', async () => {
    const { outcome } = await measured({
      rows: [
        held('positive'),
        held('negative'),
        held('neutral', { completed_date: '2026-03-10' }),
        held('positive', { outcome_logged_by: 'ann' }),
        held(null, { outcome_logged_by: null, outcome_logged_at: null }),
      ],
    });
    expect(outcome).toMatchObject({ rate: [1, 3], newEvidence: 1, coverage: 0.6, status: undefined });
  });

  it('below three logged of five it is not fit to be judged', async () => {
    const { outcome } = await measured({
      rows: [
        held('positive'),
        held('negative'),
        held('positive', { outcome_logged_by: 'ann' }),
        held('positive', { outcome_logged_by: null }),
      ],
    });
    expect(outcome).toMatchObject({ rate: [1, 2], coverage: 0.5, status: 'data_quality' });
  });

  it('an outcome logged at t is not there yet', async () => {
    const rows = [held('positive'), held('positive', { outcome_logged_at: instant(T) })];
    expect((await measured({ rows })).outcome).toMatchObject({ rate: [1, 1], coverage: 0.5 });
  });

  it.each([
    ['before the window', '2025-12-14', undefined],
    ['on its first day', '2025-12-15', [1, 1]],
    ['on its last day', '2026-03-15', [1, 1]],
    ['at t', '2026-03-16', undefined],
  ] as const)('held %s', async (_name, completed_date, rate) => {
    const row = held('positive', { completed_date, outcome_logged_at: instant('2026-03-15') });
    expect((await measured({ rows: [row] })).outcome?.rate).toEqual(rate);
  });

  it('without reviews there is nothing', async () => {
    expect((await read()).outcome).toMatchObject({ rate: undefined, quality: undefined });
  });
});

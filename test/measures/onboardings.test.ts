import { beforeEach, describe, expect, it } from 'vitest';
import type { SegmentTally } from '../../src/domain/measured-series.ts';
import type { MetricKey } from '../../src/domain/metric.ts';
import { onboardings } from '../../src/measures/onboardings.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { measureRequest, member, type TestRun } from './measure-request.ts';

const database = useDatabase();

beforeEach(async () => {
  await database.owner.raw('truncate onboarding_log');
});

/** Monday: four weeks before is 2026-02-02, thirteen 2025-12-01. */
const T = '2026-03-02';
const cora = member('cora', { role: 'CSM' });
const TTV = 'CSM.ttv_on_target';
const MILESTONES = 'CSM.onboarding_milestone_on_time';

let rows_made = 0;

/** A row of cora's: first value after 30 days of target, begun so that it is due on 2026-02-20. */
function row(change: object = {}) {
  rows_made += 1;
  return {
    onboarding_id: `onboarding ${rows_made}`,
    milestone_id: 'first value',
    account_id: `account ${rows_made}`,
    csm_rep_id: 'cora',
    start_date: '2026-01-21',
    milestone_name: 'First value',
    target_date: '2026-02-20',
    is_ttv_milestone: true,
    ttv_target_days: 30,
    status: 'in_progress',
    recorded_at: '2025-01-01T00:00:00Z',
    ...change,
  };
}

const achievedAfter = (days: number, change: object = {}) =>
  row({ ttv_achieved_days: days, status: 'achieved', ...change });
const completedOn = (date: string, change: object = {}) => row({ completed_date: date, ...change });

async function measure(key: MetricKey, rows: readonly object[], run: Partial<TestRun> = {}) {
  await loadTables(database.owner, { onboarding_log: rows.map((one) => ({ ...one })) });
  const request = measureRequest({ metrics: [key], t: T, members: [cora], ...run });
  const { metrics, refused } = await onboardings(database.db, request);
  const series = metrics[0]?.series.find((one) => one.repId === 'cora');
  const count = (tallies: readonly SegmentTally[] | undefined) =>
    tallies?.map((tally) => `${tally.numerator}/${tally.size}`).join(' ') ?? '';
  return {
    own: count(series?.own),
    evidence: count(series?.evidence.kind === 'tallies' ? series.evidence.tallies : undefined),
    segment: series?.own[0]?.segment,
    newEvidence: series?.newEvidence,
    companions: series?.companions,
    status: series?.status,
    quality: metrics[0]?.quality.get('cora'),
    refused,
  };
}

describe('time to value on target', () => {
  it('is the share of the onboardings due that reached first value in time', async () => {
    const found = await measure(TTV, [
      achievedAfter(24),
      achievedAfter(30),
      achievedAfter(31),
      // Five days that the customer caused move the date.
      achievedAfter(35, { paused_days: 5 }),
      achievedAfter(36, { paused_days: 5 }),
      // Open and past due: missed.
      row(),
      // Due in the thirteen weeks, in the first of them.
      achievedAfter(40, { start_date: '2025-11-01' }),
      // Due in the last week.
      achievedAfter(20, { start_date: '2026-01-25' }),
    ]);
    expect(found).toMatchObject({ own: '4/8', evidence: '4/8', segment: 'enterprise', newEvidence: 3, refused: [] });
  });

  it.each([
    ['the first date of the window', '2025-11-01', '1/1'],
    ['the day before it', '2025-10-31', ''],
    ['the day before t', '2026-01-30', '1/1'],
    ['t: not due yet', '2026-01-31', ''],
  ])('due on %s', async (_name, start_date, own) => {
    expect((await measure(TTV, [achievedAfter(10, { start_date })])).own).toBe(own);
  });

  it.each([
    ['the day before it was due: never due', '2026-02-19', ''],
    ['on the day it was due: missed', '2026-02-20', '0/1'],
    ['on t: not known yet', T, '0/1'],
  ])('cancelled %s', async (_name, cancelled_date, own) => {
    expect((await measure(TTV, [row({ status: 'cancelled', cancelled_date })])).own).toBe(own);
  });

  it('takes other milestones for no first value', async () => {
    expect((await measure(TTV, [row({ is_ttv_milestone: false })])).own).toBe('');
  });

  it('tells what half of them took, those still open included', async () => {
    const found = await measure(TTV, [
      achievedAfter(15),
      achievedAfter(30),
      achievedAfter(45),
      // 40 days by t: 4/3 of the target and going on.
      row(),
    ]);
    // Survival 3/4 after 0.5, 1/2 after 1.
    expect(found.companions).toEqual({ median_ratio: 1 });
    await database.owner.raw('truncate onboarding_log');
    // One of three: more than half are estimated to go on.
    expect((await measure(TTV, [row(), row(), achievedAfter(36)])).companions).toEqual({ median_ratio: null });
  });

  it('does not know yet what is achieved on t', async () => {
    // 40 days after the start is t.
    expect((await measure(TTV, [achievedAfter(40)])).companions).toEqual({ median_ratio: null });
    expect((await measure(TTV, [achievedAfter(39)])).companions).toEqual({ median_ratio: 1.3 });
  });

  it('does not wait for what was given up', async () => {
    // Seen for 30 days only, and ended before the other: it says nothing of 39 days.
    const found = await measure(TTV, [row({ status: 'cancelled', cancelled_date: '2026-02-20' }), achievedAfter(39)]);
    expect(found).toMatchObject({ own: '0/2', companions: { median_ratio: 1.3 } });
  });

  it('leaves out rows that break the contract, and counts them', async () => {
    const found = await measure(TTV, [
      achievedAfter(24),
      achievedAfter(-1),
      row({ paused_days: -3 }),
      row({ ttv_target_days: 2_000_000_000, paused_days: 2_000_000_000 }),
      row({ status: 'cancelled' }),
      achievedAfter(24, { onboarding_id: 'twice', milestone_id: 'a' }),
      achievedAfter(24, { onboarding_id: 'twice', milestone_id: 'b' }),
    ]);
    expect(found).toMatchObject({ own: '2/2', quality: { own: { rows: 7, excluded: 5 } } });
    expect(found.refused).toEqual([{ reason: expect.any(String), rows: 5 }]);
  });

  it('leaves out a status that is not known, as it may mean that the onboarding was given up', async () => {
    await database.owner.raw('alter table onboarding_log drop constraint onboarding_log_status_check');
    const found = await measure(TTV, [achievedAfter(24), row({ status: 'canceled' })]);
    expect(found).toMatchObject({ own: '1/1', quality: { own: { rows: 2, excluded: 1 } } });
  });

  it('looks at the stint only, and does not know late rows', async () => {
    const late = achievedAfter(24, { recorded_at: '2026-03-02T11:00:00Z' });
    const members = [{ ...cora, stintStart: '2026-02-20' as const }];
    const found = await measure(TTV, [late, achievedAfter(24), achievedAfter(24, { start_date: '2026-01-20' })], {
      members,
    });
    expect(found).toMatchObject({ own: '1/1', evidence: '1/1' });
  });

  it('has a target of no days at all: on target when it took none', async () => {
    const found = await measure(TTV, [achievedAfter(0, { ttv_target_days: 0, start_date: '2026-02-20' })]);
    expect(found).toMatchObject({ own: '1/1', companions: { median_ratio: null } });
  });

  it('is whoever’s the row names', async () => {
    expect((await measure(TTV, [achievedAfter(24, { csm_rep_id: 'olaf' })])).own).toBe('');
  });
});

describe('milestones on time', () => {
  it('counts every milestone due in four weeks, and thirteen weeks as evidence', async () => {
    const found = await measure(MILESTONES, [
      completedOn('2026-02-20'),
      completedOn('2026-02-21'),
      completedOn('2026-02-25', { paused_days: 5 }),
      row({ is_ttv_milestone: false, target_date: '2026-02-23' }),
      completedOn('2026-01-10', { target_date: '2026-01-15' }),
    ]);
    expect(found).toMatchObject({ own: '2/4', evidence: '3/5', newEvidence: 2, companions: { accounts: 4 } });
  });

  it.each([
    ['the first date of the window', '2026-02-02', '1/1'],
    ['the day before it', '2026-02-01', ''],
    ['the day before t', '2026-03-01', '1/1'],
    ['t: not due yet', T, ''],
  ])('due on %s', async (_name, target_date, own) => {
    expect((await measure(MILESTONES, [completedOn('2026-01-30', { target_date })])).own).toBe(own);
  });

  it('moves the date by the days that the customer caused, out of the window too', async () => {
    const paused = { target_date: '2026-02-27', paused_days: 3, completed_date: '2026-02-26' };
    expect((await measure(MILESTONES, [row(paused)])).own).toBe('');
    expect((await measure(MILESTONES, [row({ ...paused, paused_days: 2 })])).own).toBe('1/1');
  });

  it('of fewer than three accounts is too few, however many there are', async () => {
    const of = (accounts: number) =>
      Array.from({ length: 12 }, (_, nth) => completedOn('2026-02-19', { account_id: `account ${nth % accounts}` }));
    expect(await measure(MILESTONES, of(2))).toMatchObject({
      own: '12/12',
      companions: { accounts: 2 },
      status: 'insufficient_sample',
    });
    await database.owner.raw('truncate onboarding_log');
    const found = await measure(MILESTONES, of(3));
    expect(found).toMatchObject({ own: '12/12', companions: { accounts: 3 } });
    expect(found.status).toBeUndefined();
  });

  it('leaves out what was cancelled before it was due', async () => {
    const cancelled = (cancelled_date: string) => row({ status: 'cancelled', cancelled_date });
    expect((await measure(MILESTONES, [cancelled('2026-02-19'), cancelled('2026-02-20')])).own).toBe('0/1');
  });

  it('in a month is of the month before', async () => {
    const found = await measure(
      MILESTONES,
      ['2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01'].map((target_date) =>
        completedOn('2026-01-30', { target_date }),
      ),
      { t: '2026-03-01', period: 'month' },
    );
    expect(found.own).toBe('2/2');
  });

  it('is measured together with first value, from the same rows', async () => {
    await measure(MILESTONES, [completedOn('2026-02-25', { ttv_achieved_days: 30 })]);
    const request = measureRequest({ metrics: [TTV, MILESTONES], t: T, members: [cora] });
    const { metrics } = await onboardings(database.db, request);
    expect(metrics.map(({ metricKey, series }) => [metricKey, series[0]?.own[0]?.numerator?.toNumber()])).toEqual([
      [TTV, 1],
      [MILESTONES, 0],
    ]);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { catalogOf } from '../../src/catalog/catalog.ts';
import { defaultThresholds } from '../../src/catalog/thresholds.ts';
import { wilsonBounds } from '../../src/domain/credibility.ts';
import type { MetricKey, Reading } from '../../src/domain/metric.ts';
import { booking, bounce, type CadenceRow, flag, touch } from '../measures/cadence-rows.ts';
import { metricOf } from '../support/metric-of.ts';
import { loadTables } from '../support/rows.ts';
import { MONDAY, useMetricWorld } from './metric-world.ts';

/* From source rows to judged readings, on Monday 2 March 2026. */

const { database, load, read } = useMetricWorld();

beforeEach(async () => {
  await database.owner.raw('truncate cadence_event_log, comp_plans');
});

const SDR = { id: 'sam', role: 'SDR' } as const;
const PEERS = ['pat', 'pia', 'pol', 'pru', 'pim'];

async function readingsOf(key: MetricKey, rows: readonly CadenceRow[], others: Record<string, object[]> = {}) {
  await load([SDR, ...PEERS.map((id) => ({ id, role: 'SDR' as const }))], [], others);
  await loadTables(database.owner, { cadence_event_log: rows.map((row) => ({ ...row })) });
  const { readings, summary } = await read({ ...MONDAY, catalog: catalogOf([metricOf(key)], defaultThresholds) });
  const ofSam = readings.filter((reading) => reading.repId === 'sam');
  return { ofSam, readings, summary };
}

function touches(repId: string, size: number, change: Partial<CadenceRow> = {}): CadenceRow[] {
  return Array.from({ length: size }, () => touch('2026-02-10T15:00:00Z', { rep_id: repId, ...change }));
}

function bookings(repId: string, size: number): CadenceRow[] {
  return Array.from({ length: size }, (_, i) => booking(`${repId} ${i}`, '2026-02-11T15:00:00Z', { rep_id: repId }));
}

/** A thousand touches of each peer, with so many meetings. */
function peers(meetings: readonly number[]): CadenceRow[] {
  return PEERS.flatMap((id, index) => [...touches(id, 1000), ...bookings(id, meetings[index] ?? 0)]);
}

function only(readings: readonly Reading[]): Reading {
  const [reading] = readings;
  if (reading === undefined || readings.length > 1) throw new Error(`Expected one reading, found ${readings.length}.`);
  return reading;
}

describe('meeting acceptance', () => {
  it('four meetings of 820 touches are far below peers who book 15 in 1,000', async () => {
    const sent = touches('sam', 820);
    const met = ['M1', 'M2', 'M2', 'M3', 'M4'].map((id) => booking(id, '2026-02-12', { rep_id: 'sam' }));
    const { ofSam } = await readingsOf('SDR.meeting_acceptance', [
      ...sent,
      ...touches('sam', 20, { is_duplicate: true }),
      ...sent.slice(0, 35).map((row) => bounce(row, { rep_id: 'sam' })),
      ...met,
      ...peers([12, 15, 16, 14, 18]),
    ]);
    const reading = only(ofSam);
    expect(reading).toMatchObject({
      sampleSize: 820,
      status: 'ok',
      benchmarkKind: 'segment_peers',
      peerCount: 5,
      material: true,
      credible: true,
      fired: true,
      seriesCount: 1,
      evidenceSize: 820,
    });
    expect(reading.value?.toNumber()).toBeCloseTo(0.004878048780487805, 15);
    expect(reading.benchmark?.toNumber()).toBe(0.015);
    expect(reading.gap?.toNumber()).toBeCloseTo(0.010121951219512194, 15);
    expect(reading.evidenceBenchmark?.toNumber()).toBe(0.015);
    const z = reading.criticalZ?.toNumber() ?? 0;
    const bounds = wilsonBounds(reading.evidenceNumerator?.toNumber() ?? 0, 820, z);
    expect(bounds.lower).toBeCloseTo(0.0016154509404304523, 9);
    expect(bounds.upper).toBeCloseTo(0.014633278356472861, 9);
  });

  it.each([
    ['exactly a quarter behind matters', 12, true],
    ['a meeting more does not', 13, false],
  ])('%s', async (_name, meetings, material) => {
    const rows = [...touches('sam', 1000), ...bookings('sam', meetings), ...peers([16, 16, 16, 16, 16])];
    const { ofSam } = await readingsOf('SDR.meeting_acceptance', rows);
    expect(only(ofSam)).toMatchObject({ status: 'ok', material, fired: false });
  });

  it.each([
    [199, 'insufficient_sample'],
    [200, 'ok'],
  ])('%i touches: %s', async (size, status) => {
    const { ofSam } = await readingsOf('SDR.meeting_acceptance', [
      ...touches('sam', size),
      ...peers([15, 15, 15, 15, 15]),
    ]);
    expect(only(ofSam)).toMatchObject({ sampleSize: size, status });
  });

  it('without touches there is no rate, with a meeting or without', async () => {
    const { ofSam, readings } = await readingsOf('SDR.meeting_acceptance', bookings('sam', 1));
    expect(only(ofSam)).toMatchObject({ status: 'no_denominator', value: null });
    expect(readings).toHaveLength(6);
  });
});

describe('outreach volume', () => {
  const comp_plans = [
    {
      plan_id: 'plan',
      role: 'SDR',
      activity_metric: 'touches_per_business_day',
      target_value: 10,
      effective_from: '2026-01-01',
      recorded_at: new Date('2020-01-01T00:00:00Z'),
    },
  ];
  const away = (from_date: string, to_date: string) => [{ rep_id: 'sam', from_date, to_date, kind: 'leave' }];

  it.each([
    ['four fifths of the plan are enough', 160, false],
    ['a touch less is not', 159, true],
  ])('%s', async (_name, size, fired) => {
    const { ofSam } = await readingsOf('SDR.outreach_volume', touches('sam', size), { comp_plans });
    expect(only(ofSam)).toMatchObject({ sampleSize: 20, status: 'ok', benchmarkKind: 'target', newEvidence: 0, fired });
  });

  it.each([
    ['half of the days off are not asked for', '2026-02-14', { sampleSize: 10, status: 'ok', fired: false }],
    ['more than half is leave', '2026-02-17', { sampleSize: 9, status: 'on_leave', fired: false }],
  ])('%s', async (_name, to, expected) => {
    const rows = { comp_plans, rep_absence: away('2026-02-02', to) };
    const { ofSam } = await readingsOf('SDR.outreach_volume', touches('sam', 80), rows);
    expect(only(ofSam)).toMatchObject(expected);
  });

  it('says that the log was silent in the scored week', async () => {
    const { summary } = await readingsOf('SDR.outreach_volume', touches('sam', 160), { comp_plans });
    expect(summary.outages).toEqual(new Set(['SDR.outreach_volume']));
  });

  it('without a plan it does not apply', async () => {
    const { ofSam } = await readingsOf('SDR.outreach_volume', touches('sam', 10));
    expect(only(ofSam)).toMatchObject({ status: 'not_applicable', fired: false });
  });
});

it('one flag left open for more than a week fires, none does not', async () => {
  const rows = [flag('2026-02-10', { rep_id: 'sam' }), flag('2026-02-27', { rep_id: 'pat' })];
  const { ofSam, readings } = await readingsOf('SDR.open_cadence_flags', rows);
  expect(only(ofSam)).toMatchObject({ windowStart: '2026-03-02', windowEnd: '2026-03-02', status: 'ok', fired: true });
  expect(readings.filter((reading) => reading.fired)).toHaveLength(1);
});

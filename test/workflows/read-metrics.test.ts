import { describe, expect, it } from 'vitest';
import { type Deal, dealRows, decidedDeals } from '../measures/stage-history-rows.ts';
import { loadTables } from '../support/rows.ts';
import type { RepRows } from './metric-rows.ts';
import { DECIDED, MONDAY, peers, rita, useMetricWorld } from './metric-world.ts';

const { database, load, read } = useMetricWorld();

describe('a rep well below five peers', () => {
  it('is flagged, with everything that says why', async () => {
    const { reps, deals } = peers();
    await load([rita, ...reps], [...decidedDeals('rita', 3, 12, DECIDED), ...deals]);
    const { summary, of } = await read();
    const reading = of('rita');
    expect(reading).toMatchObject({
      role: 'AE',
      metricKey: 'AE.stage_conversion',
      segment: 'enterprise',
      asOf: '2026-03-02',
      windowStart: '2026-01-05',
      windowEnd: '2026-03-02',
      evidenceStart: '2025-12-01',
      sampleSize: 12,
      newEvidence: 0,
      benchmarkKind: 'segment_peers',
      peerCount: 5,
      evidenceSize: 12,
      seriesCount: 1,
      status: 'ok',
      material: true,
      credible: true,
      fired: true,
      companions: {},
    });
    expect(reading?.value?.toString()).toBe('0.25');
    expect(reading?.benchmark?.toString()).toBe('0.6');
    expect(reading?.gap?.toString()).toBe('0.35');
    expect(reading?.evidenceNumerator?.toString()).toBe('3');
    // The pooled rate of the peers, 116 of 190, is higher than their median: the median is kinder.
    expect(reading?.evidenceBenchmark?.toString()).toBe('0.6');
    expect(reading?.criticalZ?.toNumber()).toBeCloseTo(2.326, 3);
    expect(reading?.percentile?.toNumber()).toBeCloseTo(100 / 12, 10);
    expect(summary).toMatchObject({ reps: 6, readings: 6, added: 6, fired: 1, refused: [] });
    // Each peer has rita and the four others.
    expect(summary.byStatus.ok).toBe(6);
  });
});

describe('what is not judged, though it is shown', () => {
  it('with four peers there is no benchmark', async () => {
    const { reps, deals } = peers(4);
    await load([rita, ...reps], [...decidedDeals('rita', 3, 12, DECIDED), ...deals]);
    const reading = (await read()).of('rita');
    expect(reading).toMatchObject({
      status: 'no_benchmark',
      benchmark: null,
      benchmarkKind: 'none',
      peerCount: 0,
      gap: null,
      percentile: null,
      seriesCount: 0,
      criticalZ: null,
      fired: false,
    });
    expect(reading?.value?.toString()).toBe('0.25');
  });

  it('five peers of another segment are context, no judgement', async () => {
    const { reps, deals } = peers();
    await load(
      [{ ...rita, segment: 'public' }, ...reps],
      [...decidedDeals('rita', 3, 12, DECIDED, 'public'), ...deals],
    );
    expect((await read()).of('rita')).toMatchObject({
      status: 'no_benchmark',
      benchmarkKind: 'role_peers',
      peerCount: 5,
      material: true,
      credible: false,
      fired: false,
    });
  });

  it('seven deals are too few, eight are not', async () => {
    const { reps, deals } = peers();
    const quinn: RepRows = { id: 'quinn' };
    await load(
      [rita, quinn, ...reps],
      [...decidedDeals('rita', 0, 7, DECIDED), ...decidedDeals('quinn', 0, 8, DECIDED), ...deals],
    );
    const { of } = await read();
    expect(of('rita')).toMatchObject({ status: 'insufficient_sample', peerCount: 6, fired: false });
    expect(of('quinn')).toMatchObject({ status: 'ok', peerCount: 5, fired: true });
  });

  it('deals decided only in the evidence window leave a row without a value', async () => {
    const { reps, deals } = peers();
    await load([rita, ...reps], [...decidedDeals('rita', 3, 12, '2025-12-15'), ...deals]);
    expect((await read()).of('rita')).toMatchObject({
      status: 'no_denominator',
      value: null,
      sampleSize: 0,
      evidenceSize: 12,
      benchmarkKind: 'segment_peers',
      gap: null,
      fired: false,
    });
  });

  it('a ramping rep, until the ramp ends; and nobody’s peer', async () => {
    const { reps, deals } = peers();
    await load([rita, ...reps], [...decidedDeals('rita', 3, 12, DECIDED), ...deals], {
      rep_profile: [
        { rep_id: 'rita', hire_date: '2025-12-03', ramp_end_date: null },
        { rep_id: 'enterprise peer 0', hire_date: '2025-06-01', ramp_end_date: '2026-03-03' },
        { rep_id: 'enterprise peer 1', hire_date: '2025-12-02', ramp_end_date: null },
      ],
    });
    const { of } = await read();
    // Ninety days from December 3 end on March 3.
    expect(of('rita')).toMatchObject({ status: 'ramping', fired: false, seriesCount: 0 });
    expect(of('enterprise peer 0')).toMatchObject({ status: 'ramping' });
    // The ramp of this one ended on March 2: its own reading lacks peers, it is a peer itself.
    expect(of('enterprise peer 1')).toMatchObject({ status: 'no_benchmark' });
    expect(of('enterprise peer 2')).toMatchObject({ status: 'no_benchmark', peerCount: 0 });
  });

  it('a rep who was away for more than half of the window', async () => {
    const { reps, deals } = peers();
    await load([rita, ...reps], [...decidedDeals('rita', 3, 12, DECIDED), ...deals], {
      rep_absence: [{ rep_id: 'rita', from_date: '2026-01-05', to_date: '2026-02-03', kind: 'parental leave' }],
    });
    // 21 of the 40 business days; of the evidence window's 65 that is less than half.
    const { of } = await read();
    expect(of('rita')).toMatchObject({ status: 'on_leave', fired: false });
    expect(of('enterprise peer 0')).toMatchObject({ status: 'no_benchmark' });
  });

  it('a rep of whose rows more than a fifth cannot be used', async () => {
    const { reps, deals } = peers();
    const broken = (count: number): Deal[] =>
      Array.from({ length: count }, (_, index) => ({
        id: `broken-${index}`,
        owner: 'rita',
        steps: [{ what: 'broken', at: DECIDED }],
      }));
    await load([rita, ...reps], [...decidedDeals('rita', 3, 12, DECIDED), ...broken(3), ...deals]);
    const kept = await read();
    expect(kept.of('rita')).toMatchObject({ status: 'ok' });
    expect(kept.summary.refused).toEqual([{ reason: expect.stringContaining('without a stage'), rows: 3 }]);
    await database.owner.raw('truncate metric_reading, opportunities, opportunity_stage_history');
    await loadTables(database.owner, dealRows([...decidedDeals('rita', 3, 12, DECIDED), ...broken(4), ...deals]));
    expect((await read()).of('rita')).toMatchObject({ status: 'data_quality', fired: false });
  });
});

describe('material and credible', () => {
  it('a gap of exactly ten points is material', async () => {
    const { reps, deals } = peers();
    await load([rita, ...reps], [...decidedDeals('rita', 6, 12, DECIDED), ...deals]);
    const reading = (await read()).of('rita');
    expect(reading?.gap?.toString()).toBe('0.1');
    expect(reading).toMatchObject({ status: 'ok', material: true, credible: false, fired: false });
  });

  it('a bad month in a good quarter is material, and not credible', async () => {
    const { reps, deals } = peers();
    const goodAutumn = decidedDeals('rita', 30, 30, '2025-12-15');
    await load([rita, ...reps], [...decidedDeals('rita', 3, 12, DECIDED), ...goodAutumn, ...deals]);
    expect((await read()).of('rita')).toMatchObject({
      evidenceSize: 42,
      material: true,
      credible: false,
      fired: false,
    });
  });

  it('evidence that lies mostly where the rep has no segment peers is not credible', async () => {
    const { reps, deals } = peers();
    const lostInPublic = decidedDeals('rita', 0, 20, '2025-12-15', 'public');
    await load([rita, ...reps], [...decidedDeals('rita', 3, 12, DECIDED), ...lostInPublic, ...deals]);
    expect((await read()).of('rita')).toMatchObject({
      benchmarkKind: 'segment_peers',
      status: 'ok',
      material: true,
      evidenceSize: 32,
      credible: false,
      fired: false,
    });
  });

  it('asks more where more is looked at', async () => {
    const { reps, deals } = peers();
    // The same deals also pass from stage 1 to 2 in the window: a second series each.
    const fromOne = (list: readonly Deal[]) =>
      list.map((deal) => ({
        ...deal,
        steps: [{ what: 1, at: '2025-06-01' }, { what: 2, at: DECIDED }, ...deal.steps.slice(1)],
      }));
    await load([rita, ...reps], fromOne([...decidedDeals('rita', 3, 12, '2026-02-11'), ...deals.map((deal) => deal)]));
    const { readings } = await read();
    const ofRita = readings.filter((one) => one.repId === 'rita');
    expect(ofRita.map((one) => [one.dimension, one.status, one.seriesCount, one.fired])).toEqual([
      ['1>2', 'ok', 2, false],
      ['2>3', 'ok', 2, false],
    ]);
    expect(ofRita[0]?.criticalZ?.toNumber()).toBeCloseTo(2.576, 3);
  });
});

it('a book in two segments is compared in its own proportions', async () => {
  const enterprise = peers();
  const retail = peers(5, 'retail');
  const retailDeals = retail.reps.flatMap((rep) => decidedDeals(rep.id, 2, 10, DECIDED, 'retail'));
  await load(
    [rita, ...enterprise.reps, ...retail.reps],
    [
      ...decidedDeals('rita', 3, 9, DECIDED, 'enterprise'),
      ...decidedDeals('rita', 0, 3, DECIDED, 'retail'),
      ...enterprise.deals,
      ...retailDeals,
    ],
  );
  const reading = (await read()).of('rita');
  expect(reading).toMatchObject({ benchmarkKind: 'segment_peers', peerCount: 5, sampleSize: 12 });
  expect(reading?.benchmark?.toString()).toBe('0.5');
});

describe('a run', () => {
  it('repeated adds and changes nothing, whatever came in since', async () => {
    const { reps, deals } = peers();
    await load([rita, ...reps], [...decidedDeals('rita', 3, 12, DECIDED), ...deals]);
    const first = await read();
    await loadTables(database.owner, dealRows(decidedDeals('rita', 5, 5, '2026-02-20')));
    const second = await read();
    expect(second.summary).toMatchObject({ readings: 6, added: 0 });
    expect(second.readings).toEqual(first.readings);
  });

  it('of a month shows the same formula, and flags nobody', async () => {
    const { reps, deals } = peers();
    await load([rita, ...reps], [...decidedDeals('rita', 3, 12, DECIDED), ...deals]);
    const { of } = await read({ ...MONDAY, t: '2026-03-01', period: 'month' });
    expect(of('rita')).toMatchObject({
      period: 'month',
      windowStart: '2026-01-04',
      windowEnd: '2026-03-01',
      status: 'ok',
      material: true,
      fired: false,
    });
  });

  it('tells how far it is', async () => {
    await load([rita], []);
    const steps: unknown[] = [];
    await read({ ...MONDAY, onProgress: (step) => steps.push(step) });
    expect(steps).toEqual([{ done: 1, total: 1 }]);
  });

  it('begins on a Monday, or on the first of a month', async () => {
    await expect(read({ ...MONDAY, t: '2026-03-03' })).rejects.toThrow('2026-03-02');
    await expect(read({ ...MONDAY, t: '2026-03-02', period: 'month' })).rejects.toThrow('2026-03-01');
  });

  it('of an empty organisation reads nothing', async () => {
    expect((await read()).summary).toMatchObject({ reps: 0, readings: 0, added: 0, fired: 0 });
  });
});

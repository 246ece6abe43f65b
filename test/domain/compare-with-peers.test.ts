import { describe, expect, it } from 'vitest';
import { compareWithPeers, type Measured } from '../../src/domain/compare-with-peers.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import { judgeRep } from '../../src/domain/judge-metric.ts';
import type { Evidence, MeasuredSeries, RepInCohort, SegmentTally } from '../../src/domain/measured-series.ts';
import type { MetricDefinition } from '../../src/domain/metric.ts';
import { metricOf } from '../support/metric-of.ts';

const WINDOW = { start: '2026-01-01', end: '2026-02-01', onLeave: false, poorData: false } as const;
const RUN = { asOf: '2026-02-02', period: 'week' } as const;

function one(repId: string, series: Partial<MeasuredSeries>, rep: Partial<RepInCohort> = {}): Measured {
  return {
    rep: { repId, segment: 'enterprise', ramping: false, own: WINDOW, evidence: WINDOW, ...rep },
    series: { repId, dimension: '', own: [], evidence: { kind: 'none' }, newEvidence: 1, companions: {}, ...series },
  };
}

const tally = (numerator: number, size: number, segment: string | null = 'enterprise'): SegmentTally => ({
  segment,
  numerator: new Decimal(numerator),
  denominator: new Decimal(size),
  size,
});

/** The reading of one rep, judged on this series alone. */
function readingOf(metric: MetricDefinition, measured: readonly Measured[], repId = 'rita') {
  const draft = compareWithPeers(metric, measured, 5).find((found) => found.rep.repId === repId);
  const [reading] = draft === undefined ? [] : judgeRep([draft], RUN, 0.01);
  if (reading === undefined) throw new Error(`${repId} has no reading.`);
  return reading;
}

describe('several observations a rep', () => {
  const metric = metricOf('AE.objection_handling');
  const scores = (values: number[], group = ''): Partial<MeasuredSeries> => ({
    own: [
      tally(
        values.reduce((a, b) => a + b, 0),
        values.length,
      ),
    ],
    evidence: { kind: 'observations', groups: [{ segment: 'enterprise', group, values }] },
  });
  const peers = [64, 70, 66, 71, 62, 68].map((score, index) => one(`peer ${index}`, scores(Array(6).fill(score))));
  const low = [52, 48, 61, 40, 55, 45, 50, 58, 44];

  it('are held against the pooled median of the peers', () => {
    const reading = readingOf(metric, [one('rita', scores(low)), ...peers]);
    expect(reading.value?.toNumber()).toBeCloseTo(50.33, 2);
    expect(reading.benchmark?.toNumber()).toBe(67);
    expect(reading).toMatchObject({ evidenceSize: 9, status: 'ok', material: true, credible: true, fired: true });
    expect(reading.evidenceNumerator?.toNumber()).toBe(9);
    expect(reading.evidenceBenchmark?.toNumber()).toBe(67);
    expect(reading.percentile?.toNumber()).toBeCloseTo(7.14, 2);
  });

  it('a few terrible ones among good ones are a low mean, and no pattern', () => {
    const reading = readingOf(metric, [one('rita', scores([0, 0, 0, 0, 80, 80, 80, 80, 80])), ...peers]);
    expect(reading).toMatchObject({ material: true, credible: false, fired: false });
  });

  it('are compared within their group, and left out where too few peers have any of it', () => {
    const mixed = (good: number, bad: number): Evidence => ({
      kind: 'observations',
      groups: [
        { segment: 'enterprise', group: 'demo', values: Array(8).fill(good) },
        { segment: 'enterprise', group: 'renewal', values: Array(8).fill(bad) },
      ],
    });
    const everybody = [...Array(8).keys()].map((index) =>
      one(`peer ${index}`, {
        own: [tally(480, 8)],
        evidence:
          index < 4
            ? mixed(60, 60)
            : { kind: 'observations', groups: [{ segment: 'enterprise', group: 'demo', values: Array(8).fill(60) }] },
      }),
    );
    // Only four peers have renewals: of rita's sixteen calls the eight demos remain.
    const rita = one('rita', { own: [tally(320, 8)], evidence: mixed(40, 40) });
    expect(readingOf(metric, [rita, ...everybody])).toMatchObject({ evidenceSize: 8, credible: true });
  });

  it('may be counted by the measure, which knows what each is compared with', () => {
    const paired: MetricDefinition = { ...metric, comparedWith: 'measured' };
    const drop = (worse: number) =>
      one('rita', {
        own: [tally(10, 20)],
        evidence: { kind: 'counted', worse, size: 9, against: null },
        value: new Decimal(10),
        benchmark: { kind: 'own_past', value: new Decimal(25), peerCount: 0 },
      });
    expect(readingOf(paired, [drop(9)])).toMatchObject({
      status: 'ok',
      benchmarkKind: 'own_past',
      peerCount: 0,
      evidenceSize: 9,
      evidenceBenchmark: null,
      fired: true,
    });
    expect(readingOf(paired, [drop(7)])).toMatchObject({ material: true, credible: false });
  });
});

describe('one number a rep', () => {
  const metric: MetricDefinition = {
    ...metricOf('AE.objection_handling'),
    test: 'robust_z',
    minimumSample: 5,
    materialGap: { kind: 'absolute', gap: new Decimal('0.05') },
    segmentSensitive: true,
  };
  const peersOf = (count: number, change: Partial<MeasuredSeries> = {}) =>
    Array.from({ length: count }, (_, index) =>
      one(`peer ${index}`, { own: [tally(100 + (index % 3), 100)], ...change }),
    );

  it('must stand far from eight peers', () => {
    const reading = readingOf(metric, [one('rita', { own: [tally(80, 100)] }), ...peersOf(8)]);
    expect(reading).toMatchObject({ evidenceNumerator: null, evidenceSize: null, status: 'ok', fired: true });
    expect(reading.criticalZ?.toNumber()).toBe(5);
  });

  it('never fires with seven, though it is shown and counts as judged', () => {
    expect(readingOf(metric, [one('rita', { own: [tally(10, 100)] }), ...peersOf(7)])).toMatchObject({
      status: 'ok',
      seriesCount: 1,
      criticalZ: null,
      material: true,
      fired: false,
    });
  });

  it('has the peers of its cohort of accounts, whatever their own segments', () => {
    const peerSegment = 'enterprise/retail';
    const elsewhere = peersOf(8, { peerSegment }).map((peer, index) => ({
      ...peer,
      rep: { ...peer.rep, segment: `segment ${index}` },
    }));
    const rita = one('rita', { own: [tally(80, 100)], peerSegment });
    expect(readingOf(metric, [rita, ...elsewhere])).toMatchObject({
      segment: 'enterprise',
      benchmarkKind: 'segment_peers',
      peerCount: 8,
      fired: true,
    });
  });
});

describe('a limit', () => {
  const metric = metricOf('AE.pace_attainment');
  const pace = (value: string, companions = { elapsed_weight: 0.5 }, rep: Partial<RepInCohort> = {}) =>
    readingOf(metric, [one('rita', { own: [tally(Number(value) * 1000, 1000)], companions }, rep)].map(asOne));
  const asOne = (measured: Measured): Measured => {
    const own = measured.series.own.map((part) => ({ ...part, size: 1 }));
    return { ...measured, series: { ...measured.series, own } };
  };

  it('needs no peers, and is not crossed exactly on it', () => {
    expect(pace('0.8')).toMatchObject({ status: 'ok', material: false, fired: false });
    expect(pace('0.799')).toMatchObject({
      status: 'ok',
      benchmarkKind: 'target',
      peerCount: 0,
      evidenceStart: null,
      evidenceSize: null,
      material: true,
      credible: true,
      fired: true,
    });
  });

  it('does not apply before a fifth of the weight has passed', () => {
    expect(pace('0.5', { elapsed_weight: 0.19 })).toMatchObject({ status: 'not_applicable', fired: false });
    expect(pace('0.5', { elapsed_weight: 0.2 })).toMatchObject({ status: 'ok', fired: true });
  });

  it('holds for a ramping rep too, whose quota is ramped', () => {
    expect(pace('0.5', undefined, { ramping: true })).toMatchObject({ status: 'ok', fired: true });
  });

  it('beside peers, both are asked', () => {
    const accuracy: MetricDefinition = { ...metric, comparedWith: 'peers', startGuard: null };
    const all = (value: number, others: number) =>
      [
        one('rita', { own: [tally(value, 100)] }),
        ...Array.from({ length: 5 }, (_, index) => {
          return one(`peer ${index}`, { own: [tally(others, 100)] });
        }),
      ].map(asOne);
    expect(readingOf(accuracy, all(70, 90))).toMatchObject({ benchmarkKind: 'segment_peers', fired: true });
    expect(readingOf(accuracy, all(70, 75))).toMatchObject({ material: false, fired: false });
    expect(readingOf(accuracy, all(70, 90).slice(0, 5))).toMatchObject({ status: 'no_benchmark', fired: false });
  });
});

describe('what only the measure knows', () => {
  it('overrides the status, the first of G5 counting', () => {
    const metric = metricOf('AE.objection_handling');
    const status = (own: MeasuredSeries['status'], rep: Partial<RepInCohort> = {}) =>
      readingOf(metric, [one('rita', { own: [tally(10, 20)], ...(own && { status: own }) }, rep)]).status;
    expect(status('data_quality', { ramping: true })).toBe('data_quality');
    expect(status('insufficient_sample', { ramping: true })).toBe('ramping');
    expect(status('not_applicable', { own: { ...WINDOW, poorData: true } })).toBe('not_applicable');
  });

  it('a value without a ratio leaves numerator and denominator empty', () => {
    const slope = { segment: 'enterprise', numerator: null, denominator: null, size: 12 };
    const reading = readingOf(metricOf('AE.objection_handling'), [
      one('rita', { own: [slope], value: new Decimal('-3.5') }),
    ]);
    expect(reading).toMatchObject({ numerator: null, denominator: null, sampleSize: 12, status: 'no_benchmark' });
    expect(reading.value?.toNumber()).toBe(-3.5);
  });
});

it('a target alone: peers are looked at for the rank only', () => {
  const metric: MetricDefinition = {
    ...metricOf('AE.stage_conversion'),
    comparedWith: 'target',
    target: new Decimal('0.9'),
    minimumSample: 5,
  };
  const rates = (passed: number) => ({
    own: [tally(passed, 40)],
    evidence: { kind: 'tallies', tallies: [tally(passed, 40)] } as const,
  });
  const reading = readingOf(metric, [one('rita', rates(24)), ...[...'abcde'].map((id) => one(id, rates(20)))]);
  expect(reading).toMatchObject({ benchmarkKind: 'target', peerCount: 0, fired: true });
  expect(reading.evidenceBenchmark?.toNumber()).toBe(0.9);
  expect(reading.percentile?.toNumber()).toBeGreaterThan(90);
});

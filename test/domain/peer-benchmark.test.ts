import { describe, expect, it } from 'vitest';
import { Decimal } from '../../src/domain/decimal.ts';
import type { SegmentTally } from '../../src/domain/measured-series.ts';
import {
  benchmarkFor,
  type Candidate,
  cohortOf,
  kinderOf,
  mayJudge,
  pooledRateOf,
} from '../../src/domain/peer-benchmark.ts';

const SENSITIVE = { segmentSensitive: true, target: null };
const ROBUST = { segmentSensitive: false, target: null };

function candidates(segment: string | null, ...rates: [passed: number, size: number][]): Candidate[] {
  return rates.map(([passed, size], index) => ({
    repId: `${segment}-${index}`,
    segment,
    value: new Decimal(passed).div(size),
    numerator: new Decimal(passed),
    size,
  }));
}

const mix = (parts: Record<string, number>): SegmentTally[] =>
  Object.entries(parts).map(([segment, size]) => ({
    segment,
    size,
    numerator: new Decimal(0),
    denominator: new Decimal(size),
  }));

const enterprise = candidates('enterprise', [5, 10], [6, 10], [7, 10], [8, 10], [9, 10]);
const retail = candidates('retail', [1, 10], [2, 10], [3, 10], [4, 10], [30, 100]);

describe('peers of the segment', () => {
  it('five are enough, and their median is the benchmark', () => {
    const benchmark = benchmarkFor(SENSITIVE, cohortOf(enterprise, 5), {
      repId: 'rita',
      segment: 'enterprise',
      mix: mix({ enterprise: 12 }),
    });
    expect(benchmark).toMatchObject({ kind: 'segment_peers', peerCount: 5 });
    expect(benchmark.median?.toNumber()).toBe(0.7);
    expect(mayJudge(SENSITIVE, benchmark)).toBe(true);
  });

  it('one of five has only four', () => {
    const benchmark = benchmarkFor(SENSITIVE, cohortOf(enterprise, 5), {
      repId: 'enterprise-0',
      segment: 'enterprise',
      mix: mix({ enterprise: 10 }),
    });
    expect(benchmark).toMatchObject({ kind: 'none', median: null, peerCount: 0 });
    expect(mayJudge(ROBUST, benchmark)).toBe(false);
  });
});

describe('too few of them', () => {
  const cohort = cohortOf([...enterprise, ...candidates('public', [1, 10])], 5);
  const inPublic = { repId: 'rita', segment: 'public', mix: mix({ public: 12 }) };

  it('the role stands in, but a segment-sensitive metric is not judged by it', () => {
    const benchmark = benchmarkFor(SENSITIVE, cohort, inPublic);
    expect(benchmark).toMatchObject({ kind: 'role_peers', peerCount: 6 });
    expect(benchmark.median?.toNumber()).toBe(0.65);
    expect(mayJudge(SENSITIVE, benchmark)).toBe(false);
    expect(mayJudge(ROBUST, benchmark)).toBe(true);
  });

  it('a segment-sensitive metric takes a target before the role, others after it', () => {
    const target = new Decimal('0.9');
    expect(benchmarkFor({ ...SENSITIVE, target }, cohort, inPublic)).toMatchObject({ kind: 'target', peerCount: 0 });
    expect(benchmarkFor({ ...ROBUST, target }, cohort, inPublic).kind).toBe('role_peers');
    expect(benchmarkFor({ ...ROBUST, target }, cohortOf([], 5), inPublic).kind).toBe('target');
  });

  it('a rep whose segment nobody knows is compared with the role', () => {
    const nowhere = { repId: 'rita', segment: null, mix: [] };
    expect(benchmarkFor(ROBUST, cohort, nowhere)).toMatchObject({ kind: 'role_peers', peerCount: 6 });
  });
});

describe('deals in several segments', () => {
  it('mix the medians in the rep’s own proportions', () => {
    const benchmark = benchmarkFor(SENSITIVE, cohortOf([...enterprise, ...retail], 5), {
      repId: 'rita',
      segment: 'enterprise',
      mix: mix({ enterprise: 9, retail: 3 }),
    });
    expect(benchmark).toMatchObject({ kind: 'segment_peers', peerCount: 5 });
    expect(benchmark.median?.toNumber()).toBe(0.6);
    // Pooled: 35 of 50, and 40 of 140.
    expect(pooledRateOf(benchmark)?.toNumber()).toBeCloseTo(0.75 * 0.7 + (0.25 * 40) / 140, 12);
  });

  const thin = cohortOf([...enterprise, ...candidates('public', [1, 10])], 5);

  it('a thin segment takes the role-wide median while it holds no more than half', () => {
    const benchmark = benchmarkFor(SENSITIVE, thin, {
      repId: 'rita',
      segment: 'enterprise',
      mix: mix({ enterprise: 6, public: 6 }),
    });
    expect(benchmark).toMatchObject({ kind: 'segment_peers', peerCount: 5 });
    expect(benchmark.median?.toNumber()).toBe(0.5 * 0.7 + 0.5 * 0.65);
  });

  it('over half, the role-wide median holds for the whole', () => {
    const benchmark = benchmarkFor(SENSITIVE, thin, {
      repId: 'rita',
      segment: 'enterprise',
      mix: mix({ enterprise: 6, public: 7 }),
    });
    expect(benchmark).toMatchObject({ kind: 'role_peers', peerCount: 6 });
    expect(benchmark.median?.toNumber()).toBe(0.65);
  });
});

it('the kinder of median and pooled rate is the lower one where more is better', () => {
  const benchmark = benchmarkFor(ROBUST, cohortOf(retail, 5), {
    repId: 'rita',
    segment: 'retail',
    mix: mix({ retail: 9 }),
  });
  expect(benchmark.median?.toNumber()).toBe(0.3);
  expect(kinderOf('higher', benchmark)?.toNumber()).toBeCloseTo(40 / 140, 12);
  expect(kinderOf('lower', benchmark)?.toNumber()).toBe(0.3);
});

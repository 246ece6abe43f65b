import { describe, expect, it } from 'vitest';
import { atLeast, below, Decimal, ratio } from '../../src/domain/decimal.ts';
import {
  adverseGap,
  byWeight,
  differenceOf,
  isMaterial,
  matters,
  patternWeight,
  severityOf,
  type WeightedPattern,
} from '../../src/domain/pattern.ts';

const d = (value: number | string) => new Decimal(value);
const compared = (gap: number | string, benchmark: number | string, companions = {}) => {
  return { gap: d(gap), benchmark: d(benchmark), companions };
};

describe('exactly on the threshold', () => {
  it('counts, though doubles would miss it', () => {
    expect(0.3 - 0.2 >= 0.1).toBe(false);
    expect(isMaterial(adverseGap('higher', d('0.20'), d('0.30')), d('0.10'))).toBe(true);
    expect(atLeast(d('0.22').minus('0.20').div('0.20'), d('0.10'))).toBe(true);
  });

  it('counts for values that do not end', () => {
    expect(isMaterial(adverseGap('higher', d(1).div(3), d(13).div(30)), d('0.10'))).toBe(true);
    expect(below(d(2).div(3), d(2).div(3))).toBe(false);
  });

  it('a hair below does not', () => {
    expect(isMaterial(d('0.0999999'), d('0.10'))).toBe(false);
  });
});

it('none of nothing is no value', () => {
  expect(ratio(d(0), d(0))).toBeNull();
  expect(ratio(d(0), d(4))?.toNumber()).toBe(0);
});

it('a gap in the good direction is never material, not even of a benchmark of zero', () => {
  expect(isMaterial(adverseGap('higher', d('0.5'), d('0.3')), d('0.10'))).toBe(false);
  const level = differenceOf({ kind: 'relative', share: d('0.25') }, compared(0, 0));
  expect(level && isMaterial(level.gap, level.least)).toBe(false);
});

it('a relative gap is a share of the benchmark', () => {
  expect(differenceOf({ kind: 'relative', share: d('0.25') }, compared(1, '0.015'))?.least.toString()).toBe('0.00375');
  expect(differenceOf({ kind: 'absolute', gap: d('0.1') }, compared(1, '0.6'))?.least.toString()).toBe('0.1');
});

it.each([
  ['0.10', 'low'],
  ['0.1499', 'low'],
  ['0.15', 'medium'],
  ['0.1999', 'medium'],
  ['0.20', 'high'],
  ['0.35', 'high'],
])('a gap of %s where .10 is material is %s', (gap, severity) => {
  expect(
    severityOf(patternWeight({ kind: 'absolute', gap: d('0.10') }, compared(gap, 1)), {
      mediumSeverity: 1.5,
      highSeverity: 2,
    }),
  ).toBe(severity);
});

it('orders by weight, then by the pattern’s key', () => {
  const weighted = (repId: string, weight: number): WeightedPattern => ({
    pattern: { repId, role: 'AE', metricKey: 'AE.stage_conversion', dimension: '2>3' },
    weight: d(weight),
  });
  const sorted = [weighted('c', 1), weighted('b', 2), weighted('a', 1)].sort(byWeight);
  expect(sorted.map((one) => one.pattern.repId)).toEqual(['b', 'a', 'c']);
});

describe('days in a stage are material by their ratio to the peers’', () => {
  const gap = { kind: 'companions', of: 'days', orElse: 'longest', to: 'peer_days', share: d('0.25') } as const;
  const weight = (companions: object) => patternWeight(gap, compared('0.3', '0.5', companions)).toNumber();

  it('a median a quarter longer is just material', () => {
    expect(weight({ days: 50, peer_days: 40 })).toBe(1);
    expect(weight({ days: 60, peer_days: 40 })).toBe(2);
  });

  it('where the median is not reached yet, the longest stay stands in', () => {
    expect(weight({ days: null, longest: 50, peer_days: 40 })).toBe(1);
  });

  it('without the peers’ days nothing is known', () => {
    expect(weight({ days: 50, peer_days: null })).toBe(0);
  });
});

describe('a limit', () => {
  const metric = (crossedWhen: 'below' | 'at_most' | 'at_least', comparedWith: 'limit' | 'peers') =>
    ({
      comparedWith,
      limit: { crossedWhen, value: d('0.8') },
      materialGap: { kind: 'absolute', gap: d('0.1') },
    }) as const;

  it.each([
    ['below', '0.8', false],
    ['below', '0.79', true],
    ['at_most', '0.8', true],
    ['at_most', '0.81', false],
    ['at_least', '0.8', true],
    ['at_least', '0.79', false],
  ] as const)('%s .8: %s %s', (crossedWhen, value, expected) => {
    expect(matters(metric(crossedWhen, 'limit'), d(value), compared(0, '0.8'))).toBe(expected);
  });

  it('beside peers, both must hold', () => {
    expect(matters(metric('below', 'peers'), d('0.7'), compared('0.1', '0.8'))).toBe(true);
    expect(matters(metric('below', 'peers'), d('0.7'), compared('0.05', '0.75'))).toBe(false);
    expect(matters(metric('below', 'peers'), d('0.85'), compared('0.1', '0.95'))).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { atLeast, below, Decimal, ratio } from '../../src/domain/decimal.ts';
import {
  adverseGap,
  byWeight,
  isMaterial,
  materialGapAt,
  patternWeight,
  severityOf,
  type WeightedPattern,
} from '../../src/domain/pattern.ts';

const d = (value: number | string) => new Decimal(value);

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
  expect(isMaterial(adverseGap('lower', d(0), d(0)), materialGapAt({ kind: 'relative', share: d('0.25') }, d(0)))).toBe(
    false,
  );
});

it('a relative gap is a share of the benchmark', () => {
  expect(materialGapAt({ kind: 'relative', share: d('0.25') }, d('0.015')).toString()).toBe('0.00375');
  expect(materialGapAt({ kind: 'absolute', gap: d('0.1') }, d('0.6')).toString()).toBe('0.1');
});

it.each([
  ['0.10', 'low'],
  ['0.1499', 'low'],
  ['0.15', 'medium'],
  ['0.1999', 'medium'],
  ['0.20', 'high'],
  ['0.35', 'high'],
])('a gap of %s where .10 is material is %s', (gap, severity) => {
  expect(severityOf(patternWeight(d(gap), d('0.10')))).toBe(severity);
});

it('orders by weight, then by the pattern’s key', () => {
  const weighted = (repId: string, weight: number): WeightedPattern => ({
    pattern: { repId, role: 'AE', metricKey: 'AE.stage_conversion', dimension: '2>3' },
    weight: d(weight),
  });
  const sorted = [weighted('c', 1), weighted('b', 2), weighted('a', 1)].sort(byWeight);
  expect(sorted.map((one) => one.pattern.repId)).toEqual(['b', 'a', 'c']);
});

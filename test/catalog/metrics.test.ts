import { describe, expect, it } from 'vitest';
import { findMetric, metrics } from '../../src/catalog/metrics/index.ts';
import { familyNamed } from '../../src/measures/index.ts';
import { metricOf } from '../support/metric-of.ts';

it('names every metric once', () => {
  expect(new Set(metrics.map((metric) => metric.key)).size).toBe(metrics.length);
});

it('holds stage conversion as it is defined', () => {
  expect(metricOf('AE.stage_conversion')).toMatchObject({
    window: { kind: 'trailing', days: 56 },
    direction: 'higher',
    test: 'wilson',
    minimumSample: 8,
    slow: true,
    segmentSensitive: true,
    maxGapWeeks: 4,
  });
  expect(findMetric('AE.horoscope')).toBeUndefined();
  expect(() => metricOf('AE.horoscope')).toThrow('AE.horoscope');
});

describe.each(metrics)('$key', (metric) => {
  it('belongs to the role its key begins with', () => {
    expect(metric.key.startsWith(`${metric.role}.`)).toBe(true);
  });

  it('has a measure', () => {
    expect(familyNamed(metric.measure.family)).toBeTypeOf('function');
  });

  it('has numbers that can be used', () => {
    expect(metric.minimumSample).toBeGreaterThan(0);
    expect(metric.improvementFloor.gt(0)).toBe(true);
    expect(metric.maxGapWeeks).toBeGreaterThan(0);
    expect(metric.definitionVersion).toBeGreaterThan(0);
    const { materialGap } = metric;
    expect((materialGap.kind === 'absolute' ? materialGap.gap : materialGap.share).gt(0)).toBe(true);
    if (metric.test === 'limit') expect(metric.limit).not.toBeNull();
    if (metric.comparedWith === 'target') expect(metric.target).not.toBeNull();
  });
});

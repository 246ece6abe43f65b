import { describe, expect, test } from 'vitest';
import { Decimal } from '../../src/domain/decimal.ts';
import { type SeriesCheck, trendOf } from '../../src/domain/trend.ts';

const series = { title: 'Conversion', unit: 'rate', direction: 'higher' } as const;

function check(asOf: SeriesCheck['asOf'], own: Partial<SeriesCheck> = {}): SeriesCheck {
  const value = new Decimal('0.4');
  const benchmark = new Decimal('0.6');
  return { asOf, value, status: 'ok', benchmark, benchmarkKind: 'segment_peers', peerCount: 5, flagged: false, ...own };
}

describe('a trend', () => {
  test('shows no comparison of a week with fewer than five peers, nor of any where none has more', () => {
    const few = { peerCount: 4 };
    const { comparedWith, points } = trendOf(series, [check('2026-03-02', few), check('2026-03-09')], '2026-03-10');
    expect(comparedWith).toBe('segment_peers');
    expect(points.slice(-2).map(({ benchmark }) => benchmark?.toString() ?? null)).toEqual([null, '0.6']);
    const alone = trendOf(series, [check('2026-03-02', few), check('2026-03-09', few)], '2026-03-10');
    expect(alone.comparedWith).toBe('none');
    expect(alone.points.every(({ benchmark }) => benchmark === null)).toBe(true);
    expect(alone.points.slice(-2).map(({ value }) => value?.toString())).toEqual(['0.4', '0.4']);
  });

  test('shows a target, of which nobody is a part, whatever the number of peers', () => {
    const target = { benchmarkKind: 'target', peerCount: 0 } as const;
    const { points } = trendOf(series, [check('2026-03-09', target)], '2026-03-10');
    expect(points.at(-1)?.benchmark?.toString()).toBe('0.6');
  });
});

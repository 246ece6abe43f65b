import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookHealthPicture } from '../../src/charts/book-health.ts';
import { quotaPacePicture } from '../../src/charts/quota-pace.ts';
import { teamTrendsPicture } from '../../src/charts/team-trends.ts';
import { trendPicture } from '../../src/charts/trend.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import type { Unit } from '../../src/domain/metric.ts';
import type { Picture } from '../../src/domain/picture.ts';
import { book, falling, mondays, pace, team, teamOf, trend } from './sample.ts';

/** Width and height from a PNG's header. */
async function sizeOf(picture: Picture | null): Promise<{ width: number; height: number }> {
  const png = Buffer.from((await picture?.draw()) ?? []);
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

const inPixels = { width: 1120, height: expect.any(Number) };

describe('pictures of little', () => {
  it('are none where there is nothing to be seen', () => {
    const nothing = mondays.map(() => null);
    expect(trendPicture(trend(nothing), 'rep')).toBeNull();
    expect(trendPicture(trend([]), 'rep')).toBeNull();
    expect(quotaPacePicture({ ...pace, checks: [] })).toBeNull();
    expect(bookHealthPicture({ weeks: [] })).toBeNull();
    expect(
      bookHealthPicture({
        weeks: book.weeks.map((week) => ({ ...week, tiers: { Critical: 0, High: 0, Medium: 0, Low: 0 } })),
      }),
    ).toBeNull();
    expect(teamTrendsPicture(teamOf([]))).toBeNull();
  });

  it('are drawn from one value', async () => {
    expect(await sizeOf(trendPicture(trend([0.5]), 'rep'))).toEqual(inPixels);
    expect(await sizeOf(trendPicture(trend([null, 0, null], { benchmark: null }), 'coaches'))).toEqual(inPixels);
    expect(await sizeOf(quotaPacePicture({ ...pace, checks: pace.checks.slice(0, 1) }))).toEqual(inPixels);
    expect(await sizeOf(bookHealthPicture({ weeks: book.weeks.slice(0, 1) }))).toEqual(inPixels);
  });
});

describe('pictures of any numbers', () => {
  const units: Unit[] = [
    'rate',
    'ratio',
    'share',
    'score',
    'sentiment',
    'days',
    'points',
    'points_per_28_days',
    'count',
  ];
  const value = fc.oneof(
    fc.constant(null),
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.double({ min: -1e15, max: 1e15, noNaN: true }),
    fc.constantFrom(0, 5e-324, 1e-12, -1e-12, 1e30, -1e30),
  );

  it('hold what no number may put there: no NaN, no infinity, nothing outside of the card', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(value, { minLength: 1, maxLength: 13 }),
        fc.constantFrom(...units),
        fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true })),
        async (values, unit, benchmark) => {
          const picture = trendPicture(trend(values, { unit, benchmark, flagged: [0, 5] }), 'coaches');
          if (values.every((one) => one === null)) {
            expect(picture).toBeNull();
            return;
          }
          expect(await sizeOf(picture)).toEqual(inPixels);
          expect(picture?.altText).not.toMatch(/NaN|Infinity|undefined|null/);
          expect(picture?.altText.length).toBeLessThanOrEqual(1_800);
        },
      ),
      { numRuns: 15 },
    );
  }, 60_000);

  it('draws a quarter in which more was taken back than closed, and one far above its quota', async () => {
    const [first] = pace.checks;
    if (first === undefined) throw new Error('The sample has checks.');
    for (const closed of ['-0.4', '25']) {
      const check = { ...first, closed: new Decimal(closed), closedAndCommitted: new Decimal(closed) };
      expect(await sizeOf(quotaPacePicture({ ...pace, checks: [check] }))).toEqual(inPixels);
    }
  });
});

describe('the key of a picture', () => {
  it('is the same for the same data and another for any other', () => {
    const keys = [
      trendPicture(falling, 'rep'),
      trendPicture(falling, 'coaches'),
      trendPicture({ ...falling, title: 'Another' }, 'rep'),
      teamTrendsPicture(team),
    ].map((picture) => picture?.key);
    expect(new Set(keys).size).toBe(4);
    expect(trendPicture(structuredCloneOf(falling), 'rep')?.key).toBe(keys[0]);
  });

  function structuredCloneOf(data: typeof falling): typeof falling {
    return { ...data, points: data.points.map((point) => ({ ...point })) };
  }
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOutlier, robustZ, robustZCut } from '../../src/domain/credibility.ts';
import { kaplanMeierMedian } from '../../src/domain/kaplan-meier.ts';
import { medianOf, theilSenSlope } from '../../src/domain/theil-sen.ts';

const points = (...ys: number[]) => ys.map((y, x) => ({ x, y }));

describe('Theil-Sen', () => {
  it('is the median of all pairwise slopes', () => {
    expect(theilSenSlope(points(72, 70, 71, 40, 68, 67))).toBe(-1);
    expect(theilSenSlope(points(72, 70, 71, 71.5, 70.5, 71))).toBeCloseTo(-0.1667, 4);
  });

  it('finds the slope of a line, and one wild point among six does not move it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -50, max: 50 }),
        fc.nat(5),
        fc.integer({ min: -100_000, max: 100_000 }),
        (slope, at, wild) => {
          const line = points(...Array.from({ length: 6 }, (_, x) => slope * x));
          expect(theilSenSlope(line.map((point) => (point.x === at ? { ...point, y: wild } : point)))).toBe(slope);
        },
      ),
    );
  });

  /** P. K. Sen, Journal of the American Statistical Association 63 (1968): the example of the estimator's first paper. */
  it('of Sen’s own example is 4', () => {
    const [x, y] = [
      [1, 2, 3, 4, 10, 12, 18],
      [9, 15, 19, 20, 45, 55, 78],
    ];
    expect(theilSenSlope(x.map((at, index) => ({ x: at, y: y[index] ?? 0 })))).toBe(4);
  });

  it('needs two points apart', () => {
    expect(theilSenSlope(points(5))).toBeNull();
    expect(
      theilSenSlope([
        { x: 1, y: 1 },
        { x: 1, y: 9 },
      ]),
    ).toBeNull();
  });
});

describe('the Kaplan-Meier median', () => {
  it('of the worked example is 21 days: open deals count as long as they are seen', () => {
    const ended = [5, 8, 12, 20, 21].map((duration) => ({ duration, ended: true }));
    const open = [3, 15, 40, 44, 60].map((duration) => ({ duration, ended: false }));
    expect(kaplanMeierMedian([...open, ...ended])).toBe(21);
  });

  /** E. J. Freireich and others, Blood 21 (1963): weeks of remission of leukemia, the textbooks' example. */
  it.each([
    ['6-MP', '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+', 23],
    ['placebo', '1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23', 8],
  ])('of the remissions under %s is as published', (_name, weeks, median) => {
    const spells = weeks
      .split(' ')
      .map((week) => ({ duration: Number.parseInt(week, 10), ended: !week.endsWith('+') }));
    expect(kaplanMeierMedian(spells)).toBe(median);
  });

  it('where all ended is the lower median of the durations', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 }), (durations) => {
        const sorted = durations.toSorted((a, b) => a - b);
        const half = sorted[Math.ceil(sorted.length / 2) - 1];
        expect(kaplanMeierMedian(durations.map((duration) => ({ duration, ended: true })))).toBe(half);
      }),
    );
  });

  it('is not known while more than half go on', () => {
    expect(kaplanMeierMedian([])).toBeNull();
    expect(
      kaplanMeierMedian([{ duration: 5, ended: true }, ...Array(2).fill({ duration: 9, ended: false })]),
    ).toBeNull();
  });

  it('ends before it censors at the same duration', () => {
    const tied = [true, true, false, false].map((ended) => ({ duration: 7, ended }));
    expect(kaplanMeierMedian(tied)).toBe(7);
  });
});

describe('the robust z', () => {
  it.each([
    [7, null],
    [8, 5],
    [9, 5],
    [10, 4],
    [14, 4],
    [15, 3.5],
    [19, 3.5],
    [20, 3],
    [500, 3],
  ])('with %d peers must reach %s', (peers, cut) => {
    expect(robustZCut(peers)).toBe(cut);
  });

  it('counts in spreads of the peers, which are never taken to be nothing', () => {
    expect(robustZ(0.3, 0.1)).toBeCloseTo(0.3 / 0.14826, 10);
    expect(robustZ(0.1, 0)).toBeCloseTo(5, 10);
    expect(isOutlier(0.1, 0, 8)).toBe(true);
    expect(isOutlier(0.0999, 0, 8)).toBe(false);
    expect(isOutlier(9, 0, 7)).toBe(false);
  });
});

it('the median lies between the two middle values', () => {
  expect(medianOf([4, 1, 3, 2])).toBe(2.5);
  expect(medianOf([10, 9, 1])).toBe(9);
  expect(medianOf([])).toBeNull();
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultThresholds } from '../../src/catalog/thresholds.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import { addDays } from '../../src/domain/local-date.ts';
import {
  type ComparedScore,
  pricingScore,
  type SkillScore,
  skillGap,
  type Trend,
  talkScore,
  trendOf,
} from '../../src/domain/skill-gap.ts';

const thresholds = defaultThresholds.skills;
const SUNDAY = '2026-03-01';

/** Weekly scores, the last of them on the Sunday; null: no score that week. */
function weekly(scores: readonly (number | null)[], change: Partial<SkillScore> = {}) {
  const all = scores.flatMap((score, index): SkillScore[] => {
    const assessmentDate = addDays(SUNDAY, 7 * (index + 1 - scores.length));
    return score === null ? [] : [{ assessmentDate, score, modelVersion: 'v1', ...change }];
  });
  const latest = all.at(-1);
  if (latest === undefined) throw new Error('no score');
  return { latest, earlier: all.slice(0, -1) };
}

function trend(scores: readonly (number | null)[]) {
  const { latest, earlier } = weekly(scores);
  return trendOf(latest, earlier, thresholds);
}

describe('the trend of a skill', () => {
  it.each<[readonly (number | null)[], Trend, number]>([
    [[72, 70, 71, 40, 68, 67], 'deteriorating', 6],
    [[72, 70, 71, 71.5, 70.5, 71], 'stable', 6],
    [[60, 60.5, 61, 61.5], 'improving', 4],
    [[60, 60.49, 60.98, 61.47], 'stable', 4],
    [[61.5, 61, 60.5, 60], 'deteriorating', 4],
    [[60, 70, 80], 'stable', 3],
    [[50], 'stable', 1],
    // Weeks without a score keep their place: two points in two weeks are one a week.
    [[60, null, 62, null, 64, null, 66], 'improving', 4],
  ])('of %j is %s', (scores, expected, points) => {
    expect(trend(scores)).toEqual({ trend: expected, points });
  });

  it('looks at the last six of eight weeks, four of them at least', () => {
    expect(trend([0, 0, 70, 70, 70, 70, 70, 70])).toEqual({ trend: 'stable', points: 6 });
    expect(trend([90, 80, null, null, null, null, 70, 60])).toEqual({ trend: 'deteriorating', points: 4 });
    expect(trend([90, null, 80, null, null, null, null, 70, 60])).toEqual({ trend: 'stable', points: 3 });
  });

  it('knows nothing of another scoring model, nor of later weeks', () => {
    const { latest, earlier } = weekly([60, 62, 64, 66, 68]);
    const others = earlier.map((score) => ({ ...score, modelVersion: 'v0' }));
    expect(trendOf(latest, others, thresholds)).toEqual({ trend: 'stable', points: 1 });
    const later = weekly([10, 20]).earlier.map((score) => ({ ...score, assessmentDate: addDays(SUNDAY, 7) }));
    expect(trendOf(latest, [...earlier, ...later], thresholds)).toEqual({ trend: 'improving', points: 5 });
  });

  it('is indifferent to one wild score', () => {
    fc.assert(
      fc.property(fc.nat({ max: 5 }), fc.double({ min: 0, max: 100, noNaN: true }), (week, wild) => {
        const scores = [50, 52, 54, 56, 58, 60];
        scores[week] = wild;
        expect(trend(scores).trend).toBe('improving');
      }),
    );
  });
});

describe('the gap in a skill', () => {
  const severity = (change: Partial<ComparedScore>, trendOfScore: Trend = 'stable', hasFloor = true) =>
    skillGap(
      { score: new Decimal(60), peerMedian: new Decimal(70), credible: true, ...change },
      { trend: trendOfScore, hasFloor },
      thresholds,
    );
  const behind = (gap: number) => ({ score: new Decimal(70).minus(gap) });

  it.each([
    [9.99, null, null],
    [10, 'low', 'medium'],
    [14.99, 'low', 'medium'],
    [15, 'medium', 'high'],
    [24.99, 'medium', 'high'],
    [25, 'high', 'high'],
    [-20, null, null],
  ])('%d points behind is %s, and %s when it grows', (gap, expected, growing) => {
    expect(severity(behind(gap))).toBe(expected);
    expect(severity(behind(gap), 'improving')).toBe(expected);
    expect(severity(behind(gap), 'deteriorating')).toBe(growing);
  });

  it('is none that chance explains, nor without peers', () => {
    expect(severity({ ...behind(20), credible: false })).toBeNull();
    expect(severity({ peerMedian: null })).toBeNull();
  });

  it('is high below 40 whatever the peers do, but for scores that know no floor', () => {
    const low = { score: new Decimal('39.99'), credible: false, peerMedian: null };
    expect(severity(low)).toBe('high');
    expect(severity({ ...low, score: new Decimal(40) })).toBeNull();
    expect(severity(low, 'stable', false)).toBeNull();
    expect(severity({ score: new Decimal(20), peerMedian: new Decimal(31) }, 'stable', false)).toBe('low');
  });

  it('never shrinks while the score falls', () => {
    const rank = (score: number) => [null, 'low', 'medium', 'high'].indexOf(severity({ score: new Decimal(score) }));
    const score = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(score, score, (a, b) => {
        expect(rank(Math.min(a, b))).toBeGreaterThanOrEqual(rank(Math.max(a, b)));
      }),
    );
  });
});

describe('a score', () => {
  it('of prices is 70 points for the discount and 30 for the terms', () => {
    expect(pricingScore(new Decimal('0.275'), new Decimal('0.25'), 0.4).toNumber()).toBe(44.375);
  });

  it('of talk loses a third of its points with every tenth above what peers do', () => {
    expect(talkScore(0.62, 0.46, 0.3)).toBeCloseTo(46.667, 3);
    expect(talkScore(0.46, 0.46, 0.3)).toBe(100);
    expect(talkScore(0.2, 0.46, 0.3)).toBe(100);
    expect(talkScore(0.76, 0.46, 0.3)).toBeCloseTo(0, 9);
    expect(talkScore(0.95, 0.46, 0.3)).toBe(0);
  });

  it('lies between 0 and 100', () => {
    const share = fc.double({ min: -1, max: 2, noNaN: true });
    const rate = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, rate, rate, (depth, exceptions, median) => {
        const scores = [
          pricingScore(new Decimal(depth), new Decimal(exceptions), 0.4).toNumber(),
          talkScore(exceptions, median, 0.3),
        ];
        for (const score of scores) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
        }
      }),
    );
  });
});

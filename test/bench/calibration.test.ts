import { describe, expect, it } from 'vitest';
import { random } from '../../src/sandbox/organisation/random.ts';
import { calibrate } from './calibration/calibrate.ts';
import { normal, poisson } from './calibration/chance.ts';
import { shippedRule } from './calibration/half-year.ts';
import { seriesOfARep } from './calibration/series-of-a-rep.ts';
import { fineSkill, simulateWeek } from './calibration/simulated-weeks.ts';

const few = { rule: shippedRule, peers: 8, reps: 5, weeks: 14, seed: 3, falls: 5 };

describe('the calibration', () => {
  it('finds most real gaps, and seldom one where there is none', { timeout: 120_000 }, () => {
    const found = calibrate(few);
    expect(found.reps).toEqual({ fine: 5, fallen: 25 });
    expect(found.fallen.flagged).toBeGreaterThan(0.4);
    const ofAllSeries = found.bySeries.reduce((sum, { fine }) => sum + fine.flagged, 0) / found.bySeries.length;
    expect(ofAllSeries).toBeLessThan(0.1);
    expect(found.fine.escalated).toBeLessThanOrEqual(found.fine.flagged);
    expect(found.fallen.escalated).toBeLessThanOrEqual(found.fallen.flagged);
  });

  it('repeats with its seed, and differs with another', { timeout: 120_000 }, () => {
    const small = { ...few, reps: 2, weeks: 6, falls: 25 };
    expect(calibrate(small)).toEqual(calibrate(small));
    expect(calibrate({ ...small, seed: 4 }).bySeries).not.toEqual(calibrate(small).bySeries);
  });

  it('flags more when each series has a chance of its own', { timeout: 120_000 }, () => {
    const small = { ...few, reps: 6, weeks: 8, falls: 1 };
    const alone = calibrate({ ...small, rule: { ...shippedRule, isOneFamily: false } });
    expect(alone.fine.flagged).toBeGreaterThan(calibrate(small).fine.flagged);
  });
});

describe('what is simulated', () => {
  it('has the means it says', () => {
    const chance = random(1, 'means');
    const mean = (draw: () => number) =>
      Array.from({ length: 4000 }, draw).reduce((sum, value) => sum + value, 0) / 4000;
    expect(mean(() => normal(chance))).toBeCloseTo(0, 1);
    expect(mean(() => normal(chance) ** 2)).toBeCloseTo(1, 0);
    expect(mean(() => poisson(chance, 0.4))).toBeCloseTo(0.4, 1);
    expect(mean(() => poisson(chance, 75)) / 75).toBeCloseTo(1, 1);
  });

  it('is level at skill 1, worse below it, and never beyond its bounds', () => {
    for (const series of seriesOfARep) {
      const chance = random(1, series.metric.key, series.dimension);
      const level = (skill: number) => {
        const weeks = Array.from({ length: 800 }, () => simulateWeek(chance, series, skill));
        const size = weeks.reduce((sum, week) => sum + week.size, 0);
        return weeks.reduce((sum, week) => sum + week.numerator, 0) / size;
      };
      const [usual, fallen] = [level(1), level(0.55)];
      expect(Math.abs(usual / series.level - 1), series.metric.key).toBeLessThan(0.1);
      const behind = series.metric.direction === 'higher' ? usual - fallen : fallen - usual;
      expect(behind, series.metric.key).toBeGreaterThan(0);
      expect(level(9), series.metric.key).toBeLessThanOrEqual(series.most);
    }
  });

  it('a fine rep is no more than a tenth behind the peers’ median', () => {
    const chance = random(1, 'fine');
    const skills = Array.from({ length: 500 }, () => fineSkill(chance, [0.8, 1.1, 1.3]));
    expect(Math.min(...skills)).toBeGreaterThanOrEqual(1.1 * 0.9);
    expect(Math.min(...skills)).toBeLessThan(1.1);
  });
});

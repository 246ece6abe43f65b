import { medianOf } from '../../../src/domain/theil-sen.ts';
import { bounded } from '../../../src/sandbox/organisation/bounded.ts';
import type { Random } from '../../../src/sandbox/organisation/random.ts';
import { normal, poisson } from './chance.ts';
import type { SimulatedSeries } from './series-of-a-rep.ts';

/** What a rep did in one week in one series. */
export interface SimulatedWeek {
  /** Yes among rates, else the sum of the observations. */
  readonly numerator: number;
  readonly size: number;
  /** The observations themselves; none of a rate. */
  readonly values: readonly number[];
}

/** How far apart peers truly are, in each series: the standard deviation of their levels. */
const PEERS_DIFFER_BY = 0.15;
/** How far behind the peers' median one is still fine. */
const FINE_WITHIN = 0.1;

/** How good a peer truly is in one series; 1 is the middle, more is better whatever the metric's direction. */
export function peerSkill(random: Random): number {
  return 1 + PEERS_DIFFER_BY * normal(random);
}

/** A skill from the same distribution, of somebody who is within a tenth of these peers' median or better. */
export function fineSkill(random: Random, peers: readonly number[]): number {
  const least = medianSkill(peers) * (1 - FINE_WITHIN);
  for (;;) {
    const skill = peerSkill(random);
    if (skill >= least) return skill;
  }
}

/** A skill that is behind the peers' median by the share. */
export function fallenSkill(peers: readonly number[], by: number): number {
  return medianSkill(peers) * (1 - by);
}

/** A week's observations at a skill. Rates: a Poisson number of yes and one of no. */
export function simulateWeek(random: Random, series: SimulatedSeries, skill: number): SimulatedWeek {
  const { weekly, scatter, most } = series;
  const own = levelAt(series, skill);
  if (scatter === null) {
    const numerator = poisson(random, weekly * own);
    return { numerator, size: numerator + poisson(random, weekly * (1 - own)), values: [] };
  }
  const values = Array.from({ length: poisson(random, weekly) }, () =>
    bounded(own + scatter * normal(random), 0, most),
  );
  return { numerator: values.reduce((sum, value) => sum + value, 0), size: values.length, values };
}

/**
 * What a skill comes to. Rates and ratios differ by shares of their level, scores by shares of what they lack to 100:
 * people whose calls score 71 differ by four points, and by no means by eleven, which would be a material gap already.
 */
function levelAt({ metric, level, most }: SimulatedSeries, skill: number): number {
  const adverse = level * (2 - skill);
  if (metric.direction === 'lower') return bounded(adverse, 0, most);
  return bounded(most === 100 ? most - (most - level) * (2 - skill) : level * skill, 0, most);
}

function medianSkill(peers: readonly number[]): number {
  return medianOf(peers) ?? 1;
}

import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/sandbox/organisation/local-dates.ts';
import { isRampingOn } from '../../../src/sandbox/organisation/people.ts';
import { plantedPatterns } from '../../../src/sandbox/organisation/planted-patterns.ts';
import { lastStint, roster } from '../../../src/sandbox/organisation/roster.ts';
import type { PlainMeasure } from './plain-measure.ts';
import { plainMeasures } from './plain-measures.ts';

const firstRun = '2026-03-16';

interface Standing {
  readonly repId: string;
  readonly n: number;
  /** How far behind the median of the other reps of the segment, in material gaps. */
  readonly behind: number;
}

function standings(measure: PlainMeasure): readonly Standing[] {
  const from = addDays(firstRun, -measure.from);
  const to = addDays(firstRun, -(measure.to ?? 0));
  const inWindow = measure.observations.filter(({ on }) => from <= on && on < to);
  const values = roster
    .filter((rep) => lastStint(rep).role === measure.role && !isRampingOn(rep, firstRun))
    .map((rep) => {
      const own = inWindow.filter(({ repId }) => repId === rep.id).map(({ good }) => good);
      const value = own.reduce((sum, good) => sum + good, 0) / own.length;
      return { repId: rep.id, segment: lastStint(rep).segment, n: own.length, value };
    })
    .filter(({ n }) => n >= measure.minimum);
  return values.map(({ repId, segment, n, value }) => {
    const peers = values.filter((peer) => peer.repId !== repId && peer.segment === segment);
    const middle = median(peers.map((peer) => peer.value));
    const gap = measure.higherIsBetter ? middle - value : value - middle;
    return { repId, n, behind: gap / (measure.relative ? measure.material * middle : measure.material) };
  });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

describe('on the first Monday', () => {
  it.each(plainMeasures().map((measure) => [measure.metricKey, measure] as const))(
    '%s shows the planted rep, far behind, and everybody else near their peers',
    (metricKey, measure) => {
      const all = standings(measure);
      const judged = roster.filter((rep) => lastStint(rep).role === measure.role && !isRampingOn(rep, firstRun));
      expect(all.length).toBeGreaterThanOrEqual(judged.length - 2);

      const planted = plantedPatterns.find((pattern) => pattern.metricKey === metricKey)?.repId;
      const alsoShowing = plantedPatterns
        .filter(({ alsoShows }) => alsoShows?.includes(metricKey))
        .map(({ repId }) => repId);
      const behind = all.find(({ repId }) => repId === planted)?.behind ?? 0;
      expect(behind).toBeGreaterThan(1.5);
      for (const other of all.filter(({ repId }) => repId !== planted && !alsoShowing.includes(repId))) {
        expect(other.behind, other.repId).toBeLessThan(behind / 2);
      }
    },
  );
});

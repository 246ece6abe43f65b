import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, datesFrom } from '../../../src/sandbox/organisation/local-dates.ts';
import { roster, secondLineOf } from '../../../src/sandbox/organisation/roster.ts';
import { organisation } from './organisation.ts';
import { type ByHand, criticalValues, outcomesOf, stageConversionOn } from './stage-conversion-by-hand.ts';

const mondays = datesFrom('2026-03-16', '2026-05-05', 7);
const runs = new Map<string, readonly ByHand[]>();

beforeAll(() => {
  const outcomes = outcomesOf(organisation);
  for (const monday of datesFrom('2025-12-15', '2026-05-05', 7)) runs.set(monday, stageConversionOn(outcomes, monday));
});

const on = (monday: string): readonly ByHand[] => runs.get(monday) ?? [];

function reading(repId: string, pair: string, monday: string): ByHand {
  const found = on(monday).find((one) => one.repId === repId && one.pair === pair);
  if (!found) throw new Error(`${repId} has no ${pair} on ${monday}.`);
  return found;
}

const firing = (monday: string, z: (reading: ByHand) => number): string[] =>
  on(monday)
    .filter((one) => one.fires(z(one)))
    .map(({ repId, pair }) => `${repId} ${pair}`)
    .sort();

const ofFamily = ({ series }: ByHand): number => criticalValues[series] ?? Number.NaN;
const persisting = [
  ['ae-03', '2>3'],
  ['ae-16', '2>3'],
] as const;

describe('stage conversion in the sample organisation, worked out by hand', () => {
  it('fires on the first Monday for the three planted reps, though the family were of 25 series', () => {
    expect(firing('2026-03-16', ofFamily)).toEqual(['ae-03 2>3', 'ae-09 3>4', 'ae-16 2>3']);
    expect(firing('2026-03-16', () => criticalValues[25] ?? Number.NaN)).toEqual(firing('2026-03-16', ofFamily));
  });

  it('is a fresh problem: nobody fires before February', () => {
    for (const monday of datesFrom('2025-12-15', '2026-02-01', 7)) expect(firing(monday, ofFamily), monday).toEqual([]);
  });

  it('fires for nobody else, though a series were judged alone', () => {
    const planted = new Set(['ae-03 2>3', 'ae-09 3>4', 'ae-16 2>3']);
    for (const monday of mondays) {
      const others = firing(monday, () => criticalValues[1] ?? Number.NaN).filter((one) => !planted.has(one));
      expect(others, monday).toEqual([]);
    }
  });

  it('is measured for every level rep in the first three pairs', () => {
    const affected = ['ae-03', 'ae-09', 'ae-16'];
    const judged = new Set(on('2026-03-16').map(({ repId }) => repId));
    expect(judged.size).toBe(18);
    for (const repId of judged) {
      const pairs = on('2026-03-16')
        .filter((one) => one.repId === repId)
        .map(({ pair }) => pair);
      if (!affected.includes(repId)) expect(pairs, repId).toEqual(['1>2', '2>3', '3>4', '4>5']);
    }
  });

  it.each(persisting)(
    '%s %s persists: flagged, new evidence, and never a tenth better than the week before',
    (repId, pair) => {
      for (const monday of mondays) {
        const now = reading(repId, pair, monday);
        expect(now.flagged, monday).toBe(true);
        expect(now.newEvidence, monday).toBeGreaterThan(0);
        if (monday > '2026-03-16') {
          const before = reading(repId, pair, addDays(monday, -7));
          // Flat until the escalation on 30 March; no reset after it.
          expect(now.value / before.value - 1, monday).toBeLessThan(monday <= '2026-03-30' ? 0.08 : 0.095);
        }
      }
    },
  );

  it('improves for ae-09: a tenth better each week until it is clear, two weeks in a row', () => {
    const flagged = datesFrom('2026-03-16', '2026-04-07', 7);
    for (const monday of flagged) {
      const now = reading('ae-09', '3>4', monday);
      expect(now.flagged, monday).toBe(true);
      if (monday === '2026-03-16') continue;
      expect(now.value / reading('ae-09', '3>4', addDays(monday, -7)).value - 1, monday).toBeGreaterThanOrEqual(0.1);
    }
    for (const monday of ['2026-04-13', '2026-04-20'])
      expect(reading('ae-09', '3>4', monday).flagged, monday).toBe(false);
  });

  it('is spread over managers, second lines and segments', () => {
    const managerOf = (repId: string) => roster.find(({ id }) => id === repId)?.managers.at(-1)?.managerId ?? '';
    expect(['ae-03', 'ae-09', 'ae-16'].map(managerOf)).toEqual(['mgr-01', 'mgr-02', 'mgr-03']);
    expect(secondLineOf[managerOf('ae-03')]).not.toBe(secondLineOf[managerOf('ae-16')]);
  });
});

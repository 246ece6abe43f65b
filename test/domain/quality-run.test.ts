import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultThresholds } from '../../src/catalog/thresholds.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import { addDays, type LocalDate } from '../../src/domain/local-date.ts';
import {
  isToBeTold,
  NO_QUALITY_RUN,
  type QualityOfDay,
  type QualityRun,
  quantileOf,
  stepQualityRun,
} from '../../src/domain/quality-run.ts';

const FIRST: LocalDate = '2026-01-01';
const line = { quartile: new Decimal('65.5'), median: new Decimal('71') };

/** L below the line, A at it, n not measured, c no cohort, - absent. */
function dayOf(letter: string, index: number): QualityOfDay {
  const day = addDays(FIRST, index);
  const measured = { day, isAbsent: false, quality: new Decimal(letter === 'L' ? '65.4' : '65.5'), line };
  if (letter === '-') return { ...measured, isAbsent: true };
  if (letter === 'n') return { ...measured, quality: null };
  return letter === 'c' ? { ...measured, line: null } : measured;
}

/** The 1-based days on which it is told, and where the run stands. */
function play(letters: string, leastGap = 0): { told: number[]; run: QualityRun } {
  const told: number[] = [];
  let run = NO_QUALITY_RUN;
  for (const [index, letter] of [...letters].entries()) {
    const day = dayOf(letter, index);
    run = stepQualityRun(run, day, defaultThresholds.escalations.E3, new Decimal(leastGap));
    if (!isToBeTold(run, day, defaultThresholds.escalations.E3)) continue;
    told.push(index + 1);
    run = { ...run, isTold: true };
  }
  return { told, run };
}

describe('call quality in the lowest quarter (E3)', () => {
  it('is told on the thirtieth measured day in a row, once', () => {
    expect(play('L'.repeat(29)).told).toEqual([]);
    expect(play('L'.repeat(75)).told).toEqual([30]);
    expect(play('L'.repeat(30)).run.since).toBe(FIRST);
  });

  it('needs to be strictly below', () => expect(play('A'.repeat(60)).told).toEqual([]));

  it('is told again only after a day at or above the line', () => {
    expect(play(`${'L'.repeat(40)}A${'L'.repeat(30)}`).told).toEqual([30, 71]);
    expect(play(`${'L'.repeat(40)}${'n'.repeat(8)}${'L'.repeat(60)}`).told).toEqual([30]);
  });

  it('is held by up to seven days without a measurement, and begins anew after the eighth', () => {
    expect(play(`${'L'.repeat(20)}${'n'.repeat(7)}${'L'.repeat(10)}`).told).toEqual([37]);
    expect(play(`${'L'.repeat(20)}${'n'.repeat(8)}${'L'.repeat(10)}`).told).toEqual([]);
    expect(play(`${'L'.repeat(20)}${'n'.repeat(4)}${'c'.repeat(4)}${'L'.repeat(29)}`).told).toEqual([]);
  });

  it('does not notice an absence, however long', () => {
    expect(play(`${'L'.repeat(20)}${'-'.repeat(40)}${'L'.repeat(10)}`).told).toEqual([70]);
    expect(play(`${'L'.repeat(20)}nnnn--nnn${'L'.repeat(10)}`).told).toEqual([39]);
  });

  it('may be asked to lie some points below the median, too', () => {
    expect(play('L'.repeat(40), 5).told).toEqual([30]);
    expect(play('L'.repeat(40), 6).told).toEqual([]);
  });

  it('counts exactly the measured days below since the last day that ended the run', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('L', 'L', 'L', 'L', 'A', 'n', '-'), maxLength: 120 }),
        (letters) => {
          // A plain reading of the rule: without absences, cut after every day at the line and every gap of eight.
          const [last = ''] = letters
            .replaceAll('-', '')
            .split(/A|n{8,}/)
            .slice(-1);
          expect(play(letters).run.belowDays).toBe([...last].filter((letter) => letter === 'L').length);
        },
      ),
    );
  });
});

describe('the line', () => {
  it('is the lower quartile as Postgres computes it', () => {
    const scores = [60, 64, 66, 70, 72, 75, 80, 90].map((score) => new Decimal(score));
    expect(quantileOf(scores, new Decimal('0.25'))?.toFixed()).toBe('65.5');
    expect(quantileOf(scores.toReversed(), new Decimal('0.5'))?.toFixed()).toBe('71');
    expect(quantileOf([], new Decimal('0.25'))).toBeNull();
    expect(quantileOf([new Decimal(3)], new Decimal('0.25'))?.toFixed()).toBe('3');
  });
});

/** The conditions of the daily run that need no memory: attainment (E1), the book (E4), repeated flags (E6). */

import { atLeast, below, Decimal } from './decimal.ts';
import { addDays, daysBetween, type LocalDate } from './local-date.ts';

export interface AttainmentCondition {
  /** Share of the quota. */
  readonly below: number;
  /** Calendar days to the exclusive end of the quarter. */
  readonly daysLeftBelow: number;
}

/** True for less than the share of the quota closed, strictly, in the last days of the quarter. @param attainment null: no quota. */
export function isAttainmentCritical(
  { attainment, quarterEnd, d }: { attainment: Decimal | null; quarterEnd: LocalDate; d: LocalDate },
  condition: AttainmentCondition,
): boolean {
  const daysLeft = daysBetween(d, quarterEnd);
  if (attainment === null || daysLeft <= 0 || daysLeft >= condition.daysLeftBelow) return false;
  return below(attainment, new Decimal(condition.below));
}

export interface BookCondition {
  readonly windowDays: number;
  readonly leastAccounts: number;
  /** Share of the compared accounts that must have dropped; exactly this is not enough. */
  readonly shareAbove: number;
  /** Share of the book that must be comparable. */
  readonly leastCoverage: number;
  /** Raised once per this many days. */
  readonly repeatDays: number;
}

/** How the accounts of a book moved between two days. */
export interface BookMove {
  /** Held on both days, or churned in between. */
  readonly book: number;
  /** Of them, with a tier to compare at both ends. */
  readonly compared: number;
  /** Of the compared, in a worse tier or gone. */
  readonly dropped: number;
  readonly churned: number;
}

/** `uncovered`: too few tiers can be compared to say anything, which is a matter of the data. */
export type BookVerdict = 'dropped' | 'steady' | 'too_small' | 'uncovered';

export function judgeBook({ book, compared, dropped }: BookMove, condition: BookCondition): BookVerdict {
  if (book < condition.leastAccounts) return 'too_small';
  if (!atLeast(new Decimal(compared), new Decimal(condition.leastCoverage).times(book))) return 'uncovered';
  if (compared < condition.leastAccounts) return 'too_small';
  return atLeast(new Decimal(condition.shareAbove).times(compared), new Decimal(dropped)) ? 'steady' : 'dropped';
}

export interface OnsetsCondition {
  readonly onsets: number;
  readonly windowDays: number;
  /** Raised once per this many days. */
  readonly repeatDays: number;
}

/** True when enough daily flags of one rep began in the days up to d, d included. @param onsets one entry an onset. */
export function isFlaggedRepeatedly(onsets: readonly LocalDate[], d: LocalDate, condition: OnsetsCondition): boolean {
  const after = addDays(d, -condition.windowDays);
  return onsets.filter((on) => after < on && on <= d).length >= condition.onsets;
}

import { type Course, nameOf, type Rule, simulateHalfYear } from './half-year.ts';

export interface CalibrationRequest {
  readonly rule: Rule;
  readonly peers: number;
  /** Cohorts, each with a fine rep. */
  readonly reps: number;
  readonly weeks: number;
  readonly seed: number;
  /** How many of the fine rep's series fall, one at a time: each is a rep with a real gap. */
  readonly falls: number;
  readonly onProgress?: (done: number) => void;
}

/** Shares, 0-1. */
export interface CourseShares {
  readonly flagged: number;
  readonly escalated: number;
}

export interface Calibration {
  /** How many fine reps, and reps with a real gap. */
  readonly reps: { readonly fine: number; readonly fallen: number };
  readonly fine: CourseShares;
  /** Fine reps with any flag within the first 13 weeks. */
  readonly fineFlaggedInAQuarter: number;
  readonly fallen: CourseShares;
  /** By series, in their order: of all fine reps, and of those in whom this series fell. */
  readonly bySeries: readonly { readonly name: string; readonly fine: CourseShares; readonly fallen: CourseShares }[];
}

/** How often the shipped rules flag and escalate whom they should not, and whom they should. */
export function calibrate({ rule, reps, falls, onProgress, ...cohort }: CalibrationRequest): Calibration {
  const fine: (readonly Course[])[] = [];
  const fallen: Course[] = [];
  for (let number = 0; number < reps; number += 1) {
    const found = simulateHalfYear({ ...cohort, number, falls }, rule);
    fine.push(found.fine);
    fallen.push(...found.fallen);
    onProgress?.(number + 1);
  }
  const names = (fine[0] ?? []).map(({ series }) => nameOf(series));
  return {
    reps: { fine: fine.length, fallen: fallen.length },
    fine: {
      flagged: share(fine, (courses) => courses.some(isFlagged)),
      escalated: share(fine, (courses) => courses.some(isEscalated)),
    },
    fineFlaggedInAQuarter: share(fine, (courses) => courses.some((course) => (course.flaggedIn ?? Infinity) <= 13)),
    fallen: sharesOf(fallen),
    bySeries: names.map((name) => ({
      name,
      fine: sharesOf(fine.flat().filter(({ series }) => nameOf(series) === name)),
      fallen: sharesOf(fallen.filter(({ series }) => nameOf(series) === name)),
    })),
  };
}

const isFlagged = ({ flaggedIn }: Course) => flaggedIn !== null;
const isEscalated = ({ escalatedIn }: Course) => escalatedIn !== null;

function sharesOf(courses: readonly Course[]): CourseShares {
  return { flagged: share(courses, isFlagged), escalated: share(courses, isEscalated) };
}

function share<T>(items: readonly T[], test: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(test).length / items.length;
}

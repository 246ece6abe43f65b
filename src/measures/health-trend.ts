import { Decimal } from '../domain/decimal.ts';
import { groupBy } from '../domain/group-by.ts';
import { daysBetween, isoWeekday, laterOf } from '../domain/local-date.ts';
import type { SegmentTally } from '../domain/measured-series.ts';
import { medianOf, theilSenSlope } from '../domain/theil-sen.ts';
import type { Book, BookPart } from './book-part.ts';
import type { AccountHealth } from './customer-books.ts';

/** Slopes are per week; values are of 28 days. */
const WEEKS = 4;

/** What doubles leave behind the last digit that means anything, a thousandth of what counts as equal. */
const MEANINGFUL_DIGITS = 12;

interface Slope {
  readonly segment: string;
  readonly value: number;
  /** Days before t (negative). */
  readonly lastDay: number;
}

/** The median over accounts of the points that their scores gain in 28 days, by robust slopes. */
export const healthTrend: BookPart = {
  quality: { own: 'trend', evidence: 'evidence' },
  seriesOf(book) {
    const own = slopesOf(book, 'own');
    const median = medianOf(own.map((slope) => slope.value));
    return {
      own: own.length === 0 ? [noRatio(book.rep.segment, 0)] : bySegment(own),
      value: median === null ? null : new Decimal(median).toDecimalPlaces(MEANINGFUL_DIGITS),
      evidence: {
        kind: 'observations',
        groups: [...groupBy(slopesOf(book, 'evidence'), (slope) => slope.segment)].map(([segment, slopes]) => ({
          segment,
          group: '',
          values: slopes.map((slope) => slope.value),
        })),
      },
      newEvidence: own.filter((slope) => slope.lastDay >= book.newFrom).length,
      companions: {},
    };
  },
};

function bySegment(slopes: readonly Slope[]): SegmentTally[] {
  return [...groupBy(slopes, (slope) => slope.segment)].map(([segment, own]) => noRatio(segment, own.length));
}

/** A median divides nothing. */
function noRatio(segment: string | null, size: number): SegmentTally {
  return { segment, numerator: null, denominator: null, size };
}

/** One slope for every account that has points enough in the window, while the rep owned it. */
function slopesOf({ rep, accounts, t, thresholds }: Book, window: 'own' | 'evidence'): Slope[] {
  const daysIntoWeek = isoWeekday(t) - 1;
  return accounts.flatMap(({ account, ownedFrom }) => {
    const from = daysBetween(t, laterOf(ownedFrom, rep[window].start));
    const points = pointsFrom(from, account, daysIntoWeek);
    const slope = points.length < thresholds.trendPoints ? null : theilSenSlope(points);
    const [lastDay] = account.days;
    if (slope === null || lastDay === undefined) return [];
    return [{ segment: account.segment, value: WEEKS * slope, lastDay }];
  });
}

/** The account’s points from a day on in order of time, x in weeks. */
function pointsFrom(from: number, { days, scores }: AccountHealth, daysIntoWeek: number) {
  const points: { x: number; y: number }[] = [];
  for (const [index, day] of days.entries()) {
    const y = scores[index];
    if (y === undefined || day < from) break;
    points.push({ x: Math.floor((day + daysIntoWeek) / 7), y });
  }
  return points.reverse();
}

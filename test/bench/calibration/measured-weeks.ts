import { defaultThresholds } from '../../../src/catalog/thresholds.ts';
import { type DateRange, evidenceWindowOf, windowOf } from '../../../src/domain/calendar.ts';
import type { Measured } from '../../../src/domain/compare-with-peers.ts';
import { Decimal } from '../../../src/domain/decimal.ts';
import { addDays, daysBetween, type LocalDate } from '../../../src/domain/local-date.ts';
import type { RepWindow, SegmentTally } from '../../../src/domain/measured-series.ts';
import type { MetricWindow } from '../../../src/domain/metric.ts';
import type { SimulatedSeries } from './series-of-a-rep.ts';
import type { SimulatedWeek } from './simulated-weeks.ts';

/** The Monday on which the first simulated week begins. */
const FIRST_WEEK = '2025-01-06';
/** Weeks before the first that is judged: the longest window and shift there is, so that every one is full. */
export const WEEKS_BEFORE = 16;

/** All reps are of one segment. */
const SEGMENT = 'mid_market';

/** Where a rule looks. */
export interface WindowRule {
  /** Where a gap must be material: in the window that the catalog gives the metric, or in four weeks whatever it is. */
  readonly own: 'catalog' | 'four_weeks';
  /** Where it must be credible: in a quarter, as shipped, or in the own window alone. */
  readonly evidence: 'quarter' | 'own';
}

const FOUR_WEEKS: MetricWindow = { kind: 'trailing', days: 28 };

/** The Monday on which a judged week, counted from 0, is scored. */
export function evaluationDate(week: number): LocalDate {
  return addDays(FIRST_WEEK, 7 * (WEEKS_BEFORE + week));
}

/** The weeks that windows hold at one date, the same for everybody. */
export class SeriesWindows {
  readonly #series: SimulatedSeries;
  readonly #own: WeekRange;
  readonly #evidence: WeekRange;

  constructor(series: SimulatedSeries, t: LocalDate, rule: WindowRule) {
    const window = rule.own === 'catalog' ? series.metric.window : FOUR_WEEKS;
    const own = windowOf(window, t, 'week', []);
    if (own === null) throw new Error(`${series.metric.key} needs a fiscal calendar, which is not simulated.`);
    this.#series = series;
    this.#own = weekRange(own);
    this.#evidence = weekRange(
      rule.evidence === 'quarter' ? evidenceWindowOf(own, defaultThresholds.evidenceDays) : own,
    );
  }

  /** A rep's series as a measure would return it. @param weeks what the rep did, from the first simulated week on. */
  measured(repId: string, weeks: readonly SimulatedWeek[]): Measured {
    const own = weeks.slice(this.#own.from, this.#own.to);
    const evidence = weeks.slice(this.#evidence.from, this.#evidence.to);
    const isRate = this.#series.scatter === null;
    return {
      rep: {
        repId,
        segment: SEGMENT,
        ramping: false,
        own: this.#own.dates,
        evidence: this.#evidence.dates,
      },
      series: {
        repId,
        dimension: this.#series.dimension,
        own: [tallyOf(own)],
        evidence: isRate
          ? { kind: 'tallies', tallies: [tallyOf(evidence)] }
          : {
              kind: 'observations',
              groups: [{ segment: SEGMENT, group: '', values: evidence.flatMap(({ values }) => values) }],
            },
        newEvidence: own.at(-1)?.size ?? 0,
        companions: {},
      },
    };
  }
}

interface WeekRange {
  readonly dates: RepWindow;
  /** Places of weeks, half-open. */
  readonly from: number;
  readonly to: number;
}

/** All of a week's observations are of its Wednesday. */
function weekRange(range: DateRange): WeekRange {
  const dates = { ...range, onLeave: false, poorData: false };
  return { dates, from: firstFrom(range.start), to: firstFrom(range.end) };
}

/** The first simulated week whose Wednesday is on the date or later. */
function firstFrom(date: LocalDate): number {
  return Math.max(0, Math.ceil((daysBetween(FIRST_WEEK, date) - 2) / 7));
}

function tallyOf(weeks: readonly SimulatedWeek[]): SegmentTally {
  const size = weeks.reduce((sum, week) => sum + week.size, 0);
  const numerator = new Decimal(weeks.reduce((sum, week) => sum + week.numerator, 0));
  return { segment: SEGMENT, numerator, denominator: new Decimal(size), size };
}

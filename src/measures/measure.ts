import type { Knex } from 'knex';
import type { Thresholds } from '../catalog/thresholds.ts';
import type { DateRange, FiscalQuarter } from '../domain/calendar.ts';
import type { CohortMember } from '../domain/cohort-member.ts';
import type { LocalDate } from '../domain/local-date.ts';
import type { MeasuredSeries, RowQuality } from '../domain/measured-series.ts';
import type { MetricDefinition, MetricKey, Period } from '../domain/metric.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';

/** A rep's window, begun no earlier than the stint; half-open in dates and in instants. */
export interface RepDates extends DateRange {
  readonly from: Date;
  readonly to: Date;
  /** Available on fewer than half of its business days: nobody's peer. */
  readonly onLeave: boolean;
}

/** A rep to be measured. */
export interface RepToMeasure extends CohortMember {
  readonly own: RepDates;
  /** Begins no later than the own window and ends with it. */
  readonly evidence: RepDates;
}

/** One metric that is wanted of a family of measures. */
export interface MetricRequest {
  readonly metric: MetricDefinition;
  /** Everybody in the metric's role. */
  readonly reps: readonly RepToMeasure[];
  /** The windows as they are where no stint cuts them short; they end for everybody at the same time. */
  readonly own: RepDates;
  readonly evidence: RepDates;
  /** Seven local days before the windows end: what is dated from here on is new evidence. */
  readonly lastWeek: DateRange & { readonly from: Date };
}

/** All that a family of measures is asked for in a run. */
export interface MeasureRequest {
  /** At least one; the metrics of all roles that the family measures. */
  readonly metrics: readonly MetricRequest[];
  /** The evaluation date, and the instant at which it begins: nothing from there on counts. */
  readonly t: LocalDate;
  readonly tInstant: Date;
  readonly period: Period;
  /** Rows that became known from here on do not exist for this run. */
  readonly runStart: Date;
  /** The seven local days before t, whatever the windows. */
  readonly scoredWeek: DateRange & { readonly from: Date; readonly to: Date };
  readonly settings: OrganisationSettings;
  readonly thresholds: Thresholds;
  /** In order of time. */
  readonly quarters: readonly FiscalQuarter[];
}

/** How good a rep's rows are, in both windows. */
export interface QualityOfRep {
  readonly own: RowQuality;
  readonly evidence: RowQuality;
}

/** Rows of the windows that break the contract and were left out. */
export interface RefusedRows {
  readonly reason: string;
  readonly rows: number;
}

/** What a family found for one metric. */
export interface MetricMeasurement {
  readonly metricKey: MetricKey;
  /**
   * One entry a rep and dimension that has an observation in either window. A metric without dimensions that returns
   * nothing for a rep gets a reading without a value, 0 of 0. May be made when it is asked for: ask once.
   */
  readonly series: readonly MeasuredSeries[];
  /** By rep_id; a rep without rows has no entry. */
  readonly quality: ReadonlyMap<string, QualityOfRep>;
  /** The source has no row of anybody dated in the scored week; only of the metrics that coaching-rules 5.2 names. */
  readonly sourceOutage?: boolean;
}

export interface Measurement {
  /** One entry a metric that was asked for. */
  readonly metrics: readonly MetricMeasurement[];
  readonly refused: readonly RefusedRows[];
}

/**
 * Source rows to observations: all metrics that a source yields, of all reps and roles at once, in a fixed order, each
 * source row read once. Judges nothing.
 */
export type MeasureFamily = (db: Knex, request: MeasureRequest) => Promise<Measurement>;

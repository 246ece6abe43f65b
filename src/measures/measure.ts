import type { Knex } from 'knex';
import type { MeasuredSeries, RowQuality } from '../domain/measured-series.ts';

/** A rep to be measured: where the two windows begin, no earlier than the stint. */
export interface RepToMeasure {
  readonly repId: string;
  readonly ownFrom: Date;
  /** Not after `ownFrom`. */
  readonly evidenceFrom: Date;
}

/** Both windows end alike for everybody; instants, all half-open. */
export interface MeasureRequest {
  readonly reps: readonly RepToMeasure[];
  readonly end: Date;
  /** Seven local days before the end: what is dated from here on is new evidence. */
  readonly lastWeekFrom: Date;
  /** Rows that became known from here on do not exist for this run. */
  readonly runStart: Date;
}

/** How good a rep's rows are, in both windows. */
export interface QualityOfRep {
  readonly own: RowQuality;
  readonly evidence: RowQuality;
}

/** Rows of the evidence windows that break the contract and were left out. */
export interface RefusedRows {
  readonly reason: string;
  readonly rows: number;
}

export interface Measurement {
  /** One entry a rep and dimension that has an observation in either window. */
  readonly series: readonly MeasuredSeries[];
  /** By rep_id; a rep without rows has no entry. */
  readonly quality: ReadonlyMap<string, QualityOfRep>;
  readonly refused: readonly RefusedRows[];
}

/** Source rows to observations of all reps at once, in a fixed order; judges nothing. */
export type Measure = (db: Knex, request: MeasureRequest) => Promise<Measurement>;

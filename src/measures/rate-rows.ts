import { Decimal } from '../domain/decimal.ts';
import type { MeasuredSeries, SegmentTally } from '../domain/measured-series.ts';
import type { QualityOfRep } from './measure.ts';

/** What a statement that counts hits yields of a rep and segment, in both windows. */
export interface RateRow {
  readonly segment: string | null;
  readonly own_hits: number;
  readonly own_size: number;
  readonly evidence_hits: number;
  readonly evidence_size: number;
  readonly new_evidence: number;
}

/** How many of a rep's rows were left out, in both windows. */
export interface QualityRow {
  readonly own_rows: number;
  readonly own_excluded: number;
  readonly evidence_rows: number;
  readonly evidence_excluded: number;
}

/** Hits / observations of one rep, by segment. */
export function rateSeries(
  repId: string,
  rows: readonly RateRow[],
  rest: Partial<Pick<MeasuredSeries, 'companions' | 'status'>> = {},
): MeasuredSeries {
  return {
    repId,
    dimension: '',
    own: rows.map((row) => tally(row.segment, row.own_hits, row.own_size)),
    evidence: { kind: 'tallies', tallies: rows.map((row) => tally(row.segment, row.evidence_hits, row.evidence_size)) },
    newEvidence: total(rows, (row) => row.new_evidence),
    companions: {},
    ...rest,
  };
}

/** All rows of a rep together. */
export function qualityOf(rows: readonly QualityRow[]): QualityOfRep {
  return {
    own: { rows: total(rows, (row) => row.own_rows), excluded: total(rows, (row) => row.own_excluded) },
    evidence: { rows: total(rows, (row) => row.evidence_rows), excluded: total(rows, (row) => row.evidence_excluded) },
  };
}

export function total<Row>(rows: readonly Row[], pick: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + pick(row), 0);
}

/** A share of counts as a companion, which is stored as JSON; null of nothing. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : new Decimal(part).div(whole).toNumber();
}

function tally(segment: string | null, hits: number, size: number): SegmentTally {
  return { segment, numerator: new Decimal(hits), denominator: new Decimal(size), size };
}

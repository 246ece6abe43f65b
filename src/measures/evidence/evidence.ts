import type { Knex } from 'knex';
import type { Thresholds } from '../../catalog/thresholds.ts';
import type { Role } from '../../domain/metric.ts';

/** A source row within a reading's window, counted or left out. */
export interface EvidenceRow {
  /** What it is, with its id: "call c-17". */
  readonly name: string;
  readonly at: Date;
  /** Of the reading it belongs to. */
  readonly dimension: string;
  /** What it counts as, a number or a word; null where it is left out. */
  readonly value: string | null;
  /** Why it does not count; null where it does. */
  readonly leftOut: string | null;
}

/** One reading's rows are asked for; the window is the reading's, half-open. */
export interface EvidenceRequest {
  readonly repId: string;
  readonly role: Role;
  readonly from: Date;
  readonly end: Date;
  /** Rows recorded from here on were not known to the run. */
  readonly runStart: Date;
  readonly thresholds: Thresholds;
}

/** Lists the rows of one rep behind one part of a family of measures, oldest first. */
export type EvidenceOf = (db: Knex, request: EvidenceRequest) => Promise<EvidenceRow[]>;

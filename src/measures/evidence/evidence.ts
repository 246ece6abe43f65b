import type { Knex } from 'knex';
import { Decimal } from '../../domain/decimal.ts';
import type { Addition, EvidenceRow } from '../../domain/evidence.ts';
import type { Reading } from '../../domain/metric.ts';
import type { MeasureRequest, MetricRequest, RepToMeasure } from '../measure.ts';

/** A row as a family finds it: it knows the account by its id. */
export interface FoundRow extends Omit<EvidenceRow, 'account'> {
  readonly accountId: string | null;
}

/** One rep's rows behind one metric are asked for, exactly as the run asked for the metric. */
export interface EvidenceRequest extends Omit<MeasureRequest, 'metrics'> {
  /** The metric, asked of this rep alone. */
  readonly wanted: MetricRequest;
  readonly rep: RepToMeasure;
  /** The readings to be explained, one a dimension. */
  readonly readings: readonly Reading[];
  /** The metric, asked of everybody in the role: for what depends on the peers. */
  readonly ofRole: () => Promise<MetricRequest>;
}

/** Lists the rows of one rep behind one part of a family of measures, oldest first. */
export type EvidenceOf = (db: Knex, request: EvidenceRequest) => Promise<FoundRow[]>;

/** What a row is, before it is known whether it counts. */
export type Named = Pick<FoundRow, 'name' | 'on'> & Partial<Pick<FoundRow, 'accountId' | 'link' | 'dimension'>>;

/** A row that counts. */
export function counted(row: Named, value: string, adds: Addition): FoundRow {
  return { accountId: null, link: null, dimension: '', ...row, value, adds, leftOut: null };
}

/** A row that does not, and why. */
export function leftOut(row: Named, reason: string): FoundRow {
  return { accountId: null, link: null, dimension: '', ...row, value: null, adds: null, leftOut: reason };
}

/** One observation that is a hit or is none. */
export function hit(isHit: boolean): Addition {
  return { numerator: new Decimal(isHit ? 1 : 0), denominator: new Decimal(1), size: 1 };
}

/** Reasons that rows of several families share. */
export const LATE = 'known only after the run began';
export const BEFORE_STINT = 'before the stint in the role began';
export const UNRATED = 'there is no plan rate for its currency';
export const UNKNOWN_ACCOUNT = 'an account that accounts does not know';

/** Where each window begins, as it is and as the rep's stint cuts it, with what else every statement binds. */
export function evidenceBindings({ rep, wanted, t, tInstant, runStart }: EvidenceRequest) {
  return {
    repId: rep.repId,
    from: wanted.own.from,
    start: wanted.own.start,
    ownFrom: rep.own.from,
    ownStart: rep.own.start,
    end: wanted.own.to,
    endDate: wanted.own.end,
    t,
    tInstant,
    runStart,
  };
}

import type { Role } from '../../../src/sandbox/organisation/roster.ts';

/** One thing seen of a rep; `good` is 0 or 1 for rates. Near enough to metrics to tell who stands out, and no more. */
export interface Observation {
  readonly repId: string;
  readonly on: string;
  readonly good: number;
}

export interface PlainMeasure {
  readonly metricKey: string;
  readonly role: Role;
  /** Window [first Monday - from, first Monday - to). */
  readonly from: number;
  readonly to?: number;
  readonly minimum: number;
  /** In the measure's unit; `relative` as a share of the peers' median. */
  readonly material: number;
  readonly relative?: boolean;
  readonly higherIsBetter: boolean;
  readonly observations: readonly Observation[];
}

import type { Role } from '../../rows.ts';
import type { Measure } from '../series.ts';
export type Window =
  | { readonly days: number; readonly shift?: number; readonly monthly?: boolean }
  | 'quarter to date'
  | 'last quarter'
  | 'year'
  | 'point in time';

/** One row of the specification's tables, with the code that counts it. */
export interface Metric {
  readonly key: string;
  readonly role: Role;
  readonly lowerIsBetter?: boolean;
  readonly window: Window;
  readonly measure: Measure;
  readonly test: 'T1' | 'T2' | 'T3' | 'T4';
  readonly minimum: number;
  /** The gap that matters: in the metric's unit, or as a share of the benchmark. */
  readonly gap?: number;
  readonly relativeGap?: number;
  /** The bound of T4, and of a value that must itself be bad. */
  readonly limit?: (value: number) => boolean;
  /** What a limit is shown as. */
  readonly limitValue?: number;
  readonly target?: number;
  readonly versus?: 'peers' | 'target' | 'limit' | 'own past';
  readonly segmentSensitive?: boolean;
  readonly hasDimensions?: boolean;
  readonly ignoresRamp?: boolean;
  readonly ignoresStint?: boolean;
  /** A dimension names a segment and a vertical: peers are all who have enough there. */
  readonly cohorts?: boolean;
}

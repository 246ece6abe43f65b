import type { Role } from '../domain/metric.ts';

/** Numbers that belong to no single metric. Days are calendar days. */
export interface Thresholds {
  /** From the hire date, where a profile names no end of the ramp. */
  readonly rampDays: Readonly<Record<Role, number>>;
  /** A deal lost this soon after a transfer is not held against its new owner. */
  readonly transferGraceDays: number;
}

export const defaultThresholds: Thresholds = {
  rampDays: { AE: 90, AM: 90, CSM: 90, SDR: 60 },
  transferGraceDays: 14,
};

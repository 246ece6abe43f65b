import { BEFORE_STINT, LATE } from './evidence.ts';

/** Why an event of a cadence does not count. */
export const CADENCE_REASONS = {
  late: LATE,
  early: BEFORE_STINT,
  duplicate: 'a duplicate',
  kind: 'an unknown type of event or cadence',
  meeting: 'a booking without a meeting',
  again: 'a meeting counts by its first booking in the window',
  enrollment: 'a touch without an enrollment',
  bounced: 'bounced',
  step: 'a touch without a step',
} as const;
export type CadenceReason = keyof typeof CADENCE_REASONS;

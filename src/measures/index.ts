import { bookedMeetings } from './booked-meetings.ts';
import { businessReviews } from './business-reviews.ts';
import { cadenceEvents } from './cadence-events.ts';
import { calls } from './calls.ts';
import { customerHealth } from './customer-health.ts';
import { expansionPlays } from './expansion-plays.ts';
import type { MeasureFamily } from './measure.ts';
import { onboardings } from './onboardings.ts';
import { quotaLedger } from './quota-ledger.ts';
import { quotes } from './quotes.ts';
import { renewals } from './renewals.ts';
import { revenueRetention } from './revenue-retention.ts';
import { stageMoves } from './stage-moves.ts';

/**
 * The small ones come first, then those that take longest: so a role is complete, and stored, as soon as its large ones
 * are measured, and no large one is left alone at the end.
 */
const families: ReadonlyMap<string, MeasureFamily> = new Map([
  ['booked_meetings', bookedMeetings],
  ['onboardings', onboardings],
  ['expansion_plays', expansionPlays],
  ['business_reviews', businessReviews],
  ['revenue_retention', revenueRetention],
  ['quotes', quotes],
  ['stage_moves', stageMoves],
  ['calls', calls],
  ['cadence_events', cadenceEvents],
  ['customer_health', customerHealth],
  ['renewals', renewals],
  ['quota_ledger', quotaLedger],
]);

/** In the order in which a run does best to ask them: see there. */
export const familyNames: readonly string[] = [...families.keys()];

/** The family that a catalog row names. @throws RangeError when there is none of that name. */
export function familyNamed(name: string): MeasureFamily {
  const family = families.get(name);
  if (family === undefined) throw new RangeError(`There is no family of measures "${name}".`);
  return family;
}

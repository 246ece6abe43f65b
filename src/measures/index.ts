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

/** Those that take longest come first. */
const families: ReadonlyMap<string, MeasureFamily> = new Map([
  ['stage_moves', stageMoves],
  ['calls', calls],
  ['cadence_events', cadenceEvents],
  ['customer_health', customerHealth],
  ['quota_ledger', quotaLedger],
  ['renewals', renewals],
  ['quotes', quotes],
  ['revenue_retention', revenueRetention],
  ['business_reviews', businessReviews],
  ['onboardings', onboardings],
  ['expansion_plays', expansionPlays],
  ['booked_meetings', bookedMeetings],
]);

/** In the order in which a run does best to ask them: see there. */
export const familyNames: readonly string[] = [...families.keys()];

/** The family that a catalog row names. @throws RangeError when there is none of that name. */
export function familyNamed(name: string): MeasureFamily {
  const family = families.get(name);
  if (family === undefined) throw new RangeError(`There is no family of measures "${name}".`);
  return family;
}

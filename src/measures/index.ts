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

const families: ReadonlyMap<string, MeasureFamily> = new Map([
  ['booked_meetings', bookedMeetings],
  ['business_reviews', businessReviews],
  ['cadence_events', cadenceEvents],
  ['calls', calls],
  ['customer_health', customerHealth],
  ['expansion_plays', expansionPlays],
  ['onboardings', onboardings],
  ['quota_ledger', quotaLedger],
  ['quotes', quotes],
  ['renewals', renewals],
  ['revenue_retention', revenueRetention],
  ['stage_moves', stageMoves],
]);

/** The family that a catalog row names. @throws RangeError when there is none of that name. */
export function familyNamed(name: string): MeasureFamily {
  const family = families.get(name);
  if (family === undefined) throw new RangeError(`There is no family of measures "${name}".`);
  return family;
}

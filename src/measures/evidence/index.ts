import type { MetricDefinition } from '../../domain/metric.ts';
import { evidenceOfMeetingParts } from './booked-meetings.ts';
import { evidenceOfReviewParts } from './business-reviews.ts';
import { evidenceOfFlags } from './cadence-flags.ts';
import { evidenceOfReplyParts } from './cadence-replies.ts';
import { evidenceOfSendingParts } from './cadence-sending.ts';
import { evidenceOfCallParts } from './calls.ts';
import { evidenceOfBookParts } from './customer-health.ts';
import type { EvidenceOf } from './evidence.ts';
import { evidenceOfPlayParts } from './expansion-plays.ts';
import { evidenceOfOnboardingParts } from './onboardings.ts';
import { evidenceOfLedgerParts } from './quota-ledger.ts';
import { evidenceOfQuoteParts } from './quotes.ts';
import { evidenceOfRenewalParts } from './renewals.ts';
import { evidenceOfRetentionParts } from './revenue-retention.ts';
import { evidenceOfConversion } from './stage-moves.ts';
import { evidenceOfObjectives } from './stage-objectives.ts';
import { evidenceOfVelocity } from './stage-velocity.ts';

const families: ReadonlyMap<string, ReadonlyMap<string, EvidenceOf>> = new Map([
  ['booked_meetings', evidenceOfMeetingParts],
  ['business_reviews', evidenceOfReviewParts],
  ['cadence_events', new Map([...evidenceOfSendingParts, ...evidenceOfReplyParts, ['open_flags', evidenceOfFlags]])],
  ['calls', evidenceOfCallParts],
  ['customer_health', evidenceOfBookParts],
  ['expansion_plays', evidenceOfPlayParts],
  ['onboardings', evidenceOfOnboardingParts],
  ['quota_ledger', evidenceOfLedgerParts],
  ['quotes', evidenceOfQuoteParts],
  ['renewals', evidenceOfRenewalParts],
  ['revenue_retention', evidenceOfRetentionParts],
  [
    'stage_moves',
    new Map([
      ['conversion', evidenceOfConversion],
      ['velocity', evidenceOfVelocity],
      ['objectives', evidenceOfObjectives],
    ]),
  ],
]);

/** What lists the rows behind a metric's readings. @throws RangeError for a part that no family has. */
export function evidenceFor({ key, measure }: Pick<MetricDefinition, 'key' | 'measure'>): EvidenceOf {
  const found = families.get(measure.family)?.get(measure.part);
  if (found === undefined) throw new RangeError(`Nothing lists the rows behind ${key}.`);
  return found;
}

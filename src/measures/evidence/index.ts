import type { MetricDefinition } from '../../domain/metric.ts';
import { evidenceOfMeetingParts } from './booked-meetings.ts';
import { evidenceOfReviewParts } from './business-reviews.ts';
import { evidenceOfCallParts } from './calls.ts';
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
  ['calls', evidenceOfCallParts],
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

/** What lists the rows behind a metric's readings; undefined where nothing does. */
export function evidenceFor({ measure }: Pick<MetricDefinition, 'measure'>): EvidenceOf | undefined {
  return families.get(measure.family)?.get(measure.part);
}

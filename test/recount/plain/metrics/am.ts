import { objectionHandling, productKnowledge } from '../calls.ts';
import { expansionConversion } from '../expansion-plays.ts';
import { discountDepth, termExceptions } from '../quotes.ts';
import { grossRenewalRate, onTimeRenewalOpening } from '../renewals.ts';
import { netRevenueRetention } from '../revenue-retention.ts';
import { reviewAdherence, reviewOutcome } from '../reviews.ts';
import { depth, exceptions, score, trend, W91 } from './families.ts';
import type { Metric } from './metric.ts';

export const amMetrics: readonly Metric[] = [
  { key: 'AM.book_health_trend', role: 'AM', ...trend },
  {
    key: 'AM.expansion_conversion',
    role: 'AM',
    window: W91,
    measure: expansionConversion,
    test: 'T1',
    minimum: 8,
    gap: 0.15,
    segmentSensitive: true,
  },
  {
    key: 'AM.gross_renewal_rate',
    role: 'AM',
    window: W91,
    measure: grossRenewalRate,
    test: 'T1',
    minimum: 8,
    gap: 0.1,
    segmentSensitive: true,
  },
  {
    key: 'AM.on_time_renewal_opening',
    role: 'AM',
    window: W91,
    measure: onTimeRenewalOpening,
    test: 'T1',
    minimum: 5,
    gap: 0.1,
    target: 0.9,
    versus: 'target',
  },
  {
    key: 'AM.qbr_adherence',
    role: 'AM',
    window: W91,
    measure: reviewAdherence,
    test: 'T1',
    minimum: 5,
    gap: 0.1,
    target: 0.9,
    versus: 'target',
  },
  { key: 'AM.qbr_outcome_quality', role: 'AM', window: W91, measure: reviewOutcome, test: 'T1', minimum: 8, gap: 0.15 },
  {
    key: 'AM.net_revenue_retention',
    role: 'AM',
    window: 'year',
    measure: netRevenueRetention,
    test: 'T3',
    minimum: 5,
    gap: 0.05,
    segmentSensitive: true,
    hasDimensions: true,
    ignoresStint: true,
    cohorts: true,
  },
  { key: 'AM.objection_handling', role: 'AM', ...score, measure: objectionHandling },
  { key: 'AM.product_knowledge', role: 'AM', ...score, measure: productKnowledge },
  { key: 'AM.discount_depth', role: 'AM', ...depth, measure: discountDepth('expansion') },
  { key: 'AM.term_exception_rate', role: 'AM', ...exceptions, measure: termExceptions('expansion') },
];

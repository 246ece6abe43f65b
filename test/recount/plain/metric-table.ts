import type { Role } from '../rows.ts';
import { meetingToQualified } from './booked-meetings.ts';
import {
  acceptanceByCadence,
  meetingAcceptance,
  openFlags,
  responseRateByCadence,
  responseRateByStep,
} from './cadence.ts';
import {
  customerTalkRatio,
  discoveryObjectionHandling,
  discoveryQuestionQuality,
  discoveryTalkRatio,
  nextStepQuality,
  objectionHandling,
  productKnowledge,
  salesMethodology,
  sentiment,
} from './calls.ts';
import { escalationRate, healthTrend, surveyTrend } from './customer-health.ts';
import { expansionConversion } from './expansion-plays.ts';
import { firstValueOnTarget, milestonesOnTime } from './onboardings.ts';
import { outreachVolume } from './outreach-volume.ts';
import { commitAccuracy, paceAttainment } from './quota-ledger.ts';
import { discountDepth, termExceptions } from './quotes.ts';
import { netRevenueRetention } from './revenue-retention.ts';
import { reviewAdherence, reviewOutcome } from './reviews.ts';
import type { Measure } from './series.ts';
import { stageConversion } from './stage-conversion.ts';

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

const W28 = { days: 28, monthly: true };
const W30 = { days: 30, monthly: true };
const W56 = { days: 56 };
const W91 = { days: 91 };

const score = { window: W30, test: 'T2', minimum: 6, gap: 10 } as const;
const depth = {
  lowerIsBetter: true,
  window: W91,
  test: 'T2',
  minimum: 8,
  gap: 0.05,
  segmentSensitive: true,
} as const;
const exceptions = { ...depth, test: 'T1', gap: 0.15 } as const;
const trend = {
  window: W56,
  measure: healthTrend,
  test: 'T2',
  minimum: 8,
  gap: 1,
  limit: (value: number) => value <= -2 + 1e-9,
} as const;
const survey = { window: W91, test: 'T2', minimum: 8, gap: 10, versus: 'own past' } as const;
const relative = { window: W28, test: 'T1', relativeGap: 0.25, segmentSensitive: true } as const;
const SHIFTED = { days: 28, shift: 7 };

/** The metrics by role, as the specification lists them. */
export const METRICS: readonly Metric[] = [
  {
    key: 'AE.pace_attainment',
    role: 'AE',
    window: 'quarter to date',
    measure: paceAttainment,
    test: 'T4',
    minimum: 1,
    limit: (value) => value < 0.8 - 1e-9,
    limitValue: 0.8,
    versus: 'limit',
    ignoresRamp: true,
  },
  {
    key: 'AE.stage_conversion',
    role: 'AE',
    window: W56,
    measure: stageConversion,
    test: 'T1',
    minimum: 8,
    gap: 0.1,
    segmentSensitive: true,
    hasDimensions: true,
  },
  { key: 'AE.objection_handling', role: 'AE', ...score, measure: objectionHandling },
  { key: 'AE.next_step_quality', role: 'AE', ...score, measure: nextStepQuality },
  {
    key: 'AE.commit_accuracy',
    role: 'AE',
    window: 'last quarter',
    measure: commitAccuracy,
    test: 'T4',
    minimum: 1,
    gap: 0.1,
    limit: (value) => value < 0.75 - 1e-9,
  },
  { key: 'AE.product_knowledge', role: 'AE', ...score, measure: productKnowledge },
  { key: 'AE.discount_depth', role: 'AE', ...depth, measure: discountDepth('new') },
  { key: 'AE.term_exception_rate', role: 'AE', ...exceptions, measure: termExceptions('new') },
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
  {
    key: 'CSM.ttv_on_target',
    role: 'CSM',
    window: W91,
    measure: firstValueOnTarget,
    test: 'T1',
    minimum: 8,
    gap: 0.15,
    segmentSensitive: true,
  },
  { key: 'CSM.nps_trend', role: 'CSM', ...survey, measure: surveyTrend('nps') },
  { key: 'CSM.csat_trend', role: 'CSM', ...survey, measure: surveyTrend('csat') },
  {
    key: 'CSM.onboarding_milestone_on_time',
    role: 'CSM',
    window: W28,
    measure: milestonesOnTime,
    test: 'T1',
    minimum: 10,
    gap: 0.1,
  },
  { key: 'CSM.book_health_trend', role: 'CSM', ...trend },
  { key: 'CSM.call_sentiment', role: 'CSM', window: W30, measure: sentiment, test: 'T2', minimum: 8, gap: 0.15 },
  {
    key: 'CSM.talk_ratio',
    role: 'CSM',
    lowerIsBetter: true,
    window: W30,
    measure: customerTalkRatio,
    test: 'T2',
    minimum: 8,
    gap: 0.08,
  },
  {
    key: 'CSM.escalation_rate',
    role: 'CSM',
    lowerIsBetter: true,
    window: 'point in time',
    measure: escalationRate,
    test: 'T1',
    minimum: 8,
    gap: 0.1,
    segmentSensitive: true,
  },
  { key: 'CSM.product_knowledge', role: 'CSM', ...score, measure: productKnowledge },
  { key: 'CSM.sales_methodology', role: 'CSM', ...score, measure: salesMethodology },
  { key: 'SDR.meeting_acceptance', role: 'SDR', ...relative, measure: meetingAcceptance, minimum: 200 },
  {
    key: 'SDR.response_rate_by_cadence',
    role: 'SDR',
    ...relative,
    window: SHIFTED,
    measure: responseRateByCadence,
    minimum: 100,
    hasDimensions: true,
  },
  {
    key: 'SDR.acceptance_by_cadence',
    role: 'SDR',
    ...relative,
    measure: acceptanceByCadence,
    minimum: 200,
    hasDimensions: true,
  },
  {
    key: 'SDR.response_rate_by_step',
    role: 'SDR',
    ...relative,
    window: SHIFTED,
    segmentSensitive: false,
    measure: responseRateByStep,
    minimum: 100,
    hasDimensions: true,
  },
  {
    key: 'SDR.meeting_to_qualified_opp',
    role: 'SDR',
    window: { days: 56, shift: 21 },
    measure: meetingToQualified,
    test: 'T1',
    minimum: 8,
    gap: 0.15,
    segmentSensitive: true,
  },
  {
    key: 'SDR.outreach_volume',
    role: 'SDR',
    window: W28,
    measure: outreachVolume,
    test: 'T4',
    minimum: 5,
    limit: (value) => value < 0.8 - 1e-9,
    limitValue: 0.8,
    versus: 'limit',
  },
  {
    key: 'SDR.open_cadence_flags',
    role: 'SDR',
    lowerIsBetter: true,
    window: 'point in time',
    measure: openFlags,
    test: 'T4',
    minimum: 1,
    limit: (value) => value >= 1,
    limitValue: 1,
    versus: 'limit',
  },
  { key: 'SDR.objection_handling', role: 'SDR', ...score, measure: discoveryObjectionHandling },
  {
    key: 'SDR.talk_ratio',
    role: 'SDR',
    lowerIsBetter: true,
    window: W30,
    measure: discoveryTalkRatio,
    test: 'T2',
    minimum: 8,
    gap: 0.08,
    target: 0.43,
  },
  { key: 'SDR.discovery_question_quality', role: 'SDR', ...score, measure: discoveryQuestionQuality },
];

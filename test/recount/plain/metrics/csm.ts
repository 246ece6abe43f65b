import { customerTalkRatio, productKnowledge, salesMethodology, sentiment } from '../calls.ts';
import { escalationRate, surveyTrend } from '../customer-health.ts';
import { firstValueOnTarget, milestonesOnTime } from '../onboardings.ts';
import { score, survey, trend, W28, W30, W91 } from './families.ts';
import type { Metric } from './metric.ts';

export const csmMetrics: readonly Metric[] = [
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
];

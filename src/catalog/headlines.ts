import type { FirstLines } from '../domain/digest.ts';
import type { MetricKey, Role } from '../domain/metric.ts';

/** What comes first in each section of a digest and a view. */
export interface Headlines extends FirstLines {
  /** What a month in which nothing stood out shows the trend of: the first that was measured. */
  readonly trend: readonly MetricKey[];
}

export const headlines: Readonly<Record<Role, Headlines>> = {
  AE: {
    summary: ['AE.pace_attainment', 'AE.commit_accuracy'],
    diagnosis: ['AE.stage_conversion', 'AE.stage_velocity'],
    skills: ['objection_handling', 'product_knowledge', 'pricing_negotiation'],
    trend: ['AE.stage_conversion', 'AE.stage_velocity'],
  },
  AM: {
    summary: ['AM.net_revenue_retention', 'AM.gross_renewal_rate'],
    diagnosis: ['AM.book_health_trend', 'AM.expansion_conversion'],
    skills: ['objection_handling', 'product_knowledge', 'pricing_negotiation'],
    trend: ['AM.net_revenue_retention', 'AM.gross_renewal_rate'],
  },
  CSM: {
    summary: ['CSM.ttv_on_target', 'CSM.book_health_trend'],
    diagnosis: ['CSM.onboarding_milestone_on_time', 'CSM.escalation_rate'],
    skills: ['product_knowledge', 'sales_methodology'],
    trend: ['CSM.ttv_on_target', 'CSM.book_health_trend'],
  },
  SDR: {
    summary: ['SDR.meeting_acceptance', 'SDR.meeting_to_qualified_opp'],
    diagnosis: ['SDR.response_rate_by_step', 'SDR.talk_ratio'],
    skills: ['objection_handling', 'discovery_question_quality'],
    trend: ['SDR.meeting_acceptance', 'SDR.meeting_to_qualified_opp'],
  },
};

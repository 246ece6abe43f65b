import { expect, it } from 'vitest';
import { metrics } from '../../src/catalog/metrics/index.ts';

/**
 * What the clock and the order of patterns go by, metric by metric as it was defined: direction, least sample, material
 * gap (a percentage is one of the benchmark, x one of companions), floor of an improvement, weeks without evidence that
 * an episode outlives.
 */
const columns: Readonly<Record<string, readonly [string, number, string, string, number]>> = {
  'AE.pace_attainment': ['higher', 1, '0.1', '0.05', 2],
  'AE.stage_conversion': ['higher', 8, '0.1', '0.05', 4],
  'AE.stage_velocity': ['lower', 8, 'x0.25', '0.05', 2],
  'AE.objection_handling': ['higher', 6, '10', '5', 2],
  'AE.next_step_quality': ['higher', 6, '10', '5', 2],
  'AE.stage_objective_execution': ['higher', 8, '0.1', '0.05', 4],
  'AE.commit_accuracy': ['higher', 1, '0.1', '0.05', 13],
  'AE.product_knowledge': ['higher', 6, '10', '5', 2],
  'AE.discount_depth': ['lower', 8, '0.05', '0.02', 4],
  'AE.term_exception_rate': ['lower', 8, '0.15', '0.05', 4],
  'AM.book_health_trend': ['higher', 8, '1', '1', 2],
  'AM.expansion_conversion': ['higher', 8, '0.15', '0.05', 4],
  'AM.gross_renewal_rate': ['higher', 8, '0.1', '0.05', 4],
  'AM.on_time_renewal_opening': ['higher', 5, '0.1', '0.05', 2],
  'AM.qbr_adherence': ['higher', 5, '0.1', '0.05', 4],
  'AM.qbr_outcome_quality': ['higher', 8, '0.15', '0.05', 4],
  'AM.net_revenue_retention': ['higher', 5, '0.05', '0.05', 5],
  'AM.objection_handling': ['higher', 6, '10', '5', 2],
  'AM.product_knowledge': ['higher', 6, '10', '5', 2],
  'AM.discount_depth': ['lower', 8, '0.05', '0.02', 4],
  'AM.term_exception_rate': ['lower', 8, '0.15', '0.05', 4],
  'CSM.ttv_on_target': ['higher', 8, '0.15', '0.05', 4],
  'CSM.nps_trend': ['higher', 8, '10', '10', 2],
  'CSM.csat_trend': ['higher', 8, '10', '10', 2],
  'CSM.onboarding_milestone_on_time': ['higher', 10, '0.1', '0.05', 2],
  'CSM.book_health_trend': ['higher', 8, '1', '1', 2],
  'CSM.call_sentiment': ['higher', 8, '0.15', '0.1', 2],
  'CSM.talk_ratio': ['lower', 8, '0.08', '0.05', 2],
  'CSM.escalation_rate': ['lower', 8, '0.1', '0.05', 2],
  'CSM.product_knowledge': ['higher', 6, '10', '5', 2],
  'CSM.sales_methodology': ['higher', 6, '10', '5', 2],
  'SDR.meeting_acceptance': ['higher', 200, '25%', '0.002', 2],
  'SDR.response_rate_by_cadence': ['higher', 100, '25%', '0.005', 2],
  'SDR.acceptance_by_cadence': ['higher', 200, '25%', '0.002', 2],
  'SDR.response_rate_by_step': ['higher', 100, '25%', '0.005', 2],
  'SDR.meeting_to_qualified_opp': ['higher', 8, '0.15', '0.05', 4],
  'SDR.outreach_volume': ['higher', 5, '0.1', '0.05', 2],
  'SDR.open_cadence_flags': ['lower', 1, '1', '1', 2],
  'SDR.objection_handling': ['higher', 6, '10', '5', 2],
  'SDR.talk_ratio': ['lower', 8, '0.08', '0.05', 2],
  'SDR.discovery_question_quality': ['higher', 6, '10', '5', 2],
};

it('every metric is clocked by its own numbers', () => {
  const found = metrics.map(({ key, direction, minimumSample, materialGap, improvementFloor, maxGapWeeks }) => {
    const gap =
      materialGap.kind === 'absolute'
        ? materialGap.gap.toString()
        : materialGap.kind === 'relative'
          ? `${materialGap.share.times(100).toString()}%`
          : `x${materialGap.share.toString()}`;
    return [key, [direction, minimumSample, gap, improvementFloor.toString(), maxGapWeeks]];
  });
  expect(Object.fromEntries(found)).toEqual(columns);
});

it('a tenth restarts the clock of every metric, and two clear weeks end its episode', () => {
  for (const { improvement, clearWeeks } of metrics) expect([improvement.toString(), clearWeeks]).toEqual(['0.1', 2]);
});

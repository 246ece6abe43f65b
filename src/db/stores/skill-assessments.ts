import type { Knex } from 'knex';
import type { SkillAssessment } from '../../domain/assess-skill.ts';
import { nullableNumericText, numericText } from '../../domain/decimal.ts';

const ROWS_A_STATEMENT = 500;

/**
 * Keeps assessments for good: one that is already there stays as it is, so that a run repeated changes nothing.
 * @returns how many were new.
 */
export async function saveSkillAssessments(db: Knex, assessments: readonly SkillAssessment[]): Promise<number> {
  let added = 0;
  for (let from = 0; from < assessments.length; from += ROWS_A_STATEMENT) {
    const inserted = await db('rep_skill_assessment_log')
      .insert(assessments.slice(from, from + ROWS_A_STATEMENT).map(rowOf))
      .onConflict(['rep_id', 'skill_dimension', 'assessment_date'])
      .ignore()
      .returning('rep_id');
    added += inserted.length;
  }
  return added;
}

function rowOf(assessment: SkillAssessment) {
  return {
    rep_id: assessment.repId,
    role: assessment.role,
    assessment_date: assessment.assessmentDate,
    skill_dimension: assessment.dimension,
    gap_detected: assessment.severity !== null,
    severity: assessment.severity,
    evidence_source: assessment.source,
    trend: assessment.trend,
    cohort_percentile: nullableNumericText(assessment.percentile),
    score: numericText(assessment.score),
    evidence_n: assessment.size,
    cohort_n: assessment.cohortSize,
    trend_n: assessment.trendPoints,
    peer_median: nullableNumericText(assessment.peerMedian),
    scoring_model_version: assessment.modelVersion,
  };
}

import type { SkillAssessment } from './assess-skill.ts';
import { areTooFew } from './shown-peers.ts';

/** A skill as it stood in the last assessment of a period. */
export type SkillLine = Pick<
  SkillAssessment,
  'dimension' | 'severity' | 'trend' | 'score' | 'peerMedian' | 'percentile' | 'size' | 'source' | 'assessmentDate'
>;

/** The assessment as it may be shown: no comparison and no rank with fewer than five peers. */
export function skillLine(assessment: SkillAssessment): SkillLine {
  const { dimension, severity, trend, score, size, source, assessmentDate, cohortSize } = assessment;
  const alone = areTooFew({ benchmarkKind: 'role_peers', peerCount: cohortSize - 1 });
  const peerMedian = alone ? null : assessment.peerMedian;
  const percentile = alone ? null : assessment.percentile;
  return { dimension, severity, trend, score, peerMedian, percentile, size, source, assessmentDate };
}

/** True of what a digest says something about: a gap, or a skill that grows. */
export function isWorthSaying({ severity, trend }: Pick<SkillLine, 'severity' | 'trend'>): boolean {
  return severity !== null || trend === 'improving';
}

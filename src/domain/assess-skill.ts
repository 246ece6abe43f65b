import type { SkillDraft } from './compare-skill.ts';
import type { Decimal } from './decimal.ts';
import type { LocalDate } from './local-date.ts';
import type { Role } from './metric.ts';
import type { Severity } from './pattern.ts';
import {
  type EvidenceSource,
  type SkillDimension,
  type SkillScore,
  type SkillThresholds,
  skillGap,
  type Trend,
  trendOf,
} from './skill-gap.ts';
import { isCredible, weighed } from './weigh-evidence.ts';

/** A rep's skill in one week: a row of `rep_skill_assessment_log`. */
export interface SkillAssessment {
  readonly repId: string;
  readonly role: Role;
  /** The Sunday of the scored week. */
  readonly assessmentDate: LocalDate;
  readonly dimension: SkillDimension;
  /** Null: no gap. */
  readonly severity: Severity | null;
  readonly source: EvidenceSource;
  readonly trend: Trend;
  readonly percentile: Decimal | null;
  readonly score: Decimal;
  readonly size: number;
  readonly cohortSize: number;
  /** How many weekly scores the trend rests on. */
  readonly trendPoints: number;
  readonly peerMedian: Decimal | null;
  readonly modelVersion: string | null;
}

/** What a draft is judged by. */
export interface SkillJudgement {
  readonly assessmentDate: LocalDate;
  /** The critical value of the rep's run. */
  readonly criticalZ: number;
  /** The rep's scores in this skill and role, in any order. */
  readonly earlier: readonly SkillScore[];
  readonly thresholds: SkillThresholds;
}

/** Turns a score into the assessment of a week: trend and gap. */
export function assessSkill(draft: SkillDraft, judgement: SkillJudgement): SkillAssessment {
  const { skill, source, score, peerMedian, modelVersion, finding } = draft;
  const { assessmentDate, criticalZ, earlier, thresholds } = judgement;
  const { trend, points } = trendOf({ assessmentDate, score: score.toNumber(), modelVersion }, earlier, thresholds);
  const gap = peerMedian?.minus(score) ?? null;
  const credible = isCredible(weighed(finding, { direction: 'higher', gap, material: false }), criticalZ);
  const { hasFloor } = source;
  return {
    repId: draft.repId,
    role: skill.role,
    assessmentDate,
    dimension: skill.dimension,
    severity: skillGap({ score, peerMedian, credible }, { trend, hasFloor }, thresholds),
    source: source.source,
    trend,
    percentile: draft.percentile,
    score,
    size: draft.size,
    cohortSize: draft.cohortSize,
    trendPoints: points,
    peerMedian,
    modelVersion,
  };
}

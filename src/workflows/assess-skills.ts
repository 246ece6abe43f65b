import type { Knex } from 'knex';
import type { Thresholds } from '../catalog/thresholds.ts';
import { skillScores } from '../db/reads/skill-scores.ts';
import { saveSkillAssessments } from '../db/stores/skill-assessments.ts';
import { assessSkill } from '../domain/assess-skill.ts';
import type { CohortMember } from '../domain/cohort-member.ts';
import type { SkillDraft } from '../domain/compare-skill.ts';
import { criticalZ } from '../domain/credibility.ts';
import { groupBy } from '../domain/group-by.ts';
import type { Strictness } from '../domain/judge-metric.ts';
import { addDays, type LocalDate } from '../domain/local-date.ts';
import type { Role } from '../domain/metric.ts';

export interface AssessSkillsRequest {
  /** The Monday after the scored week. */
  readonly t: LocalDate;
  readonly role: Role;
  /** Everybody's scores of the role's skills. */
  readonly drafts: readonly SkillDraft[];
  readonly thresholds: Thresholds;
  readonly members: readonly CohortMember[];
  /** How strictly each rep is judged this week. */
  readonly strictnessOf: (repId: string) => Strictness;
}

export interface SkillSummary {
  readonly assessments: number;
  /** Assessments that were not there before. */
  readonly added: number;
  readonly gaps: number;
}

/**
 * Assesses the skills of everybody in a role and keeps the assessments, dated on the Sunday of the scored week. Who has
 * too little evidence, or is no part of the cohort, gets none. Repeated with the same request it adds nothing.
 */
export async function assessSkills(db: Knex, request: AssessSkillsRequest): Promise<SkillSummary> {
  const { t, role, drafts, members, strictnessOf, thresholds } = request;
  if (drafts.length === 0) return { assessments: 0, added: 0, gaps: 0 };
  const { alpha } = thresholds.roles[role];
  const assessmentDate = addDays(t, -1);
  const since = addDays(assessmentDate, -7 * thresholds.skills.trendWeeks);
  const history = await skillScores(db, role, { start: since, end: assessmentDate });
  const earlierOf = groupBy(history, (score) => `${score.dimension} ${score.repId}`);
  const stints = new Map(members.map((member) => [member.repId, member.stintStart]));
  const assessments = drafts.map((draft) => {
    const { repId, skill } = draft;
    const stintStart = stints.get(repId) ?? since;
    const earlier = (earlierOf.get(`${skill.dimension} ${repId}`) ?? []).filter((score) => {
      return score.assessmentDate >= stintStart;
    });
    return assessSkill(draft, {
      assessmentDate,
      // Whom no metric judges is looked at in the skill alone.
      criticalZ: strictnessOf(repId).z ?? criticalZ(1, alpha),
      earlier,
      thresholds: thresholds.skills,
    });
  });
  return {
    assessments: assessments.length,
    added: await saveSkillAssessments(db, assessments),
    gaps: assessments.filter((assessment) => assessment.severity !== null).length,
  };
}

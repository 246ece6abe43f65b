import type { Knex } from 'knex';
import type { Thresholds } from '../catalog/thresholds.ts';
import { skillScores } from '../db/reads/skill-scores.ts';
import { saveSkillAssessments } from '../db/stores/skill-assessments.ts';
import { assessSkill } from '../domain/assess-skill.ts';
import type { CohortMember } from '../domain/cohort-member.ts';
import { compareSkill } from '../domain/compare-skill.ts';
import type { Measured } from '../domain/compare-with-peers.ts';
import { criticalZ } from '../domain/credibility.ts';
import { groupBy } from '../domain/group-by.ts';
import { addDays, type LocalDate } from '../domain/local-date.ts';
import type { Role } from '../domain/metric.ts';
import type { SkillDefinition, SkillSource } from '../domain/skill-gap.ts';

export interface AssessSkillsRequest {
  /** The Monday after the scored week. */
  readonly t: LocalDate;
  readonly role: Role;
  /** Those of the role. */
  readonly skills: readonly SkillDefinition[];
  readonly thresholds: Thresholds;
  readonly members: readonly CohortMember[];
  /** What the families of measures found, one entry a rep of the role. */
  readonly measuredBy: ReadonlyMap<SkillSource, readonly Measured[]>;
  /** On how many metrics each rep is judged this week: the more, the more a gap must show. */
  readonly seriesCounts: ReadonlyMap<string, number>;
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
  const { t, role, skills, members, measuredBy, seriesCounts, thresholds } = request;
  if (skills.length === 0) return { assessments: 0, added: 0, gaps: 0 };
  const { alpha, minimumPeers } = thresholds.roles[role];
  const assessmentDate = addDays(t, -1);
  const since = addDays(assessmentDate, -7 * thresholds.skills.trendWeeks);
  const history = await skillScores(db, role, { start: since, end: assessmentDate });
  const earlierOf = groupBy(history, (score) => `${score.dimension} ${score.repId}`);
  const stints = new Map(members.map((member) => [member.repId, member.stintStart]));
  const assessments = skills.flatMap((skill) =>
    compareSkill(skill, measuredBy, { minimumPeers, thresholds: thresholds.skills }).map((draft) => {
      const { repId } = draft;
      const stintStart = stints.get(repId) ?? since;
      const earlier = (earlierOf.get(`${skill.dimension} ${repId}`) ?? []).filter((score) => {
        return score.assessmentDate >= stintStart;
      });
      return assessSkill(draft, {
        assessmentDate,
        criticalZ: criticalZ(Math.max(1, seriesCounts.get(repId) ?? 0), alpha),
        earlier,
        thresholds: thresholds.skills,
      });
    }),
  );
  return {
    assessments: assessments.length,
    added: await saveSkillAssessments(db, assessments),
    gaps: assessments.filter((assessment) => assessment.severity !== null).length,
  };
}

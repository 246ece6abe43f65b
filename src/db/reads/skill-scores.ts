import type { Knex } from 'knex';
import type { DateRange } from '../../domain/calendar.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { Role } from '../../domain/metric.ts';
import type { SkillDimension, SkillScore } from '../../domain/skill-gap.ts';

export interface SkillScoreOfRep extends SkillScore {
  readonly repId: string;
  readonly dimension: SkillDimension;
}

interface Row {
  rep_id: string;
  role: Role;
  skill_dimension: SkillDimension;
  assessment_date: LocalDate;
  score: string;
  scoring_model_version: string | null;
}

/** The weekly scores of everybody assessed in the role on the dates. */
export async function skillScores(db: Knex, role: Role, dates: DateRange): Promise<SkillScoreOfRep[]> {
  const rows = await db<Row>('rep_skill_assessment_log')
    .where({ role })
    .where('assessment_date', '>=', dates.start)
    .where('assessment_date', '<', dates.end)
    .select('rep_id', 'skill_dimension', 'assessment_date', 'score', 'scoring_model_version');
  return rows.map((row) => ({
    repId: row.rep_id,
    dimension: row.skill_dimension,
    assessmentDate: row.assessment_date,
    score: Number(row.score),
    modelVersion: row.scoring_model_version,
  }));
}

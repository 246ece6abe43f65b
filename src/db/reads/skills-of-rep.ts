import type { Knex } from 'knex';
import type { SkillAssessment } from '../../domain/assess-skill.ts';
import type { DateRange } from '../../domain/calendar.ts';
import { Decimal, nullableDecimal } from '../../domain/decimal.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { Role } from '../../domain/metric.ts';
import type { Severity } from '../../domain/pattern.ts';
import type { EvidenceSource, SkillDimension, Trend } from '../../domain/skill-gap.ts';

interface Row {
  assessment_date: LocalDate;
  skill_dimension: SkillDimension;
  severity: Severity | null;
  evidence_source: EvidenceSource;
  trend: Trend;
  cohort_percentile: string | null;
  score: string;
  evidence_n: number;
  cohort_n: number;
  trend_n: number;
  peer_median: string | null;
  scoring_model_version: string | null;
}

/** The last assessment within the dates of each skill of a rep in a role, gaps or not, in order of the dimension. */
export async function skillsOfRep(
  db: Knex,
  { repId, role }: { repId: string; role: Role },
  dates: DateRange,
): Promise<SkillAssessment[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select distinct on (skill_dimension) assessment_date, skill_dimension, severity, evidence_source, trend,
            cohort_percentile, score, evidence_n, cohort_n, trend_n, peer_median, scoring_model_version
     from rep_skill_assessment_log
     where rep_id = :repId and role = :role and assessment_date >= :start and assessment_date < :end
     order by skill_dimension, assessment_date desc`,
    { repId, role, start: dates.start, end: dates.end },
  );
  return rows.map((row) => ({
    repId,
    role,
    assessmentDate: row.assessment_date,
    dimension: row.skill_dimension,
    severity: row.severity,
    source: row.evidence_source,
    trend: row.trend,
    percentile: nullableDecimal(row.cohort_percentile),
    score: new Decimal(row.score),
    size: row.evidence_n,
    cohortSize: row.cohort_n,
    trendPoints: row.trend_n,
    peerMedian: nullableDecimal(row.peer_median),
    modelVersion: row.scoring_model_version,
  }));
}

import type { Knex } from 'knex';
import { recommendForSkill } from '../catalog/playbook/recommend-skill.ts';
import { skillNames } from '../catalog/playbook/skill-names.ts';
import {
  addCoachingItem,
  countCoachingRows,
  type OpenCoachingRow,
  openCoachingRow,
} from '../db/stores/coaching-log.ts';
import type { SkillAssessment } from '../domain/assess-skill.ts';
import type { LocalDate } from '../domain/local-date.ts';
import { inSegment, type Reading } from '../domain/metric.ts';
import { examplesOfSkill, type RecommendContext, recommendAction } from './recommend-action.ts';

export interface DayOfRow extends RecommendContext {
  readonly d: LocalDate;
}

/**
 * The row of the log that something found by the daily run goes with: the open one of the pattern, else a new one without
 * an episode, its action pending like any other. Whoever calls holds the lock of the rep's patterns.
 * @param observed what the row says was seen, where that is not the reading.
 */
export async function useRowOfPattern(
  trx: Knex.Transaction,
  { reading, observed }: { reading: Reading; observed?: string | undefined },
  day: DayOfRow,
): Promise<OpenCoachingRow> {
  const { d, catalog } = day;
  const { adoptionDays } = catalog.thresholds;
  const open = await openCoachingRow(trx, reading, { asOf: d, adoptionDays });
  if (open !== null) return open;
  const metric = catalog.find(reading.metricKey);
  if (metric === undefined) throw new Error(`The metric catalog has no "${reading.metricKey}".`);
  const definition = inSegment(metric, reading.segment);
  const variant = await countCoachingRows(trx, reading);
  // What is told at once is large, whatever the metric makes of it.
  const severity = 'high';
  const advice = await recommendAction(trx, { definition, reading, severity, variant }, day);
  const coachingId = await addCoachingItem(trx, {
    repId: reading.repId,
    role: reading.role,
    metricKey: reading.metricKey,
    dimension: reading.dimension,
    coachingDate: d,
    ...advice,
    ...(observed !== undefined && { patternDetected: observed }),
    severity,
    episodeId: null,
    recurrenceOf: null,
    reading,
  });
  return { coachingId, episodeId: null };
}

/** The same for a skill that weak calls point at. */
export async function useRowOfSkill(
  trx: Knex.Transaction,
  { weakest, observed }: { weakest: SkillAssessment; observed: string },
  day: DayOfRow,
): Promise<OpenCoachingRow> {
  const { d, catalog } = day;
  const { repId, role, dimension } = weakest;
  const subject = { repId, role, metricKey: dimension, dimension: '' };
  const { adoptionDays } = catalog.thresholds;
  const open = await openCoachingRow(trx, subject, { asOf: d, adoptionDays });
  if (open !== null) return open;
  const variant = await countCoachingRows(trx, subject);
  const examples = await examplesOfSkill(trx, weakest, day);
  const coachingId = await addCoachingItem(trx, {
    ...subject,
    coachingDate: d,
    patternDetected: `${skillNames[dimension]}, the lowest skill: ${observed}`,
    recommendedAction: recommendForSkill(catalog.playbook, { ...weakest, variant, examples }).recommendedAction,
    severity: 'high',
    episodeId: null,
    recurrenceOf: null,
  });
  return { coachingId, episodeId: null };
}

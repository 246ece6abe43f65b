import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import { type ExampleRow, examplesPhrase } from '../catalog/playbook/examples.ts';
import {
  namesExamples,
  type PatternToAnswer,
  type Recommendation,
  recommend,
  textFor,
} from '../catalog/playbook/recommend.ts';
import { metricOfSkill } from '../catalog/playbook/skill-examples.ts';
import { readingsOfRep } from '../db/reads/readings.ts';
import type { SkillAssessment } from '../domain/assess-skill.ts';
import { rowsOf } from '../domain/evidence.ts';
import { addDays } from '../domain/local-date.ts';
import { inSegment } from '../domain/metric.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import { evidenceOf } from './list-evidence.ts';

export interface RecommendContext {
  readonly catalog: Catalog;
  readonly settings: OrganisationSettings;
  readonly now: Date;
}

/** What is suggested about a pattern, with the rows to look at where the text names some. They are read only then. */
export async function recommendAction(
  db: Knex,
  pattern: PatternToAnswer,
  { catalog, settings, now }: RecommendContext,
): Promise<Recommendation> {
  const text = textFor(catalog.playbook, pattern);
  const rows = namesExamples(text) ? await countedRows(db, pattern, { catalog, settings, now }) : [];
  return recommend(text, pattern, rows);
}

async function countedRows(
  db: Knex,
  { definition, reading }: Pick<PatternToAnswer, 'definition' | 'reading'>,
  context: RecommendContext,
): Promise<readonly ExampleRow[]> {
  const metric = context.catalog.find(definition.key);
  if (metric === undefined) return [];
  const { repId, asOf, period, windowStart: since } = reading;
  const evidence = await evidenceOf(db, { repId, metric, asOf, period, since, inHand: reading, ...context });
  return evidence === null ? [] : rowsOf(evidence, reading).counted;
}

/**
 * The calls or deals on which a skill showed in the week of its assessment, as a suggestion for it names them; null where
 * the metric of the same rows has no stored number of that week.
 */
export async function examplesOfSkill(
  db: Knex,
  { repId, role, dimension, assessmentDate }: Pick<SkillAssessment, 'repId' | 'role' | 'dimension' | 'assessmentDate'>,
  context: RecommendContext,
): Promise<string | null> {
  const key = metricOfSkill(role, dimension);
  const metric = key === null ? undefined : context.catalog.find(key);
  // Assessed on the Sunday of the scored week, of which the run is the Monday after.
  const ofWeek = await readingsOfRep(db, repId, { asOf: addDays(assessmentDate, 1), period: 'week' });
  const reading = ofWeek.find(({ metricKey, status }) => metricKey === metric?.key && status === 'ok');
  if (metric === undefined || reading === undefined) return null;
  const definition = inSegment(metric, reading.segment);
  return examplesPhrase(definition, reading, await countedRows(db, { definition, reading }, context));
}

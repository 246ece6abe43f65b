import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import type { ExampleRow } from '../catalog/playbook/examples.ts';
import {
  namesExamples,
  type PatternToAnswer,
  type Recommendation,
  recommend,
  textFor,
} from '../catalog/playbook/recommend.ts';
import { rowsOf } from '../domain/evidence.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import { evidenceOf } from './list-evidence.ts';

export interface RecommendContext {
  readonly catalog: Catalog;
  readonly settings: OrganisationSettings;
  readonly now: Date;
}

/**
 * What is suggested about a pattern, with the rows to look at where the text names some. They are read only then, from
 * the stored reading; of a reading that is not stored none are named.
 */
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
  { definition, reading }: PatternToAnswer,
  context: RecommendContext,
): Promise<readonly ExampleRow[]> {
  const metric = context.catalog.find(definition.key);
  if (metric === undefined) return [];
  const { repId, asOf, period } = reading;
  const evidence = await evidenceOf(db, { repId, metric, asOf, period, ...context });
  return evidence === null ? [] : rowsOf(evidence, reading).counted;
}

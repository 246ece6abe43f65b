import { beforeAll, describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { differencesBetween } from './differences.ts';
import { MONDAYS, MONTH } from './generated/moments.ts';
import { generateOrganisation } from './generated-organisation.ts';
import { METRICS } from './plain/metric-table.ts';
import { readAndRecount } from './read-and-recount.ts';

const database = useDatabase();
const organisation = generateOrganisation(20_260_309);

beforeAll(async () => {
  await loadTables(database.owner, organisation);
  // As in any database that has been there for an hour: the planner knows the tables.
  await database.owner.raw('analyze');
});

/** A week into the second quarter, nobody's pace says anything yet. */
const NOT_JUDGED = { '2026-03-09': [], '2026-04-06': ['AE.pace_attainment'] };

it('the catalog has the 41 metrics of the specification', () => {
  const keys = METRICS.map((metric) => metric.key).sort();
  expect(keys).toHaveLength(41);
  expect(builtInCatalog.metrics.map((metric) => metric.key).sort()).toEqual(keys);
});

describe('every reading of a generated organisation is what plain loops over its rows find', () => {
  it.each(MONDAYS)('in the week before Monday %s', { timeout: 240_000 }, async (t) => {
    const { recounted, written } = await readAndRecount(database, organisation, t, 'week');
    expect(differencesBetween(recounted, written)).toEqual([]);
    // Nothing is compared in vain: every metric is judged of somebody, and somebody is flagged.
    const judged = new Set(recounted.filter((one) => one.status === 'ok').map((one) => one.metric_key));
    expect(METRICS.map((metric) => metric.key).filter((key) => !judged.has(key))).toEqual(NOT_JUDGED[t]);
    expect(recounted.filter((one) => one.fired).length).toBeGreaterThan(40);
  });

  it(`in the month before ${MONTH}`, { timeout: 240_000 }, async () => {
    const { recounted, written } = await readAndRecount(database, organisation, MONTH, 'month');
    expect(differencesBetween(recounted, written)).toEqual([]);
    expect(recounted.filter((one) => one.fired)).toEqual([]);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { loadCohort } from '../../src/workflows/load-cohort.ts';
import { readMetrics } from '../../src/workflows/read-metrics.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { differencesBetween } from './differences.ts';
import { MONDAYS, MONTH, ZONE } from './generated/moments.ts';
import { generateOrganisation } from './generated-organisation.ts';
import { recount } from './plain/judge.ts';
import { METRICS } from './plain/metric-table.ts';

const database = useDatabase();
const organisation = generateOrganisation(20_260_309);
const SETTINGS = { orgTz: ZONE, orgCalendarId: 'US', reportingCurrency: 'USD' };

beforeAll(async () => {
  await loadTables(database.owner, organisation);
  // As in any database that has been there for an hour: the planner knows the tables.
  await database.owner.raw('analyze');
});

/** A week into the second quarter, nobody's pace says anything yet. */
const NOT_JUDGED = { '2026-03-09': [], '2026-04-06': ['AE.pace_attainment'] };

/** Reads the metrics of a week or month through the product, and counts them again row by row. */
async function readAndRecount(t: (typeof MONDAYS)[number] | typeof MONTH, period: 'week' | 'month') {
  const runStart = `${t}T11:00:00.000Z`;
  const run = { t, runStart: new Date(runStart), settings: SETTINGS };
  const members = await loadCohort(database.db, { ...run, thresholds: builtInCatalog.thresholds });
  await readMetrics(database.db, { ...run, period, catalog: builtInCatalog, members });
  return {
    written: await database.owner('metric_reading').where({ as_of: t, period }),
    recounted: recount(
      { organisation, t, period, runStart, zone: ZONE, orgCalendar: 'US', reportingCurrency: 'USD' },
      new Set(METRICS.map((metric) => metric.key)),
    ),
  };
}

it('the catalog has the 41 metrics of the specification', () => {
  const keys = METRICS.map((metric) => metric.key).sort();
  expect(keys).toHaveLength(41);
  expect(builtInCatalog.metrics.map((metric) => metric.key).sort()).toEqual(keys);
});

describe('every reading of a generated organisation is what plain loops over its rows find', () => {
  it.each(MONDAYS)('in the week before Monday %s', { timeout: 60_000 }, async (t) => {
    const { recounted, written } = await readAndRecount(t, 'week');
    expect(differencesBetween(recounted, written)).toEqual([]);
    // Nothing is compared in vain: every metric is judged of somebody, and somebody is flagged.
    const judged = new Set(recounted.filter((one) => one.status === 'ok').map((one) => one.metric_key));
    expect(METRICS.map((metric) => metric.key).filter((key) => !judged.has(key))).toEqual(NOT_JUDGED[t]);
    expect(recounted.filter((one) => one.fired).length).toBeGreaterThan(40);
  });

  it(`in the month before ${MONTH}`, { timeout: 60_000 }, async () => {
    const { recounted, written } = await readAndRecount(MONTH, 'month');
    expect(differencesBetween(recounted, written)).toEqual([]);
    expect(recounted.filter((one) => one.fired)).toEqual([]);
  });
});

import { builtInCatalog } from '../../src/catalog/catalog.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import type { Period } from '../../src/domain/metric.ts';
import { loadCohort } from '../../src/workflows/load-cohort.ts';
import { readMetrics } from '../../src/workflows/read-metrics.ts';
import type { TestDatabase } from '../support/database.ts';
import { ZONE } from './generated/moments.ts';
import { recount } from './plain/judge.ts';
import { METRICS } from './plain/metric-table.ts';
import type { Organisation } from './rows.ts';

const SETTINGS = { orgTz: ZONE, orgCalendarId: 'US', reportingCurrency: 'USD' };

/** Reads the metrics of a week or month through the product, and counts them again row by row. */
export async function readAndRecount(
  { db, owner }: TestDatabase,
  organisation: Organisation,
  t: LocalDate,
  period: Period,
) {
  const runStart = `${t}T11:00:00.000Z`;
  const run = { t, runStart: new Date(runStart), settings: SETTINGS };
  const members = await loadCohort(db, { ...run, thresholds: builtInCatalog.thresholds });
  await readMetrics(db, { ...run, period, catalog: builtInCatalog, members });
  return {
    written: await owner('metric_reading').where({ as_of: t, period }),
    recounted: recount(
      { organisation, t, period, runStart, zone: ZONE, orgCalendar: 'US', reportingCurrency: 'USD' },
      new Set(METRICS.map((metric) => metric.key)),
    ),
  };
}

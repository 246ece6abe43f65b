import { beforeEach } from 'vitest';
import { catalogOf } from '../../src/catalog/catalog.ts';
import { defaultThresholds } from '../../src/catalog/thresholds.ts';
import { readingsOfRun } from '../../src/db/reads/readings.ts';
import type { Reading } from '../../src/domain/metric.ts';
import { loadCohort } from '../../src/workflows/load-cohort.ts';
import { type ReadingSummary, type ReadMetricsRequest, readMetrics } from '../../src/workflows/read-metrics.ts';
import { type Deal, dealRows, decidedDeals, ZONE } from '../measures/stage-history-rows.ts';
import { type TestDatabase, useDatabase } from '../support/database.ts';
import { metricOf } from '../support/metric-of.ts';
import { loadTables } from '../support/rows.ts';
import { person, type RepRows, repRows } from './metric-rows.ts';

/** The catalog with one metric: what these worlds have rows for. */
export const CONVERSION_ONLY = catalogOf([metricOf('AE.stage_conversion')], defaultThresholds);

type WeekRequest = Omit<ReadMetricsRequest, 'members'>;

export const MONDAY: WeekRequest = {
  t: '2026-03-02',
  period: 'week',
  runStart: new Date('2026-03-02T11:00:00Z'),
  settings: { orgTz: ZONE, orgCalendarId: 'US', reportingCurrency: 'USD' },
  catalog: CONVERSION_ONLY,
};

/** A date in the own window, before its last week. */
export const DECIDED = '2026-02-10';

/** The rep these tests are about, unless a peer: enterprise AE since June 2025. */
export const rita: RepRows = { id: 'rita' };

/** Five peers at 55, 62, 60, 66 and 58 percent, median 60. */
const PEER_RATES: [passed: number, size: number][] = [
  [11, 20],
  [31, 50],
  [12, 20],
  [33, 50],
  [29, 50],
];

export function peers(count = 5, segment = 'enterprise'): { reps: RepRows[]; deals: Deal[] } {
  const reps = PEER_RATES.slice(0, count).map((_, index) => ({ id: `${segment} peer ${index}`, segment }));
  const deals = PEER_RATES.slice(0, count).flatMap(([passed, size], index) =>
    decidedDeals(`${segment} peer ${index}`, passed, size, DECIDED, segment),
  );
  return { reps, deals };
}

export interface MetricWorld {
  readonly database: TestDatabase;
  load(reps: readonly RepRows[], deals: readonly Deal[], others?: Record<string, object[]>): Promise<void>;
  /** Runs the weekly reading, or another. */
  read(request?: WeekRequest): Promise<{
    summary: ReadingSummary;
    readings: Reading[];
    of(repId: string): Reading | undefined;
  }>;
}

/** A database that each test finds empty, filled with reps and deals and read. Call it at the top of the file. */
export function useMetricWorld(): MetricWorld {
  const database = useDatabase();
  beforeEach(async () => {
    await database.owner.raw(`truncate opportunities, opportunity_stage_history, rep_activity, territory_definitions,
      metric_reading, rep_profile, rep_absence, holiday, business_calendar, person cascade`);
  });
  return {
    database,
    async load(reps, deals, others = {}) {
      await loadTables(database.owner, {
        person: reps.map((rep) => person(rep.id)),
        ...repRows(reps),
        ...dealRows(deals),
      });
      for (const [table, rows] of Object.entries(others)) await database.owner(table).insert(rows);
    },
    async read(request = MONDAY) {
      const members = await loadCohort(database.db, { ...request, thresholds: request.catalog.thresholds });
      const summary = await readMetrics(database.db, { ...request, members });
      const readings = await readingsOfRun(database.db, { asOf: request.t, period: request.period });
      return {
        summary,
        readings,
        of: (repId) => readings.find((one) => one.repId === repId && one.dimension === '2>3'),
      };
    },
  };
}

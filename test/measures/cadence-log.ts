import { beforeEach } from 'vitest';
import type { MetricKey } from '../../src/domain/metric.ts';
import { cadenceEvents } from '../../src/measures/cadence-events.ts';
import { type TestDatabase, useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { person } from '../workflows/metric-rows.ts';
import type { CadenceRow } from './cadence-rows.ts';
import { measureRequest, member, type TestRun } from './measure-request.ts';

const KEYS: MetricKey[] = [
  'SDR.meeting_acceptance',
  'SDR.response_rate_by_cadence',
  'SDR.acceptance_by_cadence',
  'SDR.response_rate_by_step',
  'SDR.open_cadence_flags',
];

/** The rep these tests are about; olaf is a person, too. */
export const sam = member('sam', { role: 'SDR' });

/** The clocks went forward on the day before: sent windows are [9 Feb, 9 Mar), of touches [2 Feb, 2 Mar). */
const RUN: TestRun = { metrics: KEYS, t: '2026-03-09', members: [sam] };

/** An empty event log for each test, and what the cadence metrics make of rows in it. Call it at the top of the file. */
export function useCadenceLog() {
  const database = useDatabase();
  beforeEach(async () => {
    await database.owner.raw('truncate cadence_event_log, comp_plans, person cascade');
    await loadTables(database.owner, { person: [person('sam'), person('olaf')] });
  });
  return (rows: readonly CadenceRow[], run: Partial<TestRun> = {}) => measured(database, rows, run);
}

async function measured(database: TestDatabase, rows: readonly CadenceRow[], run: Partial<TestRun>) {
  await loadTables(database.owner, { cadence_event_log: rows.map((row) => ({ ...row })) });
  const { metrics, refused } = await cadenceEvents(database.db, measureRequest({ ...RUN, ...run }));
  const found = (key: MetricKey, dimension: string, repId: string) => {
    const metric = metrics.find((one) => one.metricKey === key);
    return metric?.series.find((one) => one.repId === repId && one.dimension === dimension);
  };
  return {
    refused,
    metric: (key: MetricKey) => metrics.find((one) => one.metricKey === key),
    /** Own x of n, evidence x of n. */
    rate: (key: MetricKey, dimension = '', repId = 'sam') => {
      const series = found(key, dimension, repId);
      if (series?.evidence.kind !== 'tallies') return undefined;
      return [...series.own, ...series.evidence.tallies].map((tally) => [tally.numerator?.toNumber(), tally.size]);
    },
    isNew: (key: MetricKey, dimension = '') => found(key, dimension, 'sam')?.newEvidence,
    flags: (repId = 'sam') => found('SDR.open_cadence_flags', '', repId),
  };
}

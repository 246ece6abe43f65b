import { beforeAll, describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { readingsOfRun } from '../../src/db/reads/readings.ts';
import { addsUp, type Evidence } from '../../src/domain/evidence.ts';
import { groupBy } from '../../src/domain/group-by.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import type { Period } from '../../src/domain/metric.ts';
import { evidenceOf } from '../../src/workflows/list-evidence.ts';
import { loadCohort } from '../../src/workflows/load-cohort.ts';
import { readMetrics } from '../../src/workflows/read-metrics.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { differencesOf } from './evidence-differences.ts';
import { MONDAYS, MONTH, ZONE } from './generated/moments.ts';
import { generateOrganisation } from './generated-organisation.ts';

const database = useDatabase();
const SETTINGS = { orgTz: ZONE, orgCalendarId: 'US', reportingCurrency: 'USD' };
const READINGS: readonly [period: Period, t: LocalDate][] = [
  ...MONDAYS.map((t): [Period, LocalDate] => ['week', t]),
  ['month', MONTH],
];

beforeAll(async () => {
  await loadTables(database.owner, generateOrganisation(20_260_309));
  await database.owner.raw('analyze');
  for (const [period, t] of READINGS) {
    const run = { t, period, runStart: runStart(t), settings: SETTINGS };
    const members = await loadCohort(database.db, { ...run, thresholds: builtInCatalog.thresholds });
    await readMetrics(database.db, { ...run, catalog: builtInCatalog, members });
  }
}, 120_000);

const runStart = (t: string) => new Date(`${t}T11:00:00.000Z`);

async function listed(period: Period, t: LocalDate, key: string) {
  const metric = builtInCatalog.find(key);
  if (metric === undefined) throw new Error(`No metric ${key}.`);
  const ofRun = await readingsOfRun(database.db, { asOf: t, period });
  const ofMetric = groupBy(
    ofRun.filter(({ metricKey }) => metricKey === key),
    ({ repId }) => repId,
  );
  const found: Evidence[] = [];
  for (const repId of ofMetric.keys()) {
    const question = { repId, metric, asOf: t, period, settings: SETTINGS, catalog: builtInCatalog, now: runStart(t) };
    const evidence = await evidenceOf(database.db, question);
    if (evidence !== null) found.push(evidence);
  }
  return found;
}

describe.each(READINGS)('the rows behind every reading of the %s before %s', (period, t) => {
  it.each(builtInCatalog.metrics.map(({ key }) => key))('add up to it: %s', { timeout: 60_000 }, async (key) => {
    const found = await listed(period, t, key);
    const differences = found.flatMap((evidence) =>
      evidence.readings
        .filter((reading) => reading.status !== 'not_applicable' || reading.denominator !== null)
        .flatMap((reading) => differencesOf(evidence, reading)),
    );
    expect(differences).toEqual([]);
    const apart = found.flatMap((evidence) => evidence.readings.filter((reading) => !addsUp(evidence, reading)));
    expect(apart.filter(({ status }) => status !== 'not_applicable')).toEqual([]);
    const rows = found.flatMap((evidence) => evidence.rows);
    expect(rows.filter((row) => (row.leftOut === null) === (row.adds === null || row.value === null))).toEqual([]);
    expect(rows.filter((row) => row.leftOut === null)).not.toEqual([]);
    expect(rows.filter((row) => row.leftOut !== null)).not.toEqual([]);
  });
});

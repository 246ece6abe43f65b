import { beforeAll, describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { readingsOfRun } from '../../src/db/reads/readings.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import { addsUp, type Evidence, type EvidenceRow, rowsOf } from '../../src/domain/evidence.ts';
import { groupBy } from '../../src/domain/group-by.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import type { Period, Reading } from '../../src/domain/metric.ts';
import { medianOf } from '../../src/domain/theil-sen.ts';
import { evidenceOf } from '../../src/workflows/list-evidence.ts';
import { loadCohort } from '../../src/workflows/load-cohort.ts';
import { readMetrics } from '../../src/workflows/read-metrics.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
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

/** Where the value is not the sum of the numerators over that of the denominators. */
const VALUES: Readonly<Record<string, (rows: readonly EvidenceRow[]) => Decimal | null>> = {
  'AE.commit_accuracy': (rows) => {
    const [actual, committed] = [sum(rows, 'numerator'), sum(rows, 'denominator')];
    if (committed.lte(0)) return null;
    return Decimal.max(0, new Decimal(1).minus(actual.minus(committed).abs().div(committed)));
  },
  'AM.book_health_trend': medianOfSlopes,
  'CSM.book_health_trend': medianOfSlopes,
  'CSM.csat_trend': (rows) => shareOf(rows)?.times(100) ?? null,
  'CSM.nps_trend': (rows) => shareOf(rows)?.times(100) ?? null,
  'SDR.open_cadence_flags': (rows) => sum(rows, 'numerator'),
};

/** One look at everything, whatever the number of rows. */
const LOOKED_AT_ONCE = ['AE.pace_attainment', 'AE.commit_accuracy', 'SDR.open_cadence_flags'];

function sum(rows: readonly EvidenceRow[], part: 'numerator' | 'denominator'): Decimal {
  return rows.reduce((total, { adds }) => total.plus(adds?.[part] ?? 0), new Decimal(0));
}

function shareOf(rows: readonly EvidenceRow[]): Decimal | null {
  const denominator = sum(rows, 'denominator');
  return denominator.isZero() ? null : sum(rows, 'numerator').div(denominator);
}

function medianOfSlopes(rows: readonly EvidenceRow[]): Decimal | null {
  const median = medianOf(rows.map(({ value }) => Number.parseFloat(value ?? '')));
  return median === null ? null : new Decimal(median);
}

/** In what the rows say another number than the reading; a number shown to people is rounded. */
function differencesOf(evidence: Evidence, reading: Reading): string[] {
  const { counted } = rowsOf(evidence, reading);
  const size = counted.reduce((total, { adds }) => total + (adds?.size ?? 0), 0);
  const value = (VALUES[reading.metricKey] ?? shareOf)(counted);
  const isShown = reading.metricKey.endsWith('.book_health_trend');
  const all = [
    ['numerator', reading.numerator, reading.numerator && sum(counted, 'numerator'), 1e-9],
    ['denominator', reading.denominator, reading.denominator && sum(counted, 'denominator'), 1e-9],
    ['size', new Decimal(reading.sampleSize), new Decimal(LOOKED_AT_ONCE.includes(reading.metricKey) ? 1 : size), 0],
    ['value', reading.value, value, isShown ? 0.051 : 1e-9],
  ] as const;
  return all.flatMap(([what, said, found, tolerance]) => {
    const isSame =
      said === null || found === null
        ? said === found
        : said.minus(found).abs().lte(Decimal.max(1, said.abs()).times(tolerance));
    const name = `${reading.metricKey} ${reading.repId} [${reading.dimension}] ${reading.status}`;
    return isSame ? [] : [`${name} ${what}: reading ${said}, rows ${found}`];
  });
}

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

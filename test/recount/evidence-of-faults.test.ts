import { beforeAll, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { readingsOfRun } from '../../src/db/reads/readings.ts';
import type { Evidence } from '../../src/domain/evidence.ts';
import type { Reading } from '../../src/domain/metric.ts';
import { evidenceOf } from '../../src/workflows/list-evidence.ts';
import { loadCohort } from '../../src/workflows/load-cohort.ts';
import { readMetrics } from '../../src/workflows/read-metrics.ts';
import { useDatabase } from '../support/database.ts';
import { faultCases, liftConstraints } from '../support/faulty-rows.ts';
import { loadTables } from '../support/rows.ts';
import { differencesOf } from './evidence-differences.ts';
import { ZONE } from './generated/moments.ts';
import { generateOrganisation } from './generated-organisation.ts';

const database = useDatabase();
const T = '2026-03-09';
const settings = { orgTz: ZONE, orgCalendarId: 'US', reportingCurrency: 'USD' };
const runStart = new Date(`${T}T11:00:00.000Z`);
/** Rows of a table that get each of its faults. */
const SPOILT = 12;
let readings: Reading[];

beforeAll(async () => {
  const { owner, db } = database;
  const organisation = generateOrganisation(20_260_309);
  await liftConstraints(owner);
  await loadTables(owner, organisation);
  const rows = new Map<string, readonly object[]>(Object.entries(organisation));
  for (const [nth, { table, what, rows: spoil }] of faultCases.entries()) {
    if (what === 'not unique') continue;
    const sound = rows.get(table.name) ?? [];
    const step = Math.max(1, Math.floor(sound.length / SPOILT));
    const picked = sound.filter((_, index) => index % step === nth % step).slice(0, SPOILT);
    for (const one of picked) await owner(table.name).insert(spoil({ ...one }));
  }
  await owner.raw('analyze');
  const run = { t: T, runStart, settings } as const;
  const members = await loadCohort(db, { ...run, thresholds: builtInCatalog.thresholds });
  await readMetrics(db, { ...run, period: 'week', catalog: builtInCatalog, members });
  readings = await readingsOfRun(db, { asOf: T, period: 'week' });
}, 120_000);

it.each(builtInCatalog.metrics.map(({ key }) => key))(
  'rows that break the contract are left out of the evidence as of the reading: %s',
  { timeout: 60_000 },
  async (key) => {
    const metric = builtInCatalog.find(key);
    if (metric === undefined) throw new Error(`No metric ${key}.`);
    const differences: string[] = [];
    for (const repId of new Set(readings.filter(({ metricKey }) => metricKey === key).map((one) => one.repId))) {
      const question = {
        repId,
        metric,
        asOf: T,
        period: 'week',
        settings,
        catalog: builtInCatalog,
        now: runStart,
      } as const;
      const evidence: Evidence | null = await evidenceOf(database.db, question);
      const judged = evidence?.readings.filter((one) => one.status !== 'not_applicable') ?? [];
      if (evidence !== null) differences.push(...judged.flatMap((one) => differencesOf(evidence, one)));
    }
    expect(differences).toEqual([]);
  },
);

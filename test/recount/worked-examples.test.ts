import { beforeAll, describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { ROLES, type Role } from '../../src/domain/metric.ts';
import { loadCohort } from '../../src/workflows/load-cohort.ts';
import { readMetrics } from '../../src/workflows/read-metrics.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { differencesBetween } from './differences.ts';
import { aeExamples } from './examples/ae.ts';
import { amExamples } from './examples/am.ts';
import { cadenceExamples } from './examples/cadences.ts';
import { csmExamples } from './examples/csm.ts';
import { type Example, T } from './examples/example.ts';
import { ExampleRep } from './examples/example-rep.ts';
import { renewalExamples } from './examples/renewals.ts';
import { sdrExamples } from './examples/sdr.ts';
import { stageExamples } from './examples/stages.ts';
import { ZONE } from './generated/moments.ts';
import { emptyOrganisation } from './generated-organisation.ts';
import { recount } from './plain/judge.ts';
import { METRICS } from './plain/metric-table.ts';

const LEAST_EXAMPLES = 3;
const runStart = `${T}T11:00:00.000Z`;
const byMetric = {
  ...aeExamples,
  ...stageExamples,
  ...amExamples,
  ...renewalExamples,
  ...csmExamples,
  ...sdrExamples,
  ...cadenceExamples,
};
const examples = Object.entries(byMetric).flatMap(([metric, ofMetric]) =>
  ofMetric.map((example, nth): Named => ({ ...example, metric, repId: `${metric.replace('.', ' ')} ${nth + 1}` })),
);

interface Named extends Example {
  readonly metric: string;
  readonly repId: string;
}

/** Every example has a rep of its own, so that all are read in one run; peers are no part of what they say. */
function organisationOfExamples() {
  const organisation = emptyOrganisation();
  organisation.fiscal_calendar.push(
    { fiscal_quarter: 'P4', fiscal_year: '25', start_date: '2025-10-01', end_date: '2026-01-01' },
    { fiscal_quarter: 'P1', fiscal_year: '26', start_date: '2026-01-01', end_date: '2026-04-01' },
  );
  organisation.fx_rate.push(
    { currency: 'EUR', fiscal_year: '25', plan_rate: 1.05 },
    { currency: 'EUR', fiscal_year: '26', plan_rate: 1.1 },
  );
  organisation.holiday.push({ calendar_id: 'with a holiday', holiday_date: '2026-02-16', name: 'Presidents Day' });
  for (const { metric, repId, rep, given } of examples) {
    given(new ExampleRep(organisation, repId, roleOf(metric), rep));
  }
  return organisation;
}

function roleOf(metric: string): Role {
  const role = ROLES.find((one) => metric.startsWith(`${one}.`));
  if (role === undefined) throw new Error(`${metric} is of no role.`);
  return role;
}

const database = useDatabase();
const organisation = organisationOfExamples();
let readings: readonly Readonly<Record<string, unknown>>[];

beforeAll(async () => {
  await loadTables(database.owner, organisation);
  await database.owner.raw('analyze');
  const settings = { orgTz: ZONE, orgCalendarId: 'US', reportingCurrency: 'USD' };
  const run = { t: T, runStart: new Date(runStart), settings } as const;
  const members = await loadCohort(database.db, { ...run, thresholds: builtInCatalog.thresholds });
  await readMetrics(database.db, { ...run, period: 'week', catalog: builtInCatalog, members });
  readings = await database.owner('metric_reading').where({ as_of: T, period: 'week' });
}, 60_000);

it.each(builtInCatalog.metrics.map(({ key }) => key))('%s has three examples at least', (key) => {
  expect(examples.filter(({ metric }) => metric === key).length).toBeGreaterThanOrEqual(LEAST_EXAMPLES);
});

const COLUMNS = {
  numerator: 'numerator',
  denominator: 'denominator',
  size: 'sample_size',
  value: 'value',
  newEvidence: 'new_evidence',
  status: 'status',
  material: 'material',
  companions: 'companions',
} as const;

function isSame(expected: unknown, found: unknown): boolean {
  if (typeof expected === 'number') {
    return found !== null && Math.abs(expected - Number(found)) <= 1e-9 * Math.max(1, Math.abs(expected));
  }
  if (typeof expected !== 'object' || expected === null || typeof found !== 'object' || found === null) {
    return expected === found;
  }
  const right = new Map(Object.entries(found));
  const left = Object.entries(expected);
  return left.length === right.size && left.every(([key, value]) => isSame(value, right.get(key)));
}

describe('worked by hand', () => {
  const named = examples.map((example) => [`${example.metric}: ${example.shows}`, example] as const);
  it.each(named)('%s', (_name, { metric, repId, dimension = '', because, expect: expected }) => {
    const reading = readings.find(
      (one) => one.metric_key === metric && one.rep_id === repId && one.dimension === dimension,
    );
    const wrong = Object.entries(COLUMNS).flatMap(([name, column]) => {
      const wanted = new Map<string, unknown>(Object.entries(expected)).get(name);
      if (wanted === undefined || isSame(wanted, reading?.[column])) return [];
      return [`${name}: ${JSON.stringify(wanted)} by hand (${because}), ${JSON.stringify(reading?.[column])} read`];
    });
    expect(wrong).toEqual([]);
  });
});

it('plain loops over the examples’ rows find the same as the run', { timeout: 60_000 }, () => {
  const recounted = recount(
    { organisation, t: T, period: 'week', runStart, zone: ZONE, orgCalendar: 'US', reportingCurrency: 'USD' },
    new Set(METRICS.map(({ key }) => key)),
  );
  expect(differencesBetween(recounted, readings)).toEqual([]);
});

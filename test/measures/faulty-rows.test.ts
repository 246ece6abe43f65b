import { beforeAll, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { loadCohort } from '../../src/workflows/load-cohort.ts';
import { readMetrics } from '../../src/workflows/read-metrics.ts';
import { ZONE } from '../recount/generated/moments.ts';
import { generateOrganisation } from '../recount/generated-organisation.ts';
import { useDatabase } from '../support/database.ts';
import { faultCases, liftConstraints, type Row } from '../support/faulty-rows.ts';
import { loadTables } from '../support/rows.ts';

const database = useDatabase();
const organisation = generateOrganisation(20_260_309);
const t = '2026-03-09';
const run = {
  t,
  runStart: new Date(`${t}T11:00:00Z`),
  settings: { orgTz: ZONE, orgCalendarId: 'US', reportingCurrency: 'USD' },
} as const;

async function readings(): Promise<Map<string, string>> {
  await database.owner.raw('truncate metric_reading cascade');
  const members = await loadCohort(database.db, { ...run, thresholds: builtInCatalog.thresholds });
  await readMetrics(database.db, { ...run, period: 'week', catalog: builtInCatalog, members });
  const rows = await database.owner('metric_reading').select('*');
  return new Map(
    rows.map((row) => [
      `${row.rep_id} ${row.metric_key} ${row.dimension}`,
      JSON.stringify([row.numerator, row.denominator, row.sample_size, row.value, row.companions, row.evidence_size]),
    ]),
  );
}

beforeAll(async () => {
  await liftConstraints(database.owner);
  await loadTables(database.owner, organisation);
  await database.owner.raw('analyze');
});

const tables = new Map<string, readonly Row[]>(Object.entries(organisation));

/** A row that a run at t knows, from the middle of what there is. */
function soundRow(table: string): Row {
  const known = (tables.get(table) ?? []).filter((row) => String(row.recorded_at) < '2026-03-08');
  return known[Math.floor(known.length * 0.97)] ?? {};
}

/**
 * Columns that the metrics of the rest of the row do not read: a play that was won counts as won, whatever revenue it
 * says it brought. The run names such rows, too.
 */
const NOT_READ: Readonly<Record<string, readonly string[]>> = {
  // A touch was sent, whatever its step and what only replies and flags say.
  cadence_event_log: ['cadence_id', 'step_number', 'reply_class', 'flag_severity', 'flag_resolved_at'],
  conv_intelligence: ['quality_score', 'objections_handled'],
  expansion_log: ['expansion_arr', 'suppressed_by', 'account_id', 'vertical', 'opened_at', 'currency'],
  onboarding_log: [
    'milestone_name',
    'is_ttv_milestone',
    'ttv_target_days',
    'ttv_achieved_days',
    'completed_date',
    'cancelled_date',
  ],
  // A review is of the account, and of whoever held it.
  qbr_log: ['status', 'account_id', 'am_rep_id', 'due_date', 'outcome_logged_at'],
  // Whoever has activities has a role, known or not.
  rep_activity: ['rep_id'],
};

it('faulty rows beside sound ones, of every table, change no number and break nothing off', {
  timeout: 240_000,
}, async () => {
  const before = await readings();
  for (const { table, column, what, rows } of faultCases) {
    if (what === 'not unique' || NOT_READ[table.name]?.includes(column)) continue;
    await database.owner(table.name).insert(rows(soundRow(table.name)));
  }
  const after = await readings();
  const all = [...new Set([...before.keys(), ...after.keys()])];
  expect(
    all
      .filter((name) => before.get(name) !== after.get(name))
      .map((name) => `${name}: ${before.get(name)} -> ${after.get(name)}`),
  ).toEqual([]);
});

it('neither does any other fault break the run off', { timeout: 240_000 }, async () => {
  for (const { table, column, what, rows } of faultCases) {
    if (what !== 'not unique' && !NOT_READ[table.name]?.includes(column)) continue;
    await database.owner(table.name).insert(rows(soundRow(table.name)));
  }
  expect((await readings()).size).toBeGreaterThan(500);
});

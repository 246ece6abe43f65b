import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readingsOfRun } from '../../src/db/reads/readings.ts';
import { UsageError } from '../../src/errors.ts';
import { type BackfillRequest, backfill } from '../../src/workflows/backfill.ts';
import { loadCohort } from '../../src/workflows/load-cohort.ts';
import { readMetrics } from '../../src/workflows/read-metrics.ts';
import { dealRows, decidedDeals, ZONE } from '../measures/stage-history-rows.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { type RepRows, repRows } from './metric-rows.ts';
import { CONVERSION_ONLY } from './metric-world.ts';

const database = useDatabase();
const settings = { orgTz: ZONE, orgCalendarId: 'US', reportingCurrency: 'USD' };
const catalog = CONVERSION_ONLY;
const runStart = new Date('2026-03-04T15:00:00Z');
const FEBRUARY: BackfillRequest = { from: '2026-02-01', to: '2026-03-02', runStart, settings, catalog };

beforeAll(async () => {
  const reps: RepRows[] = ['ann', 'bea', 'cyd', 'dee', 'eve', 'fay', 'rita'].map((id) => ({ id }));
  const dates = ['2026-01-20', '2026-02-03', '2026-02-17'];
  await loadTables(database.owner, {
    ...repRows(reps),
    ...dealRows(reps.flatMap(({ id }) => dates.flatMap((date) => decidedDeals(id, id === 'rita' ? 1 : 6, 10, date)))),
  });
});

beforeEach(async () => {
  await database.owner.raw('truncate metric_reading');
});

it('reads every Monday of the range, its ends included, as the weekly runs would', async () => {
  const seen: string[] = [];
  const weeks = await backfill(database.db, {
    ...FEBRUARY,
    onProgress: ({ t, done, total }) => seen.push(`${t} ${done}/${total}`),
  });
  const mondays = ['2026-02-02', '2026-02-09', '2026-02-16', '2026-02-23', '2026-03-02'] as const;
  expect(weeks.map((week) => week.t)).toEqual(mondays);
  expect(seen).toEqual(mondays.map((t, index) => `${t} ${index + 1}/5`));
  expect(weeks.at(-1)?.fired).toBe(1);

  for (const t of mondays) {
    const filled = await readingsOfRun(database.db, { asOf: t, period: 'week' });
    expect(filled.length).toBeGreaterThan(0);
    await database.owner('metric_reading').where({ as_of: t }).delete();
    const members = await loadCohort(database.db, { t, runStart, settings, thresholds: catalog.thresholds });
    await readMetrics(database.db, { t, period: 'week', runStart, settings, catalog, members });
    expect(await readingsOfRun(database.db, { asOf: t, period: 'week' })).toEqual(filled);
  }
});

it('opens no episode and writes no message', async () => {
  await backfill(database.db, FEBRUARY);
  for (const table of ['pattern_episode', 'rep_coaching_log', 'delivery']) {
    expect(await database.owner(table).select()).toEqual([]);
  }
});

it('leaves weeks that were read before as they are', async () => {
  await backfill(database.db, FEBRUARY);
  const again = await backfill(database.db, FEBRUARY);
  expect(again.map((week) => week.added)).toEqual([0, 0, 0, 0, 0]);
});

describe('refuses a range that makes no sense', () => {
  it.each([
    ['backwards', '2026-03-02', '2026-02-02', /2026-03-02 is after 2026-02-02/],
    ['without a Monday', '2026-02-03', '2026-02-08', /no Monday.*\n.*\n.*2026-02-09/],
    ['into the future', '2026-02-02', '2026-03-09', /after today, 2026-03-04/],
  ] as const)('%s', async (_name, from, to, message) => {
    const attempt = backfill(database.db, { ...FEBRUARY, from, to });
    await expect(attempt).rejects.toThrow(UsageError);
    await expect(attempt).rejects.toThrow(message);
    expect(await database.owner('metric_reading').select()).toEqual([]);
  });
});

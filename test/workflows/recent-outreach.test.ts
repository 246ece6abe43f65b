import { afterEach, beforeAll, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { criticalRuleOf } from '../../src/catalog/critical-rule.ts';
import { isCritical } from '../../src/domain/daily-flag.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { loadCohort } from '../../src/workflows/load-cohort.ts';
import { recentOutreach } from '../../src/workflows/recent-outreach.ts';
import { useDatabase } from '../support/database.ts';
import { metricOf } from '../support/metric-of.ts';
import { giveOutreach, outreachMonday } from '../support/outreach-rows.ts';
import { orgTz, people } from '../support/small-organisation.ts';

/* An SDR's last five days at work, of whom four touches a day are planned and who sent one a day last week. */
const database = useDatabase();
const { rep } = people;
const catalog = builtInCatalog;
const settings = { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' };

beforeAll(async () => {
  await giveOutreach(database.owner);
  await database.owner.raw('create table touches_before as table cadence_event_log');
});
afterEach(async () => {
  await database.owner.raw(`truncate rep_absence, holiday, cadence_event_log;
    insert into cadence_event_log table touches_before`);
  await database.owner('rep_profile').update({ ramp_end_date: '2025-01-06' });
  await database.owner('rep_activity').where({ rep_id: rep }).update({ activity_date: '2025-01-06' });
});

async function found(d: LocalDate = outreachMonday) {
  const runStart = new Date(`${d}T10:00:00Z`);
  const members = await loadCohort(database.db, { t: d, runStart, settings, thresholds: catalog.thresholds });
  const readings = await recentOutreach(database.db, { d, runStart, settings, catalog, members });
  const reading = readings.find(({ repId }) => repId === rep);
  if (reading === undefined) return null;
  const rule = criticalRuleOf(reading.metricKey, catalog.thresholds.dailyFlags);
  const { windowStart, sampleSize, value } = reading;
  const critical = isCritical(reading, metricOf(reading.metricKey), rule);
  return { windowStart, sampleSize, value: value?.toNumber(), critical };
}
const away = (from_date: LocalDate, to_date: LocalDate) =>
  database.owner('rep_absence').insert({ rep_id: rep, from_date, to_date, kind: 'leave' });

it('counts the five business days before the day', async () => {
  expect(await found()).toEqual({ windowStart: '2026-03-09', sampleSize: 5, value: 0.25, critical: true });
  expect(await found('2026-03-12')).toEqual({ windowStart: '2026-03-05', sampleSize: 5, value: 0.55, critical: false });
});

it('passes over days on which the rep was away, or nobody works', async () => {
  await away('2026-03-13', '2026-03-15');
  await database.owner('holiday').insert({ calendar_id: 'US', holiday_date: '2026-03-12', name: 'A day off' });
  const none = database.owner('cadence_event_log').where({ rep_id: rep }).where('event_at', '>=', '2026-03-12');
  await none.del();
  expect(await found()).toEqual({ windowStart: '2026-03-05', sampleSize: 5, value: 0.55, critical: false });
});

it('says nothing of who was away for most of the week', async () => {
  await away('2026-03-11', '2026-03-16');
  expect(await found()).toBeNull();
});

it('says nothing of who has not been five days in the role', async () => {
  await database.owner('rep_activity').where({ rep_id: rep }).update({ activity_date: '2026-03-10' });
  expect(await found()).toBeNull();
  expect(await found('2026-03-17')).toMatchObject({ windowStart: '2026-03-10' });
});

it('is critical of nobody who is ramping', async () => {
  await database.owner('rep_profile').where({ rep_id: rep }).update({ ramp_end_date: '2026-06-01' });
  expect(await found()).toMatchObject({ value: 0.25, critical: false });
});

it('is critical of nobody while the log is silent', async () => {
  await database.owner('cadence_event_log').where('event_at', '>=', '2026-03-09').del();
  expect(await found()).toMatchObject({ value: 0, critical: false });
});

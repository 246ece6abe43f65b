import { beforeEach, expect, test } from 'vitest';
import { nextDigestDate } from '../../../src/db/reads/next-digest-date.ts';
import { useDatabase } from '../../support/database.ts';

const world = useDatabase();
const settings = { orgTz: 'America/New_York', orgCalendarId: 'US', reportingCurrency: 'USD' };
const next = (instant: string) => nextDigestDate(world.db, settings, new Date(instant));

async function given(state: { startedOn: string; ran?: string }): Promise<void> {
  await world.owner('job_schedule').insert({ job: 'monthly', due_from: state.startedOn });
  if (state.ran === undefined) return;
  const run = { job: 'monthly', local_period: state.ran, run_start: new Date(), lease_until: new Date() };
  await world.owner('job_run').insert(run);
}

beforeEach(async () => {
  await world.owner.raw('truncate job_schedule, job_run, holiday cascade');
});

test('in mid-month it is the first business day of the next, in the organisation’s zone', async () => {
  await given({ startedOn: '2026-01-15T00:00:00Z', ran: '2026-07-01' });
  expect(await next('2026-07-18T12:00:00Z')).toBe('2026-08-03');
  expect(await next('2026-08-01T03:00:00Z')).toBe('2026-08-03');
});

test('before the first business day it is that day, holidays left out', async () => {
  await world.owner('holiday').insert({ calendar_id: 'US', holiday_date: '2026-03-02', name: 'Day off' });
  await given({ startedOn: '2026-01-15T00:00:00Z', ran: '2026-02-01' });
  expect(await next('2026-03-01T12:00:00Z')).toBe('2026-03-03');
});

test('on the day itself it is today until the run has begun, then the next month’s', async () => {
  await given({ startedOn: '2026-01-15T00:00:00Z', ran: '2026-02-01' });
  expect(await next('2026-03-02T10:00:00Z')).toBe('2026-03-02');
  const run = { job: 'monthly', local_period: '2026-03-01', run_start: new Date(), lease_until: new Date() };
  await world.owner('job_run').insert(run);
  expect(await next('2026-03-02T12:00:00Z')).toBe('2026-04-01');
});

test('a run that an outage held up is still to come, today', async () => {
  await given({ startedOn: '2026-01-15T00:00:00Z', ran: '2026-02-01' });
  expect(await next('2026-03-05T12:00:00Z')).toBe('2026-03-05');
});

test('what was due before the bot’s first start is not made up for', async () => {
  await given({ startedOn: '2026-03-04T00:00:00Z' });
  expect(await next('2026-03-05T12:00:00Z')).toBe('2026-04-01');
});

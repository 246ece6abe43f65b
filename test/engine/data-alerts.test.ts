import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refreshSourceStates } from '../../src/db/stores/source-states.ts';
import { atWallTime } from '../../src/domain/calendar.ts';
import { addDays, type LocalDate } from '../../src/domain/local-date.ts';
import type { JobName } from '../../src/engine/jobs.ts';
import { composeEngine } from '../../src/main.ts';
import { giveCalls } from '../support/daily-rows.ts';
import { useDatabase } from '../support/database.ts';
import { loadPeople, orgTz, people } from '../support/small-organisation.ts';

const database = useDatabase();
const at = (date: LocalDate) => atWallTime(date, { hour: 6, minute: 0 }, orgTz);

beforeAll(() => loadPeople(database.owner, '2025-01-06'));
beforeEach(async () => {
  const { owner } = database;
  await owner.raw('truncate delivery, job_run, job_item, source_state, conv_intelligence, metric_reading cascade');
});

async function run(job: JobName, localPeriod: LocalDate, now = at(localPeriod)): Promise<void> {
  const settings = { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' };
  await composeEngine({ db: database.db, settings, jobTime: '06:00' }).run({ job, localPeriod, now, wait: true });
}

/** What the admin is told of the topic, message by message. */
async function told(topic: string): Promise<{ name: string; value: string }[][]> {
  const rows = await database
    .owner('delivery')
    .where({ kind: 'admin_alert', recipient_id: people.admin })
    .whereRaw(`reference ->> 'topic' = ?`, [topic])
    .orderBy('seq')
    .pluck<{ causes: string }[]>('reference');
  return rows.map(({ causes }) => JSON.parse(causes));
}

describe('data that failed its checks', () => {
  const giveNobodysCall = (on: LocalDate) => giveCalls(database.owner, { repId: 'nobody', on, count: 2 }, {});

  it('is told to the admins in one message a run, each row once', async () => {
    await giveNobodysCall('2026-02-25');
    await run('weekly', '2026-03-02');
    const [first, ...others] = await told('rows_at_fault');
    expect(first).toContainEqual({ name: expect.stringMatching(/^conv_intelligence\.call_owner_rep_id /), value: '2' });
    expect(others).toEqual([]);
    await run('weekly', '2026-03-09');
    expect(await told('rows_at_fault')).toEqual([first]);
  });

  it('is not told where rows only run ahead of time', async () => {
    const { owner } = database;
    await giveCalls(owner, { repId: people.rep, on: '2026-02-25', count: 1 }, {});
    await owner('conv_intelligence').update({ call_at: '2026-03-20T16:00:00Z' });
    await run('weekly', '2026-03-02');
    expect(await told('rows_at_fault')).toEqual([]);
    const { summary } = await owner('job_run').first('summary');
    expect(summary.atFault).toMatchObject({ 'conv_intelligence.call_at after the run': 1 });
  });
});

describe('a source that learns nothing any more', () => {
  /** As the auditor looks at the sources, and the daily run after it. */
  async function day(date: LocalDate): Promise<void> {
    await refreshSourceStates(database.owner, at(date));
    await run('daily', date);
  }
  const since = (on: LocalDate) => [{ name: 'conv_intelligence', value: on }];
  const ofCalls = async () =>
    (await told('source_stale')).map((causes) => causes.filter(({ name }) => name === 'conv_intelligence'));

  it('is told to the admins after a week, once, and again when it stands still again', async () => {
    await giveCalls(database.owner, { repId: people.rep, on: '2026-02-25', count: 1 }, {});
    await day('2026-03-03');
    expect((await ofCalls()).flat()).toEqual([]);
    for (const date of ['2026-03-05', '2026-03-06'] as const) await day(date);
    expect((await ofCalls()).flat()).toEqual(since('2026-02-25'));
    await giveCalls(database.owner, { repId: people.rep, on: '2026-03-06', count: 1 }, {});
    await day('2026-03-09');
    expect((await ofCalls()).flat()).toHaveLength(1);
    await day(addDays('2026-03-06', 9));
    expect((await ofCalls()).flat()).toEqual([...since('2026-02-25'), ...since('2026-03-06')]);
  });

  it('is none that only nobody has looked at for a week, as after an outage', async () => {
    await giveCalls(database.owner, { repId: people.rep, on: '2026-02-25', count: 1 }, {});
    await refreshSourceStates(database.owner, at('2026-02-26'));
    await giveCalls(database.owner, { repId: people.rep, on: '2026-03-08', count: 1 }, {});
    await run('daily', '2026-03-10');
    expect((await ofCalls()).flat()).toEqual([]);
  });

  it('is in one message with all the others', async () => {
    await giveCalls(database.owner, { repId: people.rep, on: '2026-02-25', count: 1 }, {});
    await day('2026-03-10');
    const messages = await told('source_stale');
    expect(messages).toHaveLength(1);
    expect(messages[0]?.map(({ name }) => name)).toEqual(['conv_intelligence', 'rep_activity']);
  });
});

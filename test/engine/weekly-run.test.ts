import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { composeEngine } from '../../src/main.ts';
import { useDatabase } from '../support/database.ts';
import { orgTz, people } from '../support/small-organisation.ts';
import { fallsBehind, giveHistory } from '../support/world.ts';

const database = useDatabase();
const monday = '2026-03-16';
const now = new Date('2026-03-16T10:00:00Z');

beforeAll(() =>
  // Two reps are behind: the one of the stories, and one of the peers.
  giveHistory(database.owner, '2025-11-03', 22, fallsBehind),
);
afterEach(async () => {
  await database.owner.raw('drop trigger if exists break_off on pattern_episode');
  await database.owner.raw(
    'truncate metric_reading, pattern_episode, pattern_week, rep_coaching_log, delivery, job_run, job_item, audit_event cascade',
  );
});

const engine = () =>
  composeEngine({
    db: database.db,
    settings: { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' },
    jobTime: '06:00',
  });
const run = (wait = true) => engine().run({ job: 'weekly', localPeriod: monday, now, wait });

/** Everything that a week leaves behind, without the ids that are drawn by lot. */
async function traces() {
  const { owner } = database;
  return {
    readings: await owner('metric_reading')
      .orderBy(['rep_id', 'dimension'])
      .select('rep_id', 'dimension', 'value', 'sample_size'),
    episodes: await owner('pattern_episode').orderBy('rep_id').select('rep_id', 'dimension', 'clock', 'state'),
    weeks: await owner('pattern_week').select('as_of', 'flagged', 'clock'),
    items: await owner('rep_coaching_log').orderBy('rep_id').select('rep_id', 'recommended_action', 'approval_status'),
    messages: await owner('delivery').orderBy('delivery_key').pluck('delivery_key'),
  };
}

describe('the weekly run', () => {
  it('leaves the same rows and messages when it is repeated, or started three times at once', async () => {
    await run();
    const once = await traces();
    expect(once.messages).toEqual([`review:${monday}:${people.rep}:${people.manager}`]);
    expect(await run()).toMatchObject({ outcome: 'done', isRepeat: true });
    expect(await traces()).toEqual(once);

    await database.owner.raw(
      'truncate metric_reading, pattern_episode, pattern_week, rep_coaching_log, delivery, job_run, job_item cascade',
    );
    await Promise.all([run(), run(), run()]);
    expect(await traces()).toEqual(once);
  });

  it('goes on with what is left after a failure in the middle, to the same end', async () => {
    await run();
    const once = await traces();
    await database.owner.raw(
      'truncate metric_reading, pattern_episode, pattern_week, rep_coaching_log, delivery, job_run, job_item cascade',
    );
    await database.owner.raw(`
      create or replace function break_off() returns trigger language plpgsql as $$ begin raise 'the disk is full'; end $$;
      create trigger break_off before insert on pattern_episode for each row execute function break_off()`);
    expect(await run()).toMatchObject({ outcome: 'done', summary: { parked: 1 } });
    expect(await traces()).toMatchObject({ episodes: [], items: [], messages: [] });

    await database.owner.raw('drop trigger break_off on pattern_episode');
    await run();
    expect(await traces()).toEqual(once);
  });

  it('reads the world as of its first attempt, also when it is ended later', async () => {
    const lastWeek = database.owner('opportunity_stage_history').where('entered_at', '>=', '2026-03-09');
    await lastWeek.update({ recorded_at: '2026-03-18T12:00:00Z' });
    await run();
    const before = await traces();
    await database.owner('metric_reading').del();
    await database.owner('job_run').update({ state: 'running', finished_at: null, lease_until: '2026-01-01' });
    await engine().run({ job: 'weekly', localPeriod: monday, now: new Date('2026-03-21T10:00:00Z'), wait: true });
    expect(await traces()).toEqual(before);
  });
});

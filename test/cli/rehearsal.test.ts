import type { Knex } from 'knex';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { describeRehearsal } from '../../src/cli/describe-rehearsal.ts';
import { runOnce } from '../../src/cli/run.ts';
import { loadConfig } from '../../src/config.ts';
import { lastDelivery, type WouldBeSaid, whatWouldBeSaid } from '../../src/delivery/rehearsed-deliveries.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import type { JobName } from '../../src/engine/jobs.ts';
import { composeEngine, rehearseRun } from '../../src/main.ts';
import { createRenderers } from '../../src/slack/renderers/index.ts';
import { giveClosed, giveQuarter } from '../support/daily-rows.ts';
import { useDatabase } from '../support/database.ts';
import { orgTz, people } from '../support/small-organisation.ts';
import { giveHistory } from '../support/world.ts';

const database = useDatabase();
const settings = { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' };
const setUp = () => ({ db: database.db, settings, jobTime: '06:00' });

/** How many rows there are in every table of the bot's, and what they hold. */
async function contents(owner: Knex): Promise<Map<string, unknown>> {
  const tables = await owner('pg_tables').where({ schemaname: 'coaching' }).pluck<string[]>('tablename');
  const found = new Map<string, unknown>();
  for (const table of tables.sort()) {
    const { rows } = await owner.raw(
      `select count(*), md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as held from coaching.?? t`,
      [table],
    );
    found.set(table, rows[0]);
  }
  return found;
}

/** Without what is drawn by lot. */
const steady = (said: readonly WouldBeSaid[]) =>
  JSON.parse(JSON.stringify(said).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID'));

/** What a rehearsal says, and what the run itself then enqueues and renders. */
async function rehearsedAndRun(job: JobName, asOf: LocalDate) {
  const now = new Date(`${asOf}T11:00:00Z`);
  const before = await contents(database.owner);
  const rehearsal = await rehearseRun(setUp(), { job, asOf, now });
  expect(await contents(database.owner)).toEqual(before);
  const after = await lastDelivery(database.db);
  const result = await composeEngine(setUp()).runLatest(job, asOf, now);
  const said = await whatWouldBeSaid(database.db, createRenderers(settings, builtInCatalog), { after, now });
  expect(rehearsal.result).toEqual(result);
  expect(steady(rehearsal.said)).toEqual(steady(said));
  return rehearsal;
}

beforeAll(async () => {
  const { owner } = database;
  await giveHistory(owner, '2025-11-03', 22, (week) => (week < 10 ? { passed: 3, lost: 2 } : { passed: 1, lost: 4 }));
  await giveQuarter(owner, [people.rep]);
  await giveClosed(owner, people.rep, '2026-02-02', 90_000);
});

describe('a rehearsal says what the run then says, and leaves every table as it was', () => {
  it('week after week, up to the escalation', async () => {
    const kinds: string[][] = [];
    for (const monday of ['2026-03-02', '2026-03-09', '2026-03-16'] as const) {
      const { said } = await rehearsedAndRun('weekly', monday);
      kinds.push(said.map(({ kind, recipientId }) => `${kind} to ${recipientId}`).sort());
    }
    expect(kinds).toEqual([
      [`review_request to ${people.manager}`],
      [`week_two_notice to ${people.manager}`],
      [`escalation to ${people.slm}`, `escalation_history to ${people.slm}`, `escalation_notice to ${people.manager}`],
    ]);
  });

  it('of a day, with a condition that holds', async () => {
    const { said } = await rehearsedAndRun('daily', '2026-03-17');
    expect(said.map(({ kind }) => kind)).toContain('escalation_notice');
  });

  it('of a month, to every rep', async () => {
    const { said } = await rehearsedAndRun('monthly', '2026-04-01');
    const digests = said.filter(({ kind }) => kind === 'rep_digest').map(({ recipientId }) => recipientId);
    expect(digests.sort()).toEqual([people.rep, ...people.peers].sort());
    expect(said.find(({ recipientId }) => recipientId === people.rep)?.said).toEqual(
      expect.arrayContaining([expect.stringContaining('Stage-to-stage conversion')]),
    );
  });

  it('of a period that was done: nothing', async () => {
    const { result, said } = await rehearsedAndRun('weekly', '2026-03-16');
    expect(result).toMatchObject({ outcome: 'done', isRepeat: true });
    expect(said).toEqual([]);
  });
});

it('an item that fails is parked in the rehearsal alone, and the others are told of', async () => {
  const { owner, db } = database;
  await owner.raw(`
    create function break_off() returns trigger language plpgsql as $$ begin raise 'the disk is full'; end $$;
    create trigger break_off before insert on digest for each row when (new.rep_id = '${people.peers[0]}')
    execute function break_off()`);
  try {
    const before = await contents(owner);
    const now = new Date('2026-05-01T11:00:00Z');
    const { result, said } = await rehearseRun({ ...setUp(), db }, { job: 'monthly', asOf: '2026-05-01', now });
    expect(result).toMatchObject({ summary: { parked: 1 } });
    expect(said.filter(({ kind }) => kind === 'rep_digest')).toHaveLength(people.peers.length);
    expect(await contents(owner)).toEqual(before);
  } finally {
    await owner.raw('drop trigger break_off on digest');
  }
});

it('a run that somebody is at work on is not waited for', async () => {
  const run = { job: 'weekly', local_period: '2026-03-23', run_start: '2026-03-23T10:00:00Z' };
  await database
    .owner('job_run')
    .insert({ ...run, lease_until: database.owner.raw(`clock_timestamp() + interval '1 hour'`) });
  try {
    const now = new Date('2026-03-23T11:00:00Z');
    const { result } = await rehearseRun(setUp(), { job: 'weekly', asOf: '2026-03-23', now });
    expect(result).toEqual({ outcome: 'running_elsewhere', localPeriod: '2026-03-23' });
  } finally {
    await database.owner('job_run').where({ local_period: '2026-03-23' }).del();
  }
});

describe('`rep-coach run --dry-run`', () => {
  it('prints to whom, what and how many, and that nothing was written', async () => {
    const env = { DATABASE_URL: database.url, ORG_TZ: orgTz };
    const config = loadConfig(['database', 'organisation', 'service', 'thresholds', 'playbook'], env);
    const written: string[] = [];
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    const before = await contents(database.owner);
    try {
      await runOnce({ job: 'monthly', asOf: '2026-04-30', isRehearsal: true, config }, { composeEngine, rehearseRun });
      await runOnce({ job: 'monthly', asOf: '2026-05-29', isRehearsal: true, config }, { composeEngine, rehearseRun });
    } finally {
      vi.restoreAllMocks();
    }
    expect(await contents(database.owner)).toEqual(before);
    const [repeat = '', may = ''] = written;
    expect(repeat).toContain('Was done before: monthly 2026-04-01');
    expect(repeat).toContain('Nothing was written or sent. It would say 0 messages to 0 people.');
    expect(may).toContain(`To Rae Example (${people.rep})`);
    expect(may).toMatch(/rep digest, digest:2026-04:rae:\n {2}\| /);
    expect(may).toContain('Rehearsed: monthly 2026-05-01');
    expect(may).toMatch(/Nothing was written or sent\. It would say \d+ messages to \d+ people\.\n$/);
  });

  it('says what would be held back, and what would wait', () => {
    const about = { recipientId: 'mia', recipientName: 'Mia', notBefore: new Date(0) } as const;
    const lines = describeRehearsal('daily', {
      result: { outcome: 'done', localPeriod: '2026-03-02', summary: { reps: 1 }, isRepeat: false },
      said: [
        { ...about, kind: 'daily_flag', deliveryKey: 'flag:1', isLater: true, said: ['A daily flag', 'Now: 1'] },
        { ...about, kind: 'review_reminder', deliveryKey: 'r', isLater: false, said: { withheld: 'nothing waits' } },
      ],
    });
    expect(lines).toEqual([
      '',
      'To Mia (mia)',
      '  daily flag, flag:1, not before 1970-01-01T00:00:00.000Z:',
      '  | A daily flag',
      '  | Now: 1',
      '  review reminder, r: held back, nothing waits',
      '',
      'Rehearsed: daily 2026-03-02, reps 1.',
      'Nothing was written or sent. It would say 1 message to 1 person, and hold 1 back.',
    ]);
  });
});

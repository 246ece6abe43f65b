import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { feedCommand, printFeed } from '../../src/cli/feed.ts';
import { loadConfig } from '../../src/config.ts';
import { FEED_READER_ROLE } from '../../src/db/connection.ts';
import { feedNamed, feeds } from '../../src/feeds/index.ts';
import { runWeeks } from '../feeds/feed-weeks.ts';
import { useDatabase } from '../support/database.ts';
import { people } from '../support/small-organisation.ts';

const database = useDatabase();
beforeAll(() => runWeeks(database));

async function type(words: string, url = database.url): Promise<string> {
  vi.stubEnv('DATABASE_URL', url);
  const command = feedCommand();
  command.exitOverride().configureOutput({ writeErr: () => {}, writeOut: () => {} });
  const written: string[] = [];
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    await command.parseAsync(words.split(' ').filter(Boolean), { from: 'user' });
  } finally {
    stdout.mockRestore();
  }
  return written.join('');
}

const logins: string[] = [];
afterAll(async () => {
  for (const login of logins) await database.owner.raw(`drop role ${login}`);
});

/** The database's address, with a login of its own. */
async function loginOf(roles: readonly string[]): Promise<string> {
  const name = `feed_test_${randomBytes(4).toString('hex')}`;
  logins.push(name);
  await database.owner.raw(`create role ${name} login password 'secret'`);
  for (const role of roles) await database.owner.raw(`grant ${role} to ${name}`);
  const url = new URL(database.url);
  url.username = name;
  url.password = 'secret';
  return url.href;
}

describe('rep-coach feed', () => {
  it('prints exact decimals as text in json', async () => {
    const rows = JSON.parse(await type('forecast_accuracy_v1'));
    expect(rows).toContainEqual(
      expect.objectContaining({ rep_id: people.rep, commit_amount: '30000.3', signed_bias: '-0.33333333333333333333' }),
    );
  });

  it('prints csv with the columns of the contract', async () => {
    const [head, first] = (await type('wbr_patterns_v1 --format csv')).split('\r\n');
    expect(head).toBe('as_of,team_id,role,metric_key,reps_measured,reps_flagged,reps_improving,reps_escalated');
    expect(first).toBe(`2026-03-02,${people.otherManager},AE,AE.stage_conversion,8,0,0,0`);
  });

  it.each(feeds)('knows $name, also by its view', async ({ name, view }) => {
    expect(await type(`${view} --format csv`)).toBe(await type(`${name} --format csv`));
  });

  it('says which feeds there are', async () => {
    await expect(type('payroll_v1')).rejects.toMatchObject({ exitCode: 2 });
    await expect(type('payroll_v1')).rejects.toThrow(
      'one of forecast_accuracy_v1, wbr_patterns_v1, mbr_persistent_gaps_v1',
    );
  });

  it.each(['', 'wbr_patterns_v1 --format xml', 'wbr_patterns_v1 mbr_persistent_gaps_v1'])(
    'refuses `feed %s`',
    async (words) => {
      await expect(type(words)).rejects.toThrow(expect.objectContaining({ name: 'CommanderError' }));
    },
  );

  it('needs no more than the reader’s role', async () => {
    const url = await loginOf([FEED_READER_ROLE]);
    expect(await type('mbr_persistent_gaps_v1', url)).toContain(people.rep);
  });

  it('is refused to a login without it, with the remedy', async () => {
    const url = await loginOf([]);
    await expect(type('mbr_persistent_gaps_v1', url)).rejects.toMatchObject({ code: 'bot_role_not_granted' });
  });

  it('says that the database lacks the feed', async () => {
    const feed = feedNamed('forecast_accuracy_v1') ?? expect.fail();
    const config = loadConfig(['database'], { DATABASE_URL: database.url });
    await database.owner.raw('alter view feed_forecast_accuracy_v1 rename to elsewhere');
    try {
      await expect(printFeed({ feed, format: 'json', config })).rejects.toMatchObject({ code: 'feed_missing' });
    } finally {
      await database.owner.raw('alter view elsewhere rename to feed_forecast_accuracy_v1');
    }
  });
});

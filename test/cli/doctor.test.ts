import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { examine } from '../../src/cli/doctor.ts';
import type { Environment } from '../../src/config.ts';
import { type LocalSlack, startLocalSlack } from '../../src/sandbox/slack/local-slack.ts';
import { useDatabase } from '../support/database.ts';
import { loadPeople, orgTz, slackUsers } from '../support/small-organisation.ts';
import { SOURCE_SCHEMA } from '../support/source-schema.ts';

const database = useDatabase();
/** Two days after the small organisation's rows were recorded. */
const now = new Date('2026-03-04T12:00:00Z');
const manifest: unknown = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'));
let slack: LocalSlack;

beforeAll(async () => {
  await loadPeople(database.owner, '2026-03-02');
  slack = await startLocalSlack({ manifest, users: slackUsers, businessNow: () => now });
});
afterAll(() => slack.stop());

const sound = (): Environment => ({
  DATABASE_URL: database.url,
  ORG_TZ: orgTz,
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_APP_TOKEN: slack.appToken,
  SLACK_API_URL: slack.apiUrl,
});

async function examined(change: Environment = {}, at = now): Promise<{ isWell: boolean; text: string }> {
  const written: string[] = [];
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    const isWell = await examine({ env: { ...sound(), ...change }, now: at });
    return { isWell, text: written.join('') };
  } finally {
    stdout.mockRestore();
  }
}

/** Examines while the database is as the statement makes it. */
async function examinedWhile(change: string, undo: string): Promise<{ isWell: boolean; text: string }> {
  await database.owner.raw(change);
  try {
    return await examined();
  } finally {
    await database.owner.raw(undo);
  }
}

describe('the bot’s own parts', () => {
  const beat = (ages: Record<string, string>) =>
    database.owner('heartbeat').insert(
      Object.entries(ages).map(([part, age]) => ({
        part,
        beat_at: database.owner.raw('clock_timestamp() - ?::interval', [age]),
      })),
    );
  afterEach(() => database.owner('heartbeat').del());

  it('have not run yet where none ever gave a sign of life', async () => {
    const { isWell, text } = await examined();
    expect(isWell).toBe(true);
    expect(text).toMatch(/^note {3}bot: has not run yet/m);
  });

  it('are well while each gave one lately', async () => {
    await beat({ sender: '1 minute', scheduler: '1 minute', auditor: '14 minutes' });
    const { isWell, text } = await examined();
    expect(isWell).toBe(true);
    expect(text).toMatch(/^ok {5}bot: sender, scheduler and auditor gave a sign of life/m);
  });

  it('are wrong when one fell silent, which is named', async () => {
    await beat({ sender: '1 minute', scheduler: '1 minute', auditor: '3 hours' });
    const { isWell, text } = await examined();
    expect(isWell).toBe(false);
    expect(text).toMatch(/^wrong {2}bot: the auditor gave no sign of life for 180 minutes/m);
    expect(text).not.toContain('the sender gave no sign');
  });

  it('are wrong when one never gave any while others did', async () => {
    await beat({ sender: '1 minute', scheduler: '1 minute' });
    expect((await examined()).text).toMatch(/^wrong {2}bot: the auditor never gave a sign of life/m);
  });
});

describe('a sound installation', () => {
  it('is well, check by check', async () => {
    const { isWell, text } = await examined();
    expect(text).not.toContain('wrong');
    expect(isWell).toBe(true);
    for (const subject of [
      'configuration',
      'database',
      'migrations',
      'data contract',
      'rights',
      'feeds',
      'people',
      'slack',
      'thresholds',
    ]) {
      expect(text).toMatch(new RegExp(`^ok +${subject}: `, 'm'));
    }
    expect(text).toContain('ok     source rep_activity: last recorded at 2026-03-02T12:00:00.000Z');
    expect(text).toContain('note   source quota_store: has no rows');
  });

  it('shows every threshold in force, and that none comes from a file', async () => {
    const { text } = await examined();
    expect(text.match(/^ +(AE|AM|CSM|SDR)\.\w+: /gm)).toHaveLength(41);
    expect(text).toContain(
      'AE.stage_conversion: minimum_sample 8, material_gap 0.1, floor 0.05, improvement 0.1, max_gap_weeks 4, clear_weeks 2, window_days 56\n',
    );
    expect(text).toContain('SDR objection_handling, skill_samples: ConvIntelligence 6, CadenceEventLog 8');
    expect(text).not.toContain('(file)');
  });
});

it('asks nothing of Slack where no variable of it is set', async () => {
  const { isWell, text } = await examined({ SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '', SLACK_API_URL: '' });
  expect(isWell).toBe(true);
  expect(text).toMatch(/^note {3}slack: not asked/m);
});

it('ends the process with status 1 when something is wrong', () => {
  const program = fileURLToPath(new URL('../../src/rep-coach.mjs', import.meta.url));
  expect(spawnSync(process.execPath, [program, 'doctor'], { env: {}, encoding: 'utf8' })).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('DATABASE_URL'),
  });
});

describe('what is wrong', () => {
  it('in the configuration does not hide the rest', async () => {
    const { isWell, text } = await examined({ ORG_TZ: 'Mars/Olympus' });
    expect(isWell).toBe(false);
    expect(text).toMatch(/^wrong {2}configuration: .*\n +ORG_TZ\n/m);
    expect(text).toMatch(/^ok +database: /m);
  });

  it('with the database is said without the password', async () => {
    const { isWell, text } = await examined({ DATABASE_URL: 'postgres://bot:hunter2@127.0.0.1:1/crm' });
    expect(isWell).toBe(false);
    expect(text).toMatch(/^wrong {2}database: Cannot use the database 127\.0\.0\.1:1\/crm/m);
    expect(text).not.toContain('hunter2');
  });

  it('with the migrations', async () => {
    const { isWell, text } = await examinedWhile(
      "update schema_migration set name = 'x' || name",
      'update schema_migration set name = substr(name, 2)',
    );
    expect(isWell).toBe(false);
    expect(text).toMatch(/^wrong {2}migrations: .*lacks \d+ migration/m);
    expect(text).toContain('rep-coach migrate');
  });

  it('with a source table', async () => {
    const { isWell, text } = await examinedWhile(
      'alter table quota_store rename column rep_id to owner_id',
      'alter table quota_store rename column owner_id to rep_id',
    );
    expect(isWell).toBe(false);
    expect(text).toMatch(/^wrong {2}data contract: \S+\.quota_store\.rep_id: expected text, found no such column/m);
    expect(text).toContain('Remedy:   add the column rep_id');
  });

  it('with the rights: a right too many on a source, one too few on its own', async () => {
    const { isWell, text } = await examinedWhile(
      'grant update on comp_plans to rep_coach_bot; revoke insert on metric_reading from rep_coach_bot',
      'revoke update on comp_plans from rep_coach_bot; grant insert on metric_reading to rep_coach_bot',
    );
    expect(isWell).toBe(false);
    expect(text).toContain(`rep_coach_bot may update on ${SOURCE_SCHEMA}.comp_plans, which it must not`);
    expect(text).toContain('rep_coach_bot may not insert on coaching.metric_reading');
  });

  it('with the reader of feeds', async () => {
    const { isWell, text } = await examinedWhile(
      'grant select on rep_coaching_log to public',
      'revoke select on rep_coaching_log from public',
    );
    expect(isWell).toBe(false);
    expect(text).toContain('rep_coach_feed_reader may select on coaching.rep_coaching_log, which it must not');
    expect(text).toContain('from PUBLIC');
  });

  it('with a feed that fell silent', async () => {
    const weekLater = new Date('2026-03-09T12:00:00Z');
    expect((await examined({}, new Date(weekLater.getTime() - 1))).isWell).toBe(true);
    const { isWell, text } = await examined({}, weekLater);
    expect(isWell).toBe(false);
    expect(text).toMatch(/^wrong {2}source rep_activity: .*7 days ago\n.*Remedy:/m);
  });

  it('with somebody who has no Slack account, however long ago that was told', async () => {
    const { isWell, text } = await examinedWhile(
      `update person set slack_user_id = null where person_id in ('mia', 'ada')`,
      `update person set slack_user_id = 'U0' || upper(person_id) || '0000' where person_id in ('mia', 'ada')`,
    );
    expect(isWell).toBe(false);
    expect(text).toMatch(/^wrong {2}people: .*without a Slack account: mia; their messages wait\n.*Remedy:/m);
  });

  it('with the Slack token', async () => {
    const { isWell, text } = await examined({ SLACK_BOT_TOKEN: 'xoxb-of-nobody' });
    expect(isWell).toBe(false);
    expect(text).toMatch(/^wrong {2}slack: the bot token was not accepted \(.*invalid_auth.*\)\n.*Remedy:/m);
    expect(text).not.toContain('xoxb-of-nobody');
  });
});

describe('a thresholds file', () => {
  async function examinedWith(content: string) {
    const folder = await mkdtemp(join(tmpdir(), 'thresholds-'));
    try {
      await writeFile(join(folder, 'thresholds.yml'), content);
      return await examined({ THRESHOLDS_FILE: join(folder, 'thresholds.yml') });
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  it('is named where a number comes from it, also when the number is the built-in one', async () => {
    const { isWell, text } = await examinedWith(`
alpha: 0.02
roles: { SDR: { ramp_days: 45 } }
transfer_grace_days: 14
metrics:
  AE.stage_conversion:
    minimum_sample: 10
    segments: { enterprise: { minimum_sample: 6 } }
`);
    expect(isWell).toBe(true);
    expect(text).toContain('AE.stage_conversion: minimum_sample 10 (file), material_gap 0.1, ');
    expect(text).toContain('AE.stage_conversion, enterprise: minimum_sample 6 (file)\n');
    expect(text).toContain('SDR: alpha 0.02 (file), minimum_peers 5, ramp_days 45 (file)');
    expect(text).toContain('AE: alpha 0.02 (file), minimum_peers 5, ramp_days 90\n');
    expect(text).toContain('transfer_grace_days 14 (file), renewal_grace_days 30,');
  });

  it('that cannot be used is wrong', async () => {
    const { isWell, text } = await examinedWith('metrics: { AE.nothing: { minimum_sample: 6 } }');
    expect(isWell).toBe(false);
    expect(text).toMatch(/^wrong {2}thresholds: .*cannot be used/m);
    expect(text).toContain('AE.nothing');
  });
});

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { startBot } from '../src/main.ts';
import { type LocalSlack, startLocalSlack } from '../src/sandbox/slack/local-slack.ts';
import { useDatabase } from './support/database.ts';
import { loadPeople, orgTz, people, slackIdOf, slackUsers } from './support/small-organisation.ts';
import { SOURCE_SCHEMA } from './support/source-schema.ts';

const database = useDatabase();
const manifest: unknown = parse(readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8'));
let slack: LocalSlack;

beforeAll(async () => {
  await loadPeople(database.owner, '2025-01-06');
  slack = await startLocalSlack({ manifest, users: slackUsers, businessNow: () => new Date() });
});
afterAll(() => slack.stop());

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  server.close();
  await once(server, 'close');
  return port;
}

const configWith = (port: number, mode: 'socket' | 'http') => ({
  database: { url: database.url, migrationUrl: database.url, sourceSchema: SOURCE_SCHEMA },
  organisation: { orgTz, orgCalendarId: 'US', digestCalendar: 'organisation' as const, reportingCurrency: 'USD' },
  slack: {
    botToken: slack.botToken,
    apiUrl: slack.apiUrl,
    ...(mode === 'socket'
      ? { mode: 'socket' as const, appToken: slack.appToken }
      : { mode: 'http' as const, signingSecret: slack.signingSecret }),
  },
  service: { port, jobTime: '06:00' },
  thresholds: { file: undefined },
  playbook: { file: undefined },
  log: { level: 'silent' as const },
});

describe.each(['socket', 'http'] as const)('rep-coach start over %s', (mode) => {
  it('answers people, says that it is well, and ends in order', async () => {
    const port = await freePort();
    const ending = new AbortController();
    slack.deliverTo(mode === 'http' ? `http://127.0.0.1:${port}/slack/events` : undefined);
    const running = startBot({ config: configWith(port, mode), signal: ending.signal });
    const look = () => fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    await expect.poll(async () => (await look())?.status, { timeout: 15_000 }).toBe(200);
    expect(await (await look())?.json()).toMatchObject({ ok: true, database: 'ok', sender: 'running' });

    const user = slackIdOf(people.manager);
    await slack.control.openHome({ user });
    await expect.poll(async () => (await slack.control.screen({ user })).home).not.toBeNull();
    expect(await slack.control.command({ user, text: '/rep-coach help' })).toMatchObject({ acked: true });

    ending.abort();
    await running;
    expect(await look()).toBeUndefined();
  }, 40_000);
});

describe('rep-coach start', () => {
  it('says that its port is taken', async () => {
    const other = createServer().listen(0);
    await once(other, 'listening');
    const { port } = z.object({ port: z.number() }).parse(other.address());
    const starting = startBot({ config: configWith(port, 'socket'), signal: new AbortController().signal });
    await expect(starting).rejects.toMatchObject({ code: 'port_unavailable' });
    other.close();
  }, 20_000);
});

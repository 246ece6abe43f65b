import { createServer } from 'node:net';
import type { Knex } from 'knex';
import { pino } from 'pino';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { builtInCatalog } from '../../../src/catalog/catalog.ts';
import { connect } from '../../../src/db/connection.ts';
import { signatureHeaders } from '../../../src/sandbox/slack/link/signed-request.ts';
import { createSlackApp } from '../../../src/slack/app.ts';
import { actionIds } from '../../../src/slack/ids.ts';
import { EVENTS_PATH } from '../../../src/slack/receiver.ts';
import { givePendingItem } from '../../support/coaching-rows.ts';
import { useDatabase } from '../../support/database.ts';
import { loadPeople, people, slackIdOf } from '../../support/small-organisation.ts';
import { SOURCE_SCHEMA } from '../../support/source-schema.ts';
import { itemButtons } from './item-buttons.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';

const database = useDatabase();
const now = new Date('2026-03-16T14:00:00Z');
let stage: Stage | undefined;
let coachingId: string;

async function open(options: Partial<StageOptions> = {}): Promise<Stage> {
  stage = await openStage({ db: database.db, now: () => now, ...options });
  return stage;
}

beforeAll(() => loadPeople(database.owner, '2025-01-06'));
beforeEach(async () => {
  await database.owner.raw('truncate pattern_episode, rep_coaching_log, audit_event, slack_request cascade');
  ({ coachingId } = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-16' }));
});
afterEach(async () => {
  await stage?.stop();
  stage = undefined;
});

const row = () => database.owner('rep_coaching_log').where({ coaching_id: coachingId }).first();

async function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('No port.'));
      server.close(() => resolve(address.port));
    });
  });
}

describe('over Socket Mode', () => {
  test('a socket that Slack closes is opened again, and what came meanwhile is handled', async () => {
    const { slack, screen } = await open();
    await slack.control.faults({ set: { kind: 'disconnect' } });
    await slack.control.openHome({ user: slackIdOf(people.manager) });
    await expect.poll(async () => (await screen(people.manager)).home, { timeout: 12_000 }).not.toBeNull();
  });

  test('a socket that is cut is opened again', async () => {
    const { slack, screen } = await open();
    await slack.control.faults({ set: { kind: 'cut_socket' } });
    await slack.control.openHome({ user: slackIdOf(people.manager) });
    await expect.poll(async () => (await screen(people.manager)).home, { timeout: 12_000 }).not.toBeNull();
  });

  test('an event that cannot be stored is not acknowledged, comes again, and is handled then', async () => {
    const { slack, screen } = await open({ slack: { ackTimeoutMs: 200, eventRetryDelaysMs: [50, 1_500, 1_500] } });
    await database.owner.raw('alter table slack_request rename to slack_request_gone');
    await slack.control.openHome({ user: slackIdOf(people.manager) });
    await expect.poll(async () => attempts(slack)).toBeGreaterThan(0);
    expect((await screen(people.manager)).home).toBeNull();
    await database.owner.raw('alter table slack_request_gone rename to slack_request');
    await expect.poll(async () => (await screen(people.manager)).home, { timeout: 8_000 }).not.toBeNull();
    await expect.poll(() => database.owner('slack_request').select('state')).toEqual([{ state: 'handled' }]);
  });

  const attempts = async ({ control }: Stage['slack']) =>
    Math.max(...(await control.ledger()).entries.map((entry) => (entry.kind === 'envelope' ? entry.attempt : 0)));
});

describe('with the database down', () => {
  let unreachable: Knex;
  beforeAll(() => {
    unreachable = connect({ url: 'postgres://nobody@127.0.0.1:1/none', sourceSchema: SOURCE_SCHEMA });
    return () => unreachable.destroy();
  });

  test('whoever clicks or types is answered in time that nothing was recorded', async () => {
    const { click, command, post, privately, slack } = await open({ db: unreachable });
    await click(people.manager, actionIds.approve, await post(people.manager, itemButtons(coachingId)));
    await expect.poll(() => privately(people.manager)).toEqual([expect.stringContaining('Nothing was recorded')]);
    await command(people.slm, '/rep-coach queue');
    await expect.poll(() => privately(people.slm)).toEqual([expect.stringContaining('Nothing was recorded')]);
    const acks = (await slack.control.ledger()).entries.filter((entry) => entry.kind === 'ack');
    expect(acks.every((ack) => !ack.late)).toBe(true);
    expect((await row()).approval_status).toBe('pending_approval');
  });
});

describe('over HTTP', () => {
  async function openHttp() {
    const port = await freePort();
    const opened = await open({ http: { port } });
    const url = `http://127.0.0.1:${port}${EVENTS_PATH}`;
    opened.slack.deliverTo(url);
    return { ...opened, url };
  }

  /** A click on Approve as Slack would send it, signed as asked. */
  async function forge(url: string, secret: string, seconds: number) {
    const payload = {
      type: 'block_actions',
      user: { id: slackIdOf(people.manager), team_id: 'T0LOCALTEAM' },
      team: { id: 'T0LOCALTEAM' },
      trigger_id: 'none',
      response_url: 'http://127.0.0.1:1/none',
      actions: [
        {
          action_id: actionIds.approve,
          block_id: 'item',
          type: 'button',
          value: JSON.stringify({ coachingId, version: 1 }),
        },
      ],
    };
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      ...signatureHeaders(secret, body, Math.floor(Date.now() / 1000) + seconds),
    };
    return (signedAs = (signature: string) => signature): Promise<Response> => {
      const sent = new Headers(headers);
      sent.set('x-slack-signature', signedAs(sent.get('x-slack-signature') ?? ''));
      return fetch(url, { method: 'POST', headers: sent, body });
    };
  }

  test('a click is handled as over a socket', async () => {
    const { click, post } = await openHttp();
    await click(people.manager, actionIds.approve, await post(people.manager, itemButtons(coachingId)));
    await expect.poll(async () => (await row()).approval_status).toBe('approved');
  });

  test.each([
    ['signed with another secret', 'another-signing-secret', 0],
    ['signed too long ago', undefined, -400],
    ['signed in the future', undefined, 400],
  ])('a request %s is refused, stored nowhere and does nothing', async (_what, secret, seconds) => {
    const { slack, url } = await openHttp();
    const send = await forge(url, secret ?? slack.signingSecret, seconds);
    expect((await send()).status).toBe(401);
    expect(await database.owner('slack_request')).toEqual([]);
    expect((await row()).approval_status).toBe('pending_approval');
  });

  test.each([
    ['as it was', (signature: string) => signature],
    ['with something behind its signature', (signature: string) => `${signature}=1`],
  ])('a request that somebody recorded and sends again, %s, has no effect', async (_how, change) => {
    const { slack, url } = await openHttp();
    const send = await forge(url, slack.signingSecret, 0);
    expect((await send()).status).toBe(200);
    await expect.poll(async () => (await row()).approval_status).toBe('approved');
    await database.owner('rep_coaching_log').where({ coaching_id: coachingId }).update({
      approval_status: 'pending_approval',
      approved_by: null,
      decided_at: null,
      version: 1,
    });
    expect((await send(change)).status).toBe(200);
    await expect.poll(async () => (await database.owner('slack_request').first()).state).toBe('handled');
    expect(await row()).toMatchObject({ approval_status: 'pending_approval', version: 1 });
    expect(await database.owner('slack_request')).toHaveLength(1);
  });

  test('an event that cannot be stored is answered as a failure, so that Slack sends it again', async () => {
    const { slack, screen } = await openHttp();
    await database.owner.raw('alter table slack_request rename to slack_request_gone');
    await slack.control.openHome({ user: slackIdOf(people.manager) });
    await database.owner.raw('alter table slack_request_gone rename to slack_request');
    await expect.poll(async () => (await screen(people.manager)).home, { timeout: 5_000 }).not.toBeNull();
    await expect.poll(() => database.owner('slack_request').select('state')).toEqual([{ state: 'handled' }]);
  });

  test('a port that is in use is said so, with what to do', async () => {
    const { slack, url } = await openHttp();
    const second = await createSlackApp(
      {
        mode: 'http',
        port: Number(new URL(url).port),
        signingSecret: slack.signingSecret,
        botToken: slack.botToken,
        apiUrl: slack.apiUrl,
      },
      services(),
    );
    await expect(second.start()).rejects.toMatchObject({ code: 'port_unavailable' });
  });
});

const services = () => ({
  db: database.db,
  clock: { now: () => now },
  settings: { orgTz: 'UTC', orgCalendarId: 'US', reportingCurrency: 'USD' },
  log: pino({ level: 'silent' }),
  wake: () => undefined,
  catalog: builtInCatalog,
  connectionLost: () => undefined,
});

describe('when Slack does not let the bot in', () => {
  test.each([
    ['a token that it does not know', 'xoxb-wrong', undefined],
    ['no way to reach it', undefined, 'http://127.0.0.1:1/api/'],
  ])('%s is said before anything starts', async (_what, token, apiUrl) => {
    const { slack } = await open();
    const starting = createSlackApp(
      {
        mode: 'socket',
        appToken: slack.appToken,
        botToken: token ?? slack.botToken,
        apiUrl: apiUrl ?? slack.apiUrl,
      },
      services(),
    );
    await expect(starting).rejects.toMatchObject({ code: 'slack_unusable' });
    await expect(starting).rejects.not.toThrow(token ?? 'xoxb');
  });
});

test('the app asks Slack once who it is, not at every request', async () => {
  const { slack, screen } = await open();
  for (const personId of [people.manager, people.slm, people.rep]) {
    await slack.control.openHome({ user: slackIdOf(personId) });
    await expect.poll(async () => (await screen(personId)).home).not.toBeNull();
  }
  const calls = (await slack.control.ledger()).entries.filter((entry) => entry.kind === 'api_call');
  expect(calls.filter(({ method }) => method === 'auth.test')).toHaveLength(1);
  expect(calls.filter(({ method }) => method === 'apps.connections.open')).toMatchObject([{ token: 'app' }]);
});

test.each([
  [{ type: 'app_uninstalled' }, ['app_uninstalled']],
  [{ type: 'tokens_revoked', tokens: { bot: ['U0LOCALBOT1'] } }, ['tokens_revoked']],
  [{ type: 'tokens_revoked', tokens: { oauth: ['U0MIA0000'] } }, []],
])('of %j whoever sends hears %j', async (event, lost) => {
  const { app, calls } = await open();
  const acked: unknown[] = [];
  await app.app.processEvent({
    body: { type: 'event_callback', event_id: 'Ev1', team_id: 'T0LOCALTEAM', event },
    ack: async (response) => void acked.push(response),
    customProperties: { slackEnvelopeId: 'E1' },
  });
  expect(acked).toHaveLength(1);
  expect(calls.lost).toEqual(lost);
});

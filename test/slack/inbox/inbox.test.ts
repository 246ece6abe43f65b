import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ReceiverEvent } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import type { Knex } from 'knex';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '../../../src/db/connection.ts';
import { dropSlackRequest } from '../../../src/db/stores/slack-requests.ts';
import { type Handle, NotNow, NotStored, receive } from '../../../src/slack/inbox.ts';
import { useDatabase } from '../../support/database.ts';
import { SOURCE_SCHEMA } from '../../support/source-schema.ts';

const database = useDatabase();

/** What was said at the response_url. */
let said: { text: string; response_type: string; replace_original: boolean }[] = [];
const responses = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    said.push(JSON.parse(body));
    response.end('ok');
  });
});
let responseUrl = '';
let unreachable: Knex;
const logged: string[] = [];
const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
const client = new WebClient('xoxb-none', { slackApiUrl: 'http://127.0.0.1:1/api/', retryConfig: { retries: 0 } });

beforeAll(async () => {
  await new Promise<void>((resolve) => responses.listen(0, '127.0.0.1', resolve));
  responseUrl = `http://127.0.0.1:${(responses.address() as AddressInfo).port}/`;
  unreachable = connect({ url: 'postgres://nobody@127.0.0.1:1/none', sourceSchema: SOURCE_SCHEMA });
});
afterAll(async () => {
  await unreachable.destroy();
  responses.close();
});
beforeEach(() => {
  said = [];
  logged.length = 0;
});

interface Came {
  outcome: 'taken' | Error;
  acked: unknown[];
  handled: number;
}

/** One request, as a receiver hands it over. `handle` stands for Bolt and the listeners. */
async function comes(
  body: Record<string, unknown>,
  options: { transport?: Record<string, unknown>; handle?: Handle; db?: Knex } = {},
): Promise<Came> {
  const acked: unknown[] = [];
  let handled = 0;
  const event: ReceiverEvent = {
    body,
    customProperties: options.transport ?? { slackEnvelopeId: 'E1' },
    ack: async (response) => void acked.push(response ?? {}),
  };
  const handle: Handle =
    options.handle ??
    (async ({ ack }) => {
      await ack();
    });
  const outcome = await receive({ db: options.db ?? database.db, log, client }, event, async (stored) => {
    handled += 1;
    await handle(stored);
  }).then(
    () => 'taken' as const,
    (error: Error) => error,
  );
  return { outcome, acked, handled };
}

const requests = () => database.owner('slack_request').select('request_key', 'kind', 'state').orderBy('request_key');

const anEvent = (id: string) => ({
  type: 'event_callback',
  event_id: id,
  event: { type: 'message', text: 'private words', user: 'U1', channel: 'D1' },
});
const aClick = () => ({
  type: 'block_actions',
  response_url: responseUrl,
  actions: [{ action_id: 'coaching_approve', block_id: 'b', value: 'v' }],
});
const aSubmission = () => ({
  type: 'view_submission',
  view: {
    id: 'V1',
    callback_id: 'coaching_modify',
    blocks: [
      { type: 'section', block_id: 'intro' },
      { type: 'input', block_id: 'action_text' },
    ],
  },
});

beforeEach(async () => {
  await database.owner('slack_request').delete();
});

describe('a request that comes once', () => {
  test('is stored before it is handed on, and settled after', async () => {
    let storedBefore: unknown;
    const came = await comes(anEvent('Ev1'), {
      handle: async ({ ack }) => {
        storedBefore = await requests();
        await ack();
      },
    });
    expect(came).toEqual({ outcome: 'taken', acked: [{}], handled: 1 });
    expect(storedBefore).toEqual([{ request_key: 'event:Ev1', kind: 'event', state: 'received' }]);
    expect(await requests()).toEqual([{ request_key: 'event:Ev1', kind: 'event', state: 'handled' }]);
  });

  test('leaves nothing of what it said, in no row and no log line', async () => {
    await comes(anEvent('Ev2'), { handle: () => Promise.reject(new Error('private words')) });
    const rows = await database.owner('slack_request');
    expect(JSON.stringify([rows, logged])).not.toMatch(/private words|U1|D1/);
  });
});

describe('a request that comes again', () => {
  test('has no effect: an event by its id, whatever brings it', async () => {
    await comes(anEvent('Ev3'), { transport: { slackEnvelopeId: 'A' } });
    expect(await comes(anEvent('Ev3'), { transport: { slackEnvelopeId: 'B' } })).toEqual({
      outcome: 'taken',
      acked: [{}],
      handled: 0,
    });
  });

  test('has no effect: a click by its envelope', async () => {
    await comes(aClick(), { transport: { slackEnvelopeId: 'C' } });
    expect((await comes(aClick(), { transport: { slackEnvelopeId: 'C' } })).handled).toBe(0);
    expect((await comes(aClick(), { transport: { slackEnvelopeId: 'D' } })).handled).toBe(1);
  });

  test('has no effect: a click by its signature', async () => {
    const signed = { slackSignature: 'v0=abc', slackSentAt: Date.now() / 1000 };
    await comes(aClick(), { transport: signed });
    expect((await comes(aClick(), { transport: signed })).handled).toBe(0);
    const [row] = await requests();
    expect(row.request_key).toMatch(/^signature:[0-9a-f]{64}$/);
  });

  test.each(['handled', 'failed'])('has no effect however long ago it was %s', async (state) => {
    await database.owner('slack_request').insert({
      request_key: 'event:Ev6',
      kind: 'event',
      state,
      received_at: database.owner.raw("now() - interval '30 days'"),
    });
    expect(await comes(anEvent('Ev6'))).toEqual({ outcome: 'taken', acked: [{}], handled: 0 });
  });

  test('is never forgotten once it was handled, only while nobody has it', async () => {
    await comes(anEvent('Ev7'));
    await database.owner('slack_request').insert({ request_key: 'event:Ev8', kind: 'event', received_at: new Date() });
    for (const key of ['event:Ev7', 'event:Ev8']) await dropSlackRequest(database.db, key);
    expect((await requests()).map(({ request_key }) => request_key)).toEqual(['event:Ev7']);
  });

  test('while it is being handled is neither handled nor acknowledged, if Slack can send it again', async () => {
    const again: Came[] = [];
    await comes(anEvent('Ev4'), {
      handle: async ({ ack }) => {
        again.push(await comes(anEvent('Ev4')));
        await ack();
      },
    });
    expect(again).toEqual([{ outcome: expect.any(NotStored), acked: [], handled: 0 }]);
  });

  test('after whoever had it died half-way is handled', async () => {
    await database.owner('slack_request').insert({
      request_key: 'event:Ev5',
      kind: 'event',
      received_at: database.owner.raw("now() - interval '31 seconds'"),
    });
    expect((await comes(anEvent('Ev5'))).handled).toBe(1);
  });

  test('at once in many copies is handled once', async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, () => comes(aClick(), { transport: { slackEnvelopeId: 'M' } })),
    );
    expect(all.reduce((sum, { handled }) => sum + handled, 0)).toBe(1);
  });
});

describe('a request that cannot be stored', () => {
  test('is not acknowledged when it is an event', async () => {
    const came = await comes(anEvent('Ev6'), { db: unreachable });
    expect(came).toEqual({ outcome: expect.any(NotStored), acked: [], handled: 0 });
  });

  test('is acknowledged when it is a click, and the person is told that nothing was recorded', async () => {
    const started = Date.now();
    const came = await comes(aClick(), { db: unreachable });
    expect(came).toEqual({ outcome: 'taken', acked: [{}], handled: 0 });
    expect(said).toEqual([
      { text: expect.stringContaining('Nothing was recorded'), response_type: 'ephemeral', replace_original: false },
    ]);
    expect(Date.now() - started).toBeLessThan(2_500);
  });

  test('is answered under the field when it is a modal, so that what was typed stays', async () => {
    const came = await comes(aSubmission(), { db: unreachable });
    expect(came.acked).toEqual([
      { response_action: 'errors', errors: { action_text: expect.stringContaining('Nothing was recorded') } },
    ]);
  });

  test('is answered in the acknowledgement when it is a command', async () => {
    const came = await comes({ command: '/rep-coach', text: 'queue' }, { db: unreachable });
    expect(came.acked).toEqual([{ response_type: 'ephemeral', text: expect.stringContaining('Nothing was recorded') }]);
  });

  test('because the database is slow is answered in time, and can come again', async () => {
    const lock = await database.owner.transaction();
    await lock.raw('lock table slack_request in access exclusive mode');
    const started = Date.now();
    const click = await comes(aClick());
    const event = await comes(anEvent('Ev7'));
    expect(Date.now() - started).toBeLessThan(4_000);
    expect(click.acked).toHaveLength(1);
    expect(said).toHaveLength(1);
    expect(event).toMatchObject({ outcome: expect.any(NotStored), handled: 0 });
    await lock.rollback();
    await expect.poll(requests).toEqual([]);
    expect((await comes(anEvent('Ev7'))).handled).toBe(1);
  });
});

describe('a request that fails', () => {
  const fails: Handle = async ({ ack }) => {
    await ack();
    throw new Error('secret detail');
  };

  test('is settled as failed; the person gets a reference, the log has the same', async () => {
    await comes(aClick(), { handle: fails });
    expect(await requests()).toMatchObject([{ state: 'failed' }]);
    const reference = said[0]?.text.match(/reference ([0-9a-f]{8})/)?.[1];
    expect(reference).toBeDefined();
    expect(logged.join('')).toContain(`"reference":"${reference}"`);
    expect(logged.join('')).not.toContain('secret detail');
  });

  test('before it was acknowledged is acknowledged', async () => {
    const came = await comes(aSubmission(), { handle: () => Promise.reject(new Error()) });
    expect(came.acked).toEqual([
      { response_action: 'errors', errors: { action_text: expect.stringContaining('went wrong') } },
    ]);
  });
});

test('a control that nobody listens to is answered, not left to run out', async () => {
  const came = await comes(aClick(), { handle: async () => undefined });
  expect(came.acked).toEqual([{}]);
  expect(said[0]?.text).toContain('older version');
});

test.each([
  ['old', -301],
  ['from the future', 301],
])('a signed request that is too %s is refused and not stored', async (_what, seconds) => {
  const slackSentAt = Date.now() / 1000 + seconds;
  const came = await comes(aClick(), { transport: { slackSignature: 'v0=x', slackSentAt } });
  expect(came).toEqual({ outcome: expect.any(NotNow), acked: [], handled: 0 });
  expect(await requests()).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { enqueue } from '../../src/delivery/outbox.ts';
import { type LocalSlack, startLocalSlack } from '../../src/sandbox/slack/local-slack.ts';
import { noon } from '../delivery/renderers.ts';
import { useDatabase } from '../support/database.ts';
import { type Replica, startReplica } from './replica.ts';

const database = useDatabase();
const people = Array.from({ length: 24 }, (_, index) => `p${index}`);
const each = Array.from({ length: 10 }, (_, index) => index);
const replicas: Replica[] = [];
let slack: LocalSlack;

beforeAll(async () => {
  slack = await startLocalSlack({
    manifest: parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')),
    users: people.map((id) => ({
      id: `U${id}`,
      name: id,
      real_name: id,
      email: `${id}@example.com`,
      tz: 'Etc/UTC',
    })),
    businessNow: () => noon,
    postIntervalMs: 40,
  });
});
afterAll(async () => {
  for (const replica of replicas) await replica.kill();
  await slack.stop();
});

function replica(): Replica {
  const started = startReplica('sender-process.ts', [database.url, slack.apiUrl, slack.botToken]);
  replicas.push(started);
  return started;
}

it('of hundreds of messages none is lost and none is doubled when senders are killed', {
  timeout: 60_000,
}, async () => {
  await database.owner('person').insert(
    people.map((id) => ({
      person_id: id,
      full_name: id,
      email: `${id}@example.com`,
      slack_user_id: `U${id}`,
      time_zone: 'UTC',
    })),
  );
  await database.db.transaction(async (trx) => {
    for (const n of each) {
      for (const id of people) {
        const key = `${id}:${String(n).padStart(2, '0')}`;
        await enqueue(trx, { key, kind: 'review_request', recipientId: id, reference: {}, now: noon });
      }
    }
  });
  for (const kind of ['lost_response', 'error_after_accept', 'error_before', 'rate_limited'] as const) {
    await slack.control.faults({ set: { kind, method: 'chat.postMessage', count: 2 } });
  }

  const sent = async () => (await database.db('delivery').where({ state: 'sent' })).length;
  const first = replica();
  const second = replica();
  await expect.poll(sent, { timeout: 20_000, interval: 100 }).toBeGreaterThan(50);
  await first.kill();
  replica();
  await expect.poll(sent, { timeout: 20_000, interval: 100 }).toBeGreaterThan(120);
  await second.kill();
  await expect.poll(sent, { timeout: 30_000, interval: 200 }).toBe(people.length * (each.length + 1));

  for (const id of people) {
    const { channels } = await slack.control.screen({ user: `U${id}` });
    const texts = channels.flatMap(({ messages }) => messages.map((message) => message.text));
    expect(texts).toEqual(
      each.flatMap((n) => (n === 5 ? [`${id}:05`, `${id}:05 (2 of 2)`] : [`${id}:${String(n).padStart(2, '0')}`])),
    );
  }
  // The kills were real: some messages were on their way, and were looked up rather than sent again.
  const { entries } = await slack.control.ledger();
  expect(entries.some((entry) => entry.kind === 'api_call' && entry.method === 'conversations.history')).toBe(true);
});

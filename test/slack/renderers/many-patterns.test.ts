import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { builtInCatalog } from '../../../src/catalog/catalog.ts';
import { enqueue } from '../../../src/delivery/outbox.ts';
import { type LocalSlack, startLocalSlack } from '../../../src/sandbox/slack/local-slack.ts';
import { createRenderers } from '../../../src/slack/renderers/index.ts';
import { decideRecommendation } from '../../../src/workflows/decide-recommendation.ts';
import { senderOn } from '../../delivery/sender-bench.ts';
import { givePendingItem } from '../../support/coaching-rows.ts';
import { useDatabase } from '../../support/database.ts';
import { loadPeople, orgTz, people, slackIdOf, slackUsers } from '../../support/small-organisation.ts';

const world = useDatabase();
const now = new Date('2026-03-02T14:00:00Z');
const PATTERNS = 100;
let slack: LocalSlack;

beforeAll(async () => {
  const manifest: unknown = parse(readFileSync(new URL('../../../manifest.yml', import.meta.url), 'utf8'));
  slack = await startLocalSlack({ manifest, users: slackUsers, businessNow: () => now, postIntervalMs: 10 });
});
afterAll(() => slack.stop());

async function shown(): Promise<string[]> {
  const { channels } = await slack.control.screen({ user: slackIdOf(people.manager) });
  return channels.flatMap(({ messages }) => messages.map((message) => JSON.stringify(message)));
}

test('a hundred patterns of one rep: messages in their order, each once, and a decision shows where its item stands', {
  timeout: 60_000,
}, async () => {
  await loadPeople(world.owner, '2025-01-06');
  const ids: string[] = [];
  for (let index = 0; index < PATTERNS; index += 1) {
    const on = '2026-03-02';
    const { coachingId } = await givePendingItem(world.owner, {
      repId: people.rep,
      on,
      dimension: `${index}>x${index}`,
    });
    ids.push(coachingId);
  }
  await enqueue(world.db, {
    key: 'review:many',
    kind: 'review_request',
    recipientId: people.manager,
    reference: { rep_id: people.rep, as_of: '2026-03-02' },
    subjects: ids.map((id) => `coaching:${id}`),
    now,
  });
  // As when a sender dies under way: Slack has the message, and nobody knows.
  await slack.control.faults({ set: { kind: 'lost_response', method: 'chat.postMessage' } });
  const renderers = createRenderers({ orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' }, builtInCatalog);
  const started = () =>
    senderOn(world.db, slack.apiUrl, {
      token: slack.botToken,
      renderers,
      businessNow: () => now,
      limits: { timeoutMs: 2_000, leaseMs: 6_000, channelSpacingMs: 15, pictureMs: 0 },
    });
  await Promise.all([started().drain(), started().drain()]);

  const messages = await shown();
  expect(messages).toHaveLength(Math.ceil(PATTERNS / 3));
  const placeOf = (from: readonly string[], id: string) => from.flatMap((one, at) => (one.includes(id) ? [at] : []));
  expect(ids.map((id) => placeOf(messages, id))).toEqual(ids.map((_, index) => [Math.floor(index / 3)]));
  expect(messages[33]).toContain('(34 of 34)');

  const [decided = ''] = ids.slice(50);
  const decision = {
    coachingId: decided,
    seenVersion: 1,
    decision: { kind: 'approve' },
    actorId: people.manager,
    now,
  } as const;
  expect(await decideRecommendation(world.db, { orgTz, catalog: builtInCatalog }, decision)).toEqual({
    outcome: 'done',
  });
  await started().drain();
  const after = await shown();
  expect(after.flatMap((one, at) => (one.includes('*Approved*') ? [at] : []))).toEqual([16]);
  expect(ids.map((id) => placeOf(after, id))).toEqual(ids.map((id) => placeOf(messages, id)));
  const keys = await world.db('delivery').orderBy('part').pluck('delivery_key');
  expect(keys).toEqual(['review:many', ...Array.from({ length: 33 }, (_, index) => `review:many/${index + 2}`)]);
});

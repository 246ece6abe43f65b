import { readFileSync } from 'node:fs';
import type { KnownBlock } from '@slack/types';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { askForPictures } from '../../src/delivery/ask-for-pictures.ts';
import { redraw } from '../../src/delivery/outbox.ts';
import { takeUploadTurn } from '../../src/delivery/rate-gates.ts';
import type { Picture } from '../../src/domain/picture.ts';
import type { FaultInput } from '../../src/sandbox/slack/control-contract.ts';
import { type LocalSlack, startLocalSlack } from '../../src/sandbox/slack/local-slack.ts';
import { useDatabase } from '../support/database.ts';
import { noon, renderersWith } from './renderers.ts';
import { addPerson, emptyOutbox, put, senderOn, stateOf } from './sender-bench.ts';

const database = useDatabase();
let slack: LocalSlack;

beforeAll(async () => {
  const manifest: unknown = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'));
  const user = (id: string) => ({ id: `U${id}`, name: id, real_name: id, email: `${id}@example.com`, tz: 'Etc/UTC' });
  slack = await startLocalSlack({
    manifest,
    users: ['ann', 'bob'].map(user),
    businessNow: () => noon,
    postIntervalMs: 0,
  });
});
beforeEach(async () => {
  await slack.reset();
  await emptyOutbox(database.owner);
  await addPerson(database.owner, 'ann');
  await addPerson(database.owner, 'bob');
});
afterAll(() => slack.stop());

const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('pixels')]);
const words = 'A trend that falls from 61% to 23%.';

function picture(own: Partial<Picture> = {}): Picture {
  return { key: 'trend:1', altText: words, draw: async () => png, ...own };
}

/** A digest with a section, a picture and a button. */
function showing(shown: Picture) {
  const blocks: KnownBlock[] = [
    { type: 'section', text: { type: 'mrkdwn', text: 'Your numbers' } },
    { type: 'image', alt_text: shown.altText, slack_file: { id: shown.key } },
    { type: 'actions', elements: [{ type: 'button', action_id: 'ok', text: { type: 'plain_text', text: 'OK' } }] },
  ];
  const rendered = { outcome: 'message' as const, message: { text: 'Your digest', blocks, pictures: [shown] } };
  return renderersWith({ rep_digest: async () => rendered });
}

const digest = (key: string, recipientId = 'ann') =>
  put(database.db, key, { kind: 'rep_digest', recipientId, subjects: ['digest:1'] });
const sender = (shown: Picture, limits: object = {}) =>
  senderOn(database.db, slack.apiUrl, {
    token: slack.botToken,
    renderers: showing(shown),
    limits: { timeoutMs: 2_000, leaseMs: 6_000, pictureMs: 3_000, ...limits },
  });
const fault = (set: FaultInput) => slack.control.faults({ set });

async function blocksSeenBy(user: string): Promise<string[][]> {
  const { channels } = await slack.control.screen({ user: `U${user}` });
  return channels.flatMap(({ messages }) =>
    messages.map(({ blocks }) => (blocks ?? []).map((block) => String(block.type))),
  );
}

async function callsOf(method: string) {
  const { entries } = await slack.control.ledger();
  const lastReset = entries.findLastIndex((entry) => entry.kind === 'reset');
  return entries
    .slice(lastReset + 1)
    .flatMap((entry) => (entry.kind === 'api_call' && entry.method === method ? [entry] : []));
}

const drawn = ['section', 'image', 'actions'];
const inWords = ['section', 'context', 'actions'];

describe('a message with a picture', () => {
  it('shows a file that was uploaded without a channel and that Slack has done with', async () => {
    await digest('a');
    await sender(picture()).drain();
    expect(await blocksSeenBy('ann')).toEqual([drawn]);
    const [completed] = await callsOf('files.completeUploadExternal');
    expect(completed?.args).not.toHaveProperty('channel_id');
    expect(await callsOf('chat.postMessage')).toHaveLength(1);
    // Nor does its name or title say whose it is, or what it shows.
    const [asked] = await callsOf('files.getUploadURLExternal');
    expect(asked?.args).toMatchObject({ filename: 'picture.png' });
    expect(JSON.stringify(completed?.args.files)).toContain('Picture');
    expect(JSON.stringify([asked?.args, completed?.args])).not.toMatch(/trend|Number|ann/);
    expect(await database.db('picture_file').select()).toMatchObject([{ picture_key: 'trend:1', state: 'usable' }]);
  });

  it('is uploaded once, however often the message is tried, drawn again or sent to another', async () => {
    await fault({ kind: 'lost_response', method: 'chat.postMessage' });
    await digest('a');
    await sender(picture()).drain();
    await redraw(database.db, ['digest:1']);
    await digest('b', 'bob');
    await sender(picture()).drain();
    expect([await blocksSeenBy('ann'), await blocksSeenBy('bob')]).toEqual([[drawn], [drawn]]);
    expect(await callsOf('files.getUploadURLExternal')).toHaveLength(1);
  });

  it('is uploaded anew when its data have changed', async () => {
    await digest('a');
    await sender(picture()).drain();
    await redraw(database.db, ['digest:1']);
    await sender(picture({ key: 'trend:2' })).drain();
    expect(await callsOf('files.getUploadURLExternal')).toHaveLength(2);
    expect(await blocksSeenBy('ann')).toEqual([drawn]);
  });
});

describe('a picture never holds a message up', () => {
  const faults: [string, FaultInput][] = [
    ['no place for it', { kind: 'error_before', method: 'files.getUploadURLExternal' }],
    ['a place that nobody heard of', { kind: 'lost_response', method: 'files.getUploadURLExternal' }],
    ['an upload that fails', { kind: 'error_before', method: 'upload' }],
    ['an upload without an answer', { kind: 'lost_response', method: 'upload' }],
    [
      'an end that is refused',
      { kind: 'error_before', method: 'files.completeUploadExternal', error: 'internal_error' },
    ],
    ['an end that nobody heard of', { kind: 'lost_response', method: 'files.completeUploadExternal' }],
    ['a scope that is missing', { kind: 'error_before', method: 'files.info', error: 'missing_scope' }],
    ['a limit', { kind: 'rate_limited', method: 'files.getUploadURLExternal', retryAfter: 1 }],
  ];
  it.each(faults)('%s: it goes with the words, and the picture follows', async (_, set) => {
    await fault(set);
    await digest('a');
    await sender(picture()).drain();
    expect(await blocksSeenBy('ann')).toEqual([inWords]);
    const [posted] = await callsOf('chat.postMessage');
    expect(JSON.stringify(posted?.args)).toContain(words);
    expect(await stateOf(database.db, 'a')).toMatchObject({ state: 'sent', picture_tries: 0 });

    await expect.poll(() => askForPictures(database.db, 10), { timeout: 3_000 }).toBe(1);
    await database.owner('rate_gate').where('gate', 'like', 'method:files%').delete();
    await sender(picture()).drain();
    expect(await blocksSeenBy('ann')).toEqual([drawn]);
    expect(await stateOf(database.db, 'a')).toMatchObject({ picture_tries: 1, picture_due: null });
    expect(await callsOf('chat.postMessage')).toHaveLength(1);
  });

  it('a slow one: the message waits no longer than its limit', async () => {
    await fault({ kind: 'latency', method: 'upload', latency: 1_500 });
    await digest('a');
    const startedAt = performance.now();
    await sender(picture(), { pictureMs: 300 }).drain();
    expect(performance.now() - startedAt).toBeLessThan(1_400);
    expect(await blocksSeenBy('ann')).toEqual([inWords]);
  });

  it('a slow one meets the message later, without a second upload', async () => {
    await fault({ kind: 'latency', method: 'upload', latency: 600 });
    await digest('a');
    await sender(picture(), { pictureMs: 300 }).drain();
    await expect.poll(() => database.db('picture_file').pluck('state'), { timeout: 5_000 }).not.toEqual([]);
    await askForPictures(database.db, 10);
    await sender(picture()).drain();
    expect(await blocksSeenBy('ann')).toEqual([drawn]);
    expect(await callsOf('files.getUploadURLExternal')).toHaveLength(1);
  });

  it('one that cannot be drawn: words, and Slack is asked nothing', async () => {
    await digest('a');
    await sender(picture({ draw: async () => Promise.reject(new Error('no font')) })).drain();
    expect(await blocksSeenBy('ann')).toEqual([inWords]);
    expect(await callsOf('files.getUploadURLExternal')).toEqual([]);
  });

  it('one that never comes: the message is drawn again five times, then left alone', async () => {
    const broken = picture({ draw: async () => Promise.reject(new Error('no font')) });
    await digest('a');
    await sender(broken, { pictureRetryMs: 1 }).drain();
    for (let tries = 1; tries <= 5; tries += 1) {
      await expect.poll(() => askForPictures(database.db, 10)).toBe(1);
      await sender(broken, { pictureRetryMs: 1 }).drain();
    }
    expect(await stateOf(database.db, 'a')).toMatchObject({ picture_tries: 5, picture_due: null, state: 'sent' });
  });

  it('many at once: a few are drawn again at a time, and the others lose no try', async () => {
    const broken = picture({ draw: async () => Promise.reject(new Error('no font')) });
    for (const key of ['a', 'b', 'c']) await digest(key);
    await sender(broken, { pictureRetryMs: 1 }).drain();
    await expect.poll(() => askForPictures(database.db, 2)).toBe(2);
    expect(await database.db('delivery').orderBy('picture_tries').pluck('picture_tries')).toEqual([0, 1, 1]);
    expect(await askForPictures(database.db, 2)).toBe(1);
  });

  it('one that Slack refuses in a message: words in its place, everything else as it was', async () => {
    await fault({ kind: 'error_before', method: 'chat.postMessage', error: 'invalid_blocks' });
    await digest('a');
    await sender(picture()).drain();
    expect(await blocksSeenBy('ann')).toEqual([inWords]);
    expect(await stateOf(database.db, 'a')).toMatchObject({ state: 'sent', plain: false, picture_due: null });
    await redraw(database.db, ['digest:1']);
    await sender(picture()).drain();
    expect(await blocksSeenBy('ann')).toEqual([inWords]);
  });

  it('one that Slack has deleted since: the message that is drawn again goes with words', async () => {
    await digest('a');
    await sender(picture()).drain();
    await database.owner('picture_file').update({ file_id: 'F0GONE' });
    await redraw(database.db, ['digest:1']);
    await sender(picture()).drain();
    expect(await blocksSeenBy('ann')).toEqual([inWords]);
  });
});

describe('turns to upload', () => {
  it('let a few go at once, then one after the other, and none that would come too late', async () => {
    const turn = () => takeUploadTurn(database.db, { perSecond: 2, burst: 3, mostMs: 800 });
    const waits = [await turn(), await turn(), await turn(), await turn(), await turn(), await turn()];
    expect(waits.slice(0, 3).every((wait) => wait !== null && wait < 50)).toBe(true);
    expect(waits[3]).toBeGreaterThan(250);
    expect(waits[3]).toBeLessThanOrEqual(500);
    expect(waits[4]).toBeNull();
    expect(waits[5]).toBeNull();
  });
});

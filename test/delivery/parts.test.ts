import { describe, expect, it } from 'vitest';
import type { Renderer } from '../../src/delivery/delivery.ts';
import { redraw } from '../../src/delivery/outbox.ts';
import { releaseWithheld } from '../../src/delivery/release-withheld.ts';
import { put, renderersWith, senderOn, stateOf, useBench } from './sender-bench.ts';

const bench = useBench();
const texts = () => bench.slack.messages.map((message) => message.text);
const blockIn = (text: string) => [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text } }];

/** One message for each of the words, all about `subject:1`. */
function saying(words: () => readonly string[]) {
  const say: Renderer = async (_db, { deliveryKey }) => {
    const [first = '', ...others] = words();
    const text = deliveryKey.charAt(0);
    return { outcome: 'message', message: { text, blocks: blockIn(first), further: others.map(blockIn) } };
  };
  return renderersWith({ review_request: say });
}
const shown = () => bench.slack.messages.map(({ blocks }) => /"text":"(.*?)"/.exec(blocks)?.[1]);

describe('a message over Slack’s limits', () => {
  it('goes as several in their order, before what was put behind it', async () => {
    await put(bench.db, 'a', { reference: { kind: 'long' } });
    await put(bench.db, 'b', { kind: 'rep_digest' });
    await put(bench.db, 'c');
    await senderOn(bench.db, bench.slack.url, { renderers: saying(() => ['one', 'two', 'three']) }).drain();
    expect(texts()).toEqual(['a', 'a (2 of 3)', 'a (3 of 3)', 'c', 'c (2 of 3)', 'c (3 of 3)', 'b']);
    expect(shown().slice(0, 3)).toEqual(['one', 'two', 'three']);
    const keys = await bench.db('delivery').where({ part_of: 'a' }).orderBy('part').pluck('delivery_key');
    expect(keys).toEqual(['a/2', 'a/3']);
    expect(await stateOf(bench.db, 'a/3')).toMatchObject({ reference: { kind: 'long' }, state: 'sent' });
  });

  it('is drawn again wherever it stands, with more messages or with fewer', async () => {
    let words = ['one', 'two'];
    const sender = senderOn(bench.db, bench.slack.url, { renderers: saying(() => words) });
    await put(bench.db, 'a', { subjects: ['subject:1'] });
    await sender.drain();
    words = ['one', 'TWO', 'three'];
    await redraw(bench.db, ['subject:1']);
    await sender.drain();
    expect(shown()).toEqual(['one', 'TWO', 'three']);
    words = ['one', 'TWO', 'drei'];
    await redraw(bench.db, ['subject:1']);
    await sender.drain();
    expect(bench.slack.messages.map(({ updates }) => updates)).toEqual([0, 1, 1]);
    words = ['all'];
    await redraw(bench.db, ['subject:1']);
    await sender.drain();
    expect(shown()).toEqual([
      'all',
      'Nothing is left here: see the message above.',
      expect.stringContaining('Nothing'),
    ]);
    words = ['one', 'two', 'three', 'four'];
    await redraw(bench.db, ['subject:1']);
    await sender.drain();
    expect(shown()).toEqual(['one', 'two', 'three', 'four']);
  });

  it('a part that is not needed any more does not go, and goes when it is needed again', async () => {
    let words = ['one', 'two'];
    const sender = senderOn(bench.db, bench.slack.url, { renderers: saying(() => words) });
    await put(bench.db, 'a', { subjects: ['subject:1'] });
    bench.slack.fault('chat.postMessage', { kind: 'lost' });
    const unanswered = sender.drain();
    await expect.poll(async () => (await stateOf(bench.db, 'a'))?.state).toBe('ambiguous');
    words = ['all'];
    await unanswered;
    expect(await stateOf(bench.db, 'a/2')).toMatchObject({ state: 'withheld' });
    words = ['one', 'two'];
    await redraw(bench.db, ['subject:1']);
    await sender.drain();
    expect(shown()).toEqual(['one', 'two']);
  });

  it('a sender that is gone between two parts: another sends the rest, once', async () => {
    const renderers = saying(() => ['one', 'two', 'three']);
    await put(bench.db, 'a');
    bench.slack.fault('chat.postMessage', { kind: 'wait', until: Promise.resolve() });
    bench.slack.fault('chat.postMessage', { kind: 'lost' });
    const first = senderOn(bench.db, bench.slack.url, { renderers });
    first.start();
    await expect.poll(() => bench.slack.messages.length).toBe(2);
    await first.stop();
    await Promise.all([1, 2].map(() => senderOn(bench.db, bench.slack.url, { renderers }).drain()));
    expect(shown()).toEqual(['one', 'two', 'three']);
  });

  it('withheld from someone it is not for any more and let go again, every part goes', async () => {
    let mayRead = true;
    const long = saying(() => ['one', 'two']).review_request;
    const say: Renderer = async (db, delivery, now) =>
      mayRead ? long(db, delivery, now) : { outcome: 'withhold', reason: 'not theirs' };
    const sender = senderOn(bench.db, bench.slack.url, { renderers: renderersWith({ review_request: say }) });
    await put(bench.db, 'a');
    bench.slack.fault('chat.postMessage', { kind: 'limit', seconds: 1 });
    const limited = sender.drain();
    await expect.poll(() => bench.slack.callsOf('chat.postMessage').length).toBe(1);
    mayRead = false;
    await limited;
    expect(await stateOf(bench.db, 'a/2')).toMatchObject({ state: 'withheld', reason: 'not theirs' });
    mayRead = true;
    await bench.db.transaction((trx) => releaseWithheld(trx, 'a'));
    await sender.drain();
    expect(shown()).toEqual(['one', 'two']);
  });
});

import { describe, expect, it } from 'vitest';
import type { Renderer } from '../../src/delivery/delivery.ts';
import { leaveBehind } from '../../src/delivery/leave-behind.ts';
import { redraw, releaseParked } from '../../src/delivery/outbox.ts';
import { put, renderersWith, senderOn, stateOf, useBench } from './sender-bench.ts';

const bench = useBench();

describe('a person who has another Slack account than when they were written to', () => {
  async function changeAccount(words: () => string) {
    const message: Renderer = async () => ({ outcome: 'message', message: { text: words(), blocks: [] } });
    const renderers = renderersWith({ escalation: message, review_request: message });
    const sender = senderOn(bench.db, bench.slack.url, { renderers });
    await put(bench.db, 'root', { kind: 'escalation', subjects: ['x:1'] });
    await sender.drain();
    await bench.owner('person').where({ person_id: 'ann' }).update({ slack_user_id: 'Uann2' });
    return sender;
  }
  const shown = () => bench.slack.messages.map(({ channel, text }) => [channel, text]);

  it('is written to there; what stands in the other account’s conversation shrinks and is not gone on with', async () => {
    let text = 'about Rae';
    const sender = await changeAccount(() => text);
    text = 'about Rae, resolved';
    await redraw(bench.db, ['x:1']);
    await put(bench.db, 'news', { kind: 'escalation_followup', threadKey: 'root' });
    await put(bench.db, 'other');
    await sender.drain();
    expect(shown()).toEqual([
      ['DUann', expect.not.stringContaining('Rae')],
      ['DUann2', 'about Rae, resolved'],
    ]);
    expect(await stateOf(bench.db, 'news')).toMatchObject({ state: 'parked', reason: 'slack_account_changed' });
  });

  it('goes on as before where the account is theirs again', async () => {
    let text = 'about Rae';
    const sender = await changeAccount(() => text);
    await bench.owner('person').where({ person_id: 'ann' }).update({ slack_user_id: 'Uann' });
    text = 'about Rae, resolved';
    await redraw(bench.db, ['x:1']);
    await put(bench.db, 'news', { kind: 'escalation_followup', threadKey: 'root' });
    await sender.drain();
    expect(shown()).toEqual([
      ['DUann', 'about Rae, resolved'],
      ['DUann', 'news'],
    ]);
  });

  it('gets what is written anew there, with what waited for the thread; the old thread keeps its part', async () => {
    const sender = await changeAccount(() => 'about Rae');
    await put(bench.db, 'news', { kind: 'escalation_followup', threadKey: 'root' });
    await sender.drain();
    expect(await stateOf(bench.db, 'news')).toMatchObject({ state: 'parked', reason: 'slack_account_changed' });
    await put(bench.db, 'later', { kind: 'escalation_reminder', threadKey: 'root' });
    const beginAnew = () =>
      bench.db.transaction(async (trx) => {
        await leaveBehind(trx, 'root');
        await put(trx, 'root', { kind: 'escalation', subjects: ['x:1'] });
      });
    await beginAnew();
    await beginAnew();
    await sender.drain();
    const anew = bench.slack.messages[1]?.ts;
    expect(bench.slack.messages.map(({ channel, text, threadTs }) => [channel, text, threadTs])).toEqual([
      ['DUann', expect.not.stringContaining('Rae'), null],
      ['DUann2', 'about Rae', null],
      ['DUann2', 'news', anew],
      ['DUann2', 'later', anew],
    ]);
  });

  it('keeps what was not left behind as it is, whoever asks to write it anew', async () => {
    const sender = senderOn(bench.db, bench.slack.url);
    await put(bench.db, 'root', { kind: 'escalation' });
    await put(bench.db, 'news', { kind: 'escalation_followup', threadKey: 'root' });
    await bench.db.transaction((trx) => leaveBehind(trx, 'root'));
    await sender.drain();
    await bench.db.transaction((trx) => leaveBehind(trx, 'root'));
    expect(await bench.db('delivery').orderBy('seq').pluck('delivery_key')).toEqual(['root', 'news']);
  });

  it('does not count what never arrived there as left behind: it goes to the account of now', async () => {
    const sender = await changeAccount(() => 'about Rae');
    const unsent = { state: 'parked', reason: 'user_disabled', message_ts: null, sending_since: null };
    await bench.owner('delivery').where({ delivery_key: 'root' }).update(unsent);
    await bench.db.transaction((trx) => leaveBehind(trx, 'root'));
    await releaseParked(bench.db, 'ann');
    await sender.drain();
    expect(await stateOf(bench.db, 'root')).toMatchObject({ state: 'sent', channel_id: 'DUann2' });
  });

  it('leaves every part of a long message behind, and gets every part anew', async () => {
    const blockIn = (text: string) => [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text } }];
    const long: Renderer = async () => ({
      outcome: 'message',
      message: { text: 'about Rae', blocks: blockIn('one of Rae'), further: [blockIn('two of Rae')] },
    });
    const sender = senderOn(bench.db, bench.slack.url, { renderers: renderersWith({ escalation: long }) });
    await put(bench.db, 'root', { kind: 'escalation' });
    await sender.drain();
    await bench.owner('person').where({ person_id: 'ann' }).update({ slack_user_id: 'Uann2' });
    await bench.db.transaction(async (trx) => {
      await leaveBehind(trx, 'root');
      await put(trx, 'root', { kind: 'escalation' });
    });
    await sender.drain();
    expect(bench.slack.messages.map(({ channel, text, blocks }) => [channel, /Rae/.test(text + blocks)])).toEqual([
      ['DUann', false],
      ['DUann', false],
      ['DUann2', true],
      ['DUann2', true],
    ]);
  });
});

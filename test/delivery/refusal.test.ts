import { describe, expect, it } from 'vitest';
import { releaseParked, tryParkedAgain } from '../../src/delivery/outbox.ts';
import { put, senderOn, stateOf, useBench } from './sender-bench.ts';

const bench = useBench();
const texts = () => bench.slack.messages.map((message) => message.text);

describe('refusals', () => {
  it('a notice to the manager that parks is told to the admins at once, as an escalation is', async () => {
    bench.slack.fault('chat.postMessage', { kind: 'refuse', error: 'user_disabled' });
    await put(bench.db, 'a', { kind: 'escalation_notice', reference: { rep_id: 'bob' } });
    await senderOn(bench.db, bench.slack.url).drain();
    expect(await stateOf(bench.db, 'a')).toMatchObject({ state: 'parked', reason: 'user_disabled' });
    expect(await bench.db('delivery').where({ kind: 'admin_alert' }).pluck('recipient_id')).toEqual(['root']);
  });

  it('a conversation that Slack no longer knows is opened anew once the message is let go again', async () => {
    await put(bench.db, 'a');
    bench.slack.fault('chat.postMessage', { kind: 'refuse', error: 'channel_not_found' });
    const sender = senderOn(bench.db, bench.slack.url);
    await sender.drain();
    expect(await stateOf(bench.db, 'a')).toMatchObject({ state: 'parked', reason: 'channel_not_found' });
    await releaseParked(bench.db, 'ann');
    await sender.drain();
    expect(await stateOf(bench.db, 'a')).toMatchObject({ state: 'sent' });
    expect(bench.slack.callsOf('conversations.open')).toHaveLength(2);
  });

  it('429: waits as long as Slack says, in that channel alone', async () => {
    bench.slack.fault('chat.postMessage', { kind: 'limit', seconds: 1 });
    await put(bench.db, 'a');
    await put(bench.db, 'b', { recipientId: 'bob' });
    const sender = senderOn(bench.db, bench.slack.url);
    await sender.drain();
    const [first, other, again] = bench.slack.calls.filter((call) => call.method === 'chat.postMessage');
    expect((other?.at ?? 0) - (first?.at ?? 0)).toBeLessThan(500);
    expect((again?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(950);
    expect(texts().sort()).toEqual(['a', 'b']);
    expect(bench.slack.callsOf('conversations.history')).toEqual([]);
  });

  it('a refused connection is known not to have sent', async () => {
    const port = Number(new URL(bench.slack.url).port);
    await put(bench.db, 'a');
    await senderOn(bench.db, bench.slack.url).drain();
    await bench.slack.stop();
    await put(bench.db, 'b');
    const drained = senderOn(bench.db, bench.slack.url).drain();
    await expect.poll(async () => (await stateOf(bench.db, 'b')).attempts).toBeGreaterThan(1);
    await bench.restartSlack(port);
    await drained;
    expect(texts()).toEqual(['b']);
    expect(bench.slack.callsOf('conversations.history')).toEqual([]);
  });

  it.each(['user_disabled', 'channel_not_found', 'messages_tab_disabled'])('%s parks, until mended', async (error) => {
    bench.slack.fault('chat.postMessage', { kind: 'refuse', error });
    await put(bench.db, 'a');
    const sender = senderOn(bench.db, bench.slack.url);
    await sender.drain();
    expect(await stateOf(bench.db, 'a')).toMatchObject({ state: 'parked', reason: error });
    await put(bench.db, 'b', { recipientId: 'bob' });
    await sender.drain();
    expect(texts()).toEqual(['b']);
    await releaseParked(bench.db, 'ann');
    await sender.drain();
    expect(texts()).toEqual(['b', 'a']);
  });

  it('what Slack refused is tried again after some hours: nobody says when the workspace was mended', async () => {
    bench.slack.fault('chat.postMessage', { kind: 'refuse', error: 'messages_tab_disabled' });
    await put(bench.db, 'a');
    await bench.owner('person').where({ person_id: 'cy' }).update({ slack_user_id: null });
    await put(bench.db, 'nowhere', { recipientId: 'cy' });
    const sender = senderOn(bench.db, bench.slack.url);
    await sender.drain();
    const since = (time: string) =>
      bench.owner('delivery').update({ parked_at: bench.owner.raw(`now() - interval '${time}'`) });
    await since('3 hours 59 minutes');
    expect(await tryParkedAgain(bench.db)).toBe(0);
    await since('4 hours');
    expect(await tryParkedAgain(bench.db)).toBe(1);
    await sender.drain();
    expect(texts()).toEqual(['a']);
    expect(await stateOf(bench.db, 'nowhere')).toMatchObject({ state: 'parked', reason: 'no_slack_user' });
  });

  it('a person without a Slack user parks', async () => {
    await bench.owner('person').where({ person_id: 'cy' }).update({ slack_user_id: null });
    await put(bench.db, 'a', { recipientId: 'cy' });
    await senderOn(bench.db, bench.slack.url).drain();
    expect(await stateOf(bench.db, 'a')).toMatchObject({ state: 'parked', reason: 'no_slack_user' });
  });

  it('a parked escalation goes to every admin at once, but to nobody about themselves', async () => {
    await bench.owner('person').where({ person_id: 'bob' }).update({ is_admin: true });
    bench.slack.fault('conversations.open', { kind: 'refuse', error: 'user_disabled' });
    await put(bench.db, 'esc', { kind: 'escalation', reference: { rep_id: 'bob', escalation_id: 'E' } });
    await senderOn(bench.db, bench.slack.url).drain();
    const { delivery_id } = await stateOf(bench.db, 'esc');
    expect(texts()).toEqual([`admin-alert:delivery_parked:${delivery_id}:user_disabled:root`]);
  });

  it('a parked escalation that is refused for another reason, once it was let go again, is told again', async () => {
    await bench.owner('person').where({ person_id: 'ann' }).update({ slack_user_id: null });
    await put(bench.db, 'esc', { kind: 'escalation', reference: { rep_id: 'bob', escalation_id: 'E' } });
    const sender = senderOn(bench.db, bench.slack.url);
    await sender.drain();
    await bench.owner('person').where({ person_id: 'ann' }).update({ slack_user_id: 'Uwrong' });
    bench.slack.fault('conversations.open', { kind: 'refuse', error: 'user_not_found' });
    await releaseParked(bench.db, 'ann');
    await sender.drain();
    const { delivery_id: id } = await stateOf(bench.db, 'esc');
    expect(texts()).toEqual(
      ['no_slack_user', 'user_not_found'].map((why) => `admin-alert:delivery_parked:${id}:${why}:root`),
    );
  });

  it('invalid_blocks: the same words once in plain sections, then parked', async () => {
    bench.slack.fault('chat.postMessage', { kind: 'refuse', error: 'invalid_blocks' });
    await put(bench.db, 'a');
    const sender = senderOn(bench.db, bench.slack.url);
    await sender.drain();
    expect(bench.slack.messages[0]?.blocks).toBe(
      JSON.stringify([{ type: 'section', text: { type: 'mrkdwn', text: 'a\nabout a' } }]),
    );
    bench.slack.fault('chat.postMessage', { kind: 'refuse', error: 'invalid_blocks' });
    bench.slack.fault('chat.postMessage', { kind: 'refuse', error: 'invalid_blocks' });
    await put(bench.db, 'b');
    await sender.drain();
    expect(await stateOf(bench.db, 'b')).toMatchObject({ state: 'parked', reason: 'invalid_blocks' });
    expect(bench.slack.callsOf('chat.postMessage')).toHaveLength(4);
  });

  it('an answer that nobody knows is looked up each time, and parks in the end', async () => {
    for (const _ of [1, 2, 3]) bench.slack.fault('chat.postMessage', { kind: 'refuse', error: 'brand_new_error' });
    await put(bench.db, 'a');
    await senderOn(bench.db, bench.slack.url).drain();
    expect(await stateOf(bench.db, 'a')).toMatchObject({ state: 'parked', reason: 'brand_new_error' });
    expect(bench.slack.callsOf('conversations.history')).toHaveLength(4);
    // It may be there all the same: let go again, it is looked for before it is sent.
    await releaseParked(bench.db, 'ann');
    expect(await stateOf(bench.db, 'a')).toMatchObject({ state: 'ambiguous' });
  });

  it('invalid_auth stops sending and marks nothing', async () => {
    bench.slack.fault('chat.postMessage', { kind: 'refuse', error: 'invalid_auth' });
    await put(bench.db, 'a');
    const sender = senderOn(bench.db, bench.slack.url);
    await expect(sender.drain()).rejects.toMatchObject({ code: 'slack_refuses_the_bot' });
    expect(sender.state()).toEqual({ kind: 'stopped', error: 'invalid_auth' });
    expect(await stateOf(bench.db, 'a')).toMatchObject({
      state: 'pending',
      reason: null,
      attempts: 0,
      sending_since: null,
    });
    await expect(sender.drain()).rejects.toMatchObject({ code: 'slack_refuses_the_bot' });
    expect(bench.slack.callsOf('chat.postMessage')).toHaveLength(1);
    await senderOn(bench.db, bench.slack.url).drain();
    expect(texts()).toEqual(['a']);
  });
});

import { describe, expect, it } from 'vitest';
import type { Renderer } from '../../src/delivery/delivery.ts';
import { redraw } from '../../src/delivery/outbox.ts';
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
});

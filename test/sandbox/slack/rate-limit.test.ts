import { describe, expect, it } from 'vitest';
import { ada, bo, clientOf, startSlack } from './small-workspace.ts';

describe('a second a message and channel', () => {
  it('refuses the second post with Retry-After, other channels and other calls go on', async () => {
    let real = 0;
    const slack = await startSlack({ postIntervalMs: 1000, realNow: () => real });
    const web = clientOf(slack);
    const { channel = '', ts = '' } = await web.chat.postMessage({ channel: ada.id, text: 'one' });
    await expect(web.chat.postMessage({ channel, text: 'two' })).rejects.toMatchObject({
      code: 'slack_webapi_rate_limited_error',
      retryAfter: 1,
    });
    await web.chat.postMessage({ channel: bo.id, text: 'one' });
    await web.chat.update({ channel, ts, text: 'changed' });
    real += 1000;
    await web.chat.postMessage({ channel, text: 'two' });
    expect((await web.conversations.history({ channel })).messages?.map(({ text }) => text)).toEqual([
      'two',
      'changed',
    ]);
    await slack.stop();
  });
});

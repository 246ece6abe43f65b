import { createServer } from 'node:http';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { afterEach, describe, expect, it } from 'vitest';
import type { LocalSlack } from '../../../src/sandbox/slack/local-slack.ts';
import { ada, clientOf, eventually, startSlack } from './small-workspace.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A Bolt app behind its HTTPReceiver on a free port, with a signing secret of its own choice. */
async function boltOverHttp(slack: LocalSlack, signingSecret: string, build: (app: App) => void): Promise<void> {
  const receiver = new HTTPReceiver({ signingSecret, logLevel: LogLevel.ERROR });
  const app = new App({
    receiver,
    token: slack.botToken,
    botId: slack.botId,
    botUserId: slack.botUserId,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl },
  });
  build(app);
  const server = await receiver.start(0);
  closing.push(() => app.stop());
  const address = server.address();
  slack.deliverTo(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/slack/events`);
}

async function slackWith(options: Parameters<typeof startSlack>[0] = {}): Promise<LocalSlack> {
  const slack = await startSlack(options);
  closing.push(() => slack.stop());
  return slack;
}

describe('HTTP mode', () => {
  it('signs events and commands so that Bolt takes them, and shows the answer', async () => {
    const slack = await slackWith();
    const heard: string[] = [];
    await boltOverHttp(slack, slack.signingSecret, (app) => {
      app.message(async ({ message }) => void heard.push('text' in message ? (message.text ?? '') : ''));
      app.command('/rep-view', async ({ ack, command }) => ack(`seen ${command.text}`));
    });
    expect(await slack.control.message({ user: ada.id, text: 'hello' })).toMatchObject({ ok: true, acked: true });
    expect(heard).toEqual(['hello']);
    await slack.control.command({ user: ada.id, text: '/rep-view me' });
    const { channels } = await slack.control.screen({ user: ada.id });
    expect(channels[0]?.messages.at(-1)).toMatchObject({ text: 'seen me', ephemeral: true });
  });

  it('is refused by an app with another signing secret, and the person is told', async () => {
    const slack = await slackWith();
    await boltOverHttp(slack, 'another secret', (app) => app.command('/rep-view', async ({ ack }) => ack()));
    expect(await slack.control.command({ user: ada.id, text: '/rep-view' })).toMatchObject({
      ok: false,
      error: 'dispatch_failed',
    });
    expect((await slack.control.screen({ user: ada.id })).toasts).toMatchObject([{ error: 'dispatch_failed' }]);
  });

  it('sends a failed event again with its retry headers, unless the app says not to', async () => {
    const slack = await slackWith({ eventRetryDelaysMs: [0, 5, 5] });
    const seen: unknown[] = [];
    const answers = [{ status: 500 }, { status: 503 }, { status: 200 }, { status: 500, noRetry: true }];
    const server = createServer((request, response) => {
      const answer = answers[seen.length];
      seen.push([request.headers['x-slack-retry-num'], request.headers['x-slack-retry-reason']]);
      request
        .resume()
        .on('end', () =>
          response.writeHead(answer?.status ?? 500, answer?.noRetry ? { 'X-Slack-No-Retry': '1' } : {}).end(),
        );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(async () => server.close());
    const address = server.address();
    slack.deliverTo(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
    await clientOf(slack).chat.postMessage({ channel: ada.id, text: 'x' });
    await eventually(() => slack.ledger.after().find(({ kind }) => kind === 'ack'));
    expect(seen).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
    ]);
    expect(await slack.control.openHome({ user: ada.id })).toMatchObject({ acked: false });
    expect(seen).toHaveLength(4);
  });
});

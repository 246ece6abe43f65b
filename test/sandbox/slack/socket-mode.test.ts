import { type App, App as BoltApp, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { LocalSlack } from '../../../src/sandbox/slack/local-slack.ts';
import { ada, clientOf, eventually, startBolt, startSlack } from './small-workspace.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function slackWith(options: Parameters<typeof startSlack>[0] = {}): Promise<LocalSlack> {
  const slack = await startSlack(options);
  closing.push(() => slack.stop());
  return slack;
}

/** A bare socket, for what a real client would hide. */
async function socketOf(
  slack: LocalSlack,
): Promise<{ socket: WebSocket; received: Record<string, unknown>[]; url: string }> {
  const { url = '' } = await clientOf(slack, slack.appToken).apps.connections.open({});
  const received: Record<string, unknown>[] = [];
  const socket = new WebSocket(url);
  closing.push(async () => socket.terminate());
  socket.on('message', (data) => received.push(JSON.parse(String(data))));
  await eventually(() => received.find(({ type }) => type === 'hello'));
  return { socket, received, url };
}

const envelopesIn = (received: Record<string, unknown>[]) => received.filter(({ envelope_id: id }) => id !== undefined);

describe('Socket Mode', () => {
  it('says hello, and its URL opens one connection only', async () => {
    const slack = await slackWith();
    const { received, url } = await socketOf(slack);
    expect(received).toMatchObject([{ type: 'hello', num_connections: 1, connection_info: { app_id: slack.appId } }]);
    const again = new WebSocket(url);
    const status = await new Promise((resolve) =>
      again.on('unexpected-response', (_request, response) => resolve(response.statusCode)).on('error', () => {}),
    );
    expect(status).toBe(404);
  });

  it('gives each envelope to one of the connections, in turn', async () => {
    const slack = await slackWith({ ackTimeoutMs: 20, eventRetryDelaysMs: [] });
    const [one, two] = [await socketOf(slack), await socketOf(slack)];
    await slack.control.openHome({ user: ada.id });
    await slack.control.openHome({ user: ada.id });
    expect(envelopesIn(one.received)).toHaveLength(1);
    expect(envelopesIn(two.received)).toHaveLength(1);
  });

  it('sends an unacknowledged event again, with attempt and reason, and then gives up', async () => {
    const slack = await slackWith({ ackTimeoutMs: 20, eventRetryDelaysMs: [0, 5, 5] });
    const { received } = await socketOf(slack);
    expect(await slack.control.openHome({ user: ada.id })).toMatchObject({ ok: true, acked: false });
    await eventually(() => envelopesIn(received)[3]);
    expect(envelopesIn(received).map((envelope) => [envelope.retry_attempt, envelope.retry_reason])).toEqual([
      [0, ''],
      [1, 'timeout'],
      [2, 'timeout'],
      [3, 'timeout'],
    ]);
    expect(new Set(envelopesIn(received).map((envelope) => envelope.envelope_id)).size).toBe(1);
  });

  it('sends what a lost socket had not acknowledged on the next', async () => {
    const slack = await slackWith({ ackTimeoutMs: 2000 });
    const first = await socketOf(slack);
    const acting = slack.control.command({ user: ada.id, text: '/rep-view' });
    await eventually(() => envelopesIn(first.received)[0]);
    await slack.control.faults({ set: { kind: 'cut_socket' } });
    const second = await socketOf(slack);
    const again = await eventually(() => envelopesIn(second.received)[0]);
    expect(again).toMatchObject({
      type: 'slash_commands',
      retry_attempt: 1,
      retry_reason: 'connection_failed',
      envelope_id: envelopesIn(first.received)[0]?.envelope_id,
    });
    second.socket.send(JSON.stringify({ envelope_id: again.envelope_id, payload: { text: 'late but there' } }));
    expect(await acting).toMatchObject({ ok: true, acked: true });
  });

  it('keeps what happens while no socket is open', async () => {
    const slack = await slackWith({ ackTimeoutMs: 20 });
    await slack.control.message({ user: ada.id, text: 'anyone?' });
    const { received } = await socketOf(slack);
    expect(await eventually(() => envelopesIn(received)[0])).toMatchObject({ payload: { event: { text: 'anyone?' } } });
  });

  it('tells the person when the app does not answer in time, and ignores the late answer', async () => {
    const slack = await slackWith({ ackTimeoutMs: 20 });
    const { socket, received } = await socketOf(slack);
    expect(await slack.control.command({ user: ada.id, text: '/rep-view' })).toMatchObject({
      ok: false,
      acked: false,
      error: 'operation_timeout',
    });
    const { envelope_id: id } = envelopesIn(received)[0] ?? {};
    socket.send(JSON.stringify({ envelope_id: id, payload: { text: 'too late' } }));
    expect(await eventually(() => slack.ledger.after().find(({ kind }) => kind === 'ack'))).toMatchObject({
      late: true,
    });
    const screen = await slack.control.screen({ user: ada.id });
    expect(screen.toasts).toMatchObject([{ error: 'operation_timeout' }]);
    expect(screen.channels[0]?.messages).toEqual([]);
  });

  it('brings a real client back after a disconnect message and after a cut, with nothing lost', async () => {
    const slack = await slackWith();
    const heard: (string | undefined)[] = [];
    const receiver = new SocketModeReceiver({
      appToken: slack.appToken,
      logLevel: LogLevel.ERROR,
      clientPingTimeout: 300,
      installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
    });
    const app: App = new BoltApp({
      token: slack.botToken,
      botId: slack.botId,
      botUserId: slack.botUserId,
      receiver,
      logLevel: LogLevel.ERROR,
      clientOptions: { slackApiUrl: slack.apiUrl },
    });
    app.message(async ({ message }) => void heard.push('text' in message ? message.text : undefined));
    await app.start();
    closing.push(() => app.stop());
    for (const kind of ['disconnect', 'cut_socket'] as const) {
      await slack.control.faults({ set: { kind } });
      expect(await slack.control.message({ user: ada.id, text: kind })).toMatchObject({ ok: true, acked: true });
    }
    expect(heard).toEqual(['disconnect', 'cut_socket']);
  });

  it('forgets what waits on a reset and keeps the socket', async () => {
    const slack = await slackWith({ ackTimeoutMs: 20, eventRetryDelaysMs: [30] });
    const { received, socket } = await socketOf(slack);
    await slack.control.message({ user: ada.id, text: 'before' });
    await slack.reset();
    await slack.control.message({ user: ada.id, text: 'after' });
    expect(envelopesIn(received).map((envelope) => JSON.stringify(envelope).includes('before'))).toEqual([true, false]);
    expect(socket.readyState).toBe(socket.OPEN);
  });

  it('sends only events that the manifest subscribes to, the app’s own messages among them', async () => {
    const slack = await slackWith({ ackTimeoutMs: 20, eventRetryDelaysMs: [] });
    const { received } = await socketOf(slack);
    const { ts = '', channel = '' } = await clientOf(slack).chat.postMessage({ channel: ada.id, text: 'mine' });
    await clientOf(slack).reactions.add({ channel, timestamp: ts, name: 'eyes' });
    await slack.control.deactivate({ user: ada.id });
    expect(envelopesIn(received).map(({ payload }) => payload)).toMatchObject([
      {
        type: 'event_callback',
        event: { type: 'message', bot_id: slack.botId, text: 'mine', channel_type: 'im' },
        authorizations: [{ user_id: slack.botUserId }],
      },
      { event: { type: 'user_change', user: { id: ada.id, deleted: true } } },
    ]);
    expect(await slack.control.message({ user: ada.id, text: 'x' })).toMatchObject({
      ok: false,
      error: 'user_disabled',
    });
  });

  it('hides the app’s own messages from its listeners as Bolt does', async () => {
    const slack = await slackWith();
    const heard: string[] = [];
    const app = await startBolt(slack, (bolt) => bolt.message(async ({ message }) => void heard.push(message.ts)));
    closing.push(() => app.stop());
    await clientOf(slack).chat.postMessage({ channel: ada.id, text: 'mine' });
    const { ts } = await slack.control.message({ user: ada.id, text: 'theirs' });
    expect(heard).toEqual([ts]);
  });
});

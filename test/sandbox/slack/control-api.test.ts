import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeSchema, ledgerSchema, peopleSchema, screenSchema } from '../../../src/sandbox/slack/control-contract.ts';
import { type LocalSlack, startLocalSlack } from '../../../src/sandbox/slack/local-slack.ts';
import { ada, bo, button, clientOf, manifest, section, start, startSlack } from './small-workspace.ts';

describe('the control API over HTTP', () => {
  let slack: LocalSlack;
  beforeEach(async () => {
    slack = await startSlack({ ackTimeoutMs: 30 });
  });
  afterEach(() => slack.stop());

  const get = (path: string) => fetch(`${slack.url}/control/${path}`);
  const act = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${slack.url}/control/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  it('answers in the shapes of its contract', async () => {
    const blocks = [section('hello'), { type: 'actions', elements: [button('go')] }];
    const { ts = '', channel = '' } = await clientOf(slack).chat.postMessage({
      channel: ada.id,
      text: 'hello',
      blocks,
    });
    await act('message', { user: ada.id, channel, text: 'a reply', thread_ts: ts });
    await clientOf(slack).views.publish({ user_id: ada.id, view: { type: 'home', blocks: [section('home')] } });
    expect(peopleSchema.parse(await (await get('people')).json()).people.map(({ id }) => id)).toContain(ada.id);
    const screen = screenSchema.parse(await (await get(`screen?user=${ada.id}`)).json());
    expect(screen).toMatchObject({
      user: { id: ada.id },
      channels: [
        {
          kind: 'im',
          name: 'Rep Coach',
          messages: [{ text: 'hello', reply_count: 1, replies: [{ author: 'Ada Miller' }] }],
        },
      ],
      notifications: [{ text: 'hello' }],
      home: { type: 'home' },
    });
    const { entries, last } = ledgerSchema.parse(await (await get('ledger?after=0')).json());
    expect(entries.map(({ n }) => n)).toEqual(Array.from({ length: last }, (_, index) => index + 1));
    expect(ledgerSchema.parse(await (await get(`ledger?after=${last - 1}`)).json()).entries).toHaveLength(1);
  });

  it('says what is wrong with a request', async () => {
    const bad = await act('click', { user: ada.id });
    expect([bad.status, await bad.json()]).toMatchObject([
      400,
      { ok: false, error: 'bad_request', detail: expect.stringContaining('action_id') },
    ]);
    expect((await get('screen?user=U0NOBODY')).status).toBe(404);
    expect((await get('click')).status).toBe(405);
    expect((await get('nothing')).status).toBe(404);
  });

  it('is closed to pages of other sites', async () => {
    const foreign = await act('message', { user: ada.id, text: 'x' }, { Origin: 'http://example.com' });
    expect(foreign.status).toBe(403);
    expect((await act('message', { user: ada.id, text: 'x' }, { Origin: slack.url })).status).toBe(200);
  });

  it('streams whose screen has changed', async () => {
    const stream = await get('events');
    const reader = (stream.body ?? new ReadableStream<Uint8Array>()).pipeThrough(new TextDecoderStream()).getReader();
    await clientOf(slack).chat.postMessage({ channel: ada.id, text: 'hello' });
    let text = '';
    while (!text.includes('data: ')) text += (await reader.read()).value;
    const change = changeSchema.parse(JSON.parse(/data: (.+)/.exec(text)?.[1] ?? ''));
    expect(change).toEqual({ users: expect.arrayContaining([ada.id]), what: 'message' });
    await reader.cancel();
  });

  it('serves what is added beside it on the same origin', async () => {
    slack.addRoute((_request, response, url) => {
      if (url.pathname !== '/') return false;
      response.end('the page');
      return true;
    });
    expect(await (await fetch(slack.url)).text()).toBe('the page');
  });

  it('puts the workspace back to its start and goes on counting in the ledger', async () => {
    const { channel } = await clientOf(slack).chat.postMessage({ channel: ada.id, text: 'hello' });
    await act('people/deactivate', { user: bo.id });
    const before = slack.ledger.last;
    await act('reset', {});
    expect(slack.ledger.after(before)).toMatchObject([{ kind: 'reset', n: before + 1 }]);
    const screen = await slack.control.screen({ user: ada.id });
    expect([screen.channels, screen.notifications]).toEqual([[], []]);
    expect((await slack.control.people()).people.filter(({ deleted }) => deleted).map(({ id }) => id)).toEqual([
      'U0GONE',
    ]);
    const again = await clientOf(slack).chat.postMessage({ channel: ada.id, text: 'hello' });
    expect([again.channel, again.ts]).toEqual([channel, '1772438400.000000']);
  });

  it('says when its port is taken', async () => {
    const port = Number(new URL(slack.url).port);
    await expect(startLocalSlack({ manifest, users: [], businessNow: () => start, port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});

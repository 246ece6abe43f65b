import type { ModalView } from '@slack/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { LocalSlack } from '../../../src/sandbox/slack/local-slack.ts';
import { ada, bo, button, clientOf, eventually, gone, plain, section, startSlack } from './small-workspace.ts';

const refused = (error: string) => ({ data: { ok: false, error } });
const modal = (more: object = {}): ModalView => ({
  type: 'modal',
  title: plain('Queue'),
  blocks: [section('x')],
  ...more,
});
const interaction = z.object({ trigger_id: z.string(), response_url: z.string() });

describe('triggers, response_urls and views', () => {
  let slack: LocalSlack;
  let socket: WebSocket;
  let real = 0;

  beforeEach(async () => {
    real = 1_000_000;
    slack = await startSlack({ realNow: () => real });
    const { url = '' } = await clientOf(slack, slack.appToken).apps.connections.open({});
    socket = new WebSocket(url);
    socket.on('message', (data) => {
      const { envelope_id: id } = JSON.parse(String(data));
      if (id) socket.send(JSON.stringify({ envelope_id: id, payload: {} }));
    });
    await eventually(() => slack.ledger.after().find(({ kind }) => kind === 'socket'));
  });
  afterEach(async () => {
    socket.terminate();
    await slack.stop();
  });

  const client = () => clientOf(slack);
  async function press(): Promise<{ trigger: string; responseUrl: string; channel: string; ts: string }> {
    const { ts = '', channel = '' } = await client().chat.postMessage({
      channel: ada.id,
      text: 'Press',
      blocks: [{ type: 'actions', elements: [button('go')] }],
    });
    const { envelope_id: id } = await slack.control.click({ user: ada.id, where: { channel, ts }, action_id: 'go' });
    const sent = slack.ledger.after().find((entry) => entry.kind === 'envelope' && entry.envelope_id === id);
    const payload = interaction.parse(sent?.kind === 'envelope' ? sent.payload : undefined);
    return { trigger: payload.trigger_id, responseUrl: payload.response_url, channel, ts };
  }
  const respond = (url: string, body: object) =>
    fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

  it('takes a trigger once, within three seconds', async () => {
    const { trigger } = await press();
    real += 3000;
    await client().views.open({ trigger_id: trigger, view: modal() });
    await expect(client().views.open({ trigger_id: trigger, view: modal() })).rejects.toMatchObject(
      refused('exchanged_trigger_id'),
    );
    const late = await press();
    real += 3001;
    await expect(client().views.open({ trigger_id: late.trigger, view: modal() })).rejects.toMatchObject(
      refused('expired_trigger_id'),
    );
    await expect(client().views.open({ trigger_id: '1.2.3', view: modal() })).rejects.toMatchObject(
      refused('invalid_trigger_id'),
    );
  });

  it('takes five answers over a response_url, within thirty minutes', async () => {
    const { responseUrl } = await press();
    for (let use = 0; use < 5; use += 1) expect((await respond(responseUrl, { text: 'x' })).status).toBe(200);
    const sixth = await respond(responseUrl, { text: 'x' });
    expect([sixth.status, await sixth.json()]).toEqual([404, { ok: false, error: 'used_url' }]);
    const late = await press();
    real += 30 * 60_000 + 1;
    expect(await (await respond(late.responseUrl, { text: 'x' })).json()).toEqual({ ok: false, error: 'expired_url' });
  });

  it('replaces, deletes or answers privately, as the answer says', async () => {
    const { responseUrl, channel } = await press();
    const messages = async (user: string) =>
      (await slack.control.screen({ user })).channels.find(({ id }) => id === channel)?.messages;
    await respond(responseUrl, { text: 'only for you' });
    expect(await messages(ada.id)).toMatchObject([{ text: 'Press' }, { text: 'only for you', ephemeral: true }]);
    await respond(responseUrl, { replace_original: true, text: 'done' });
    expect((await messages(ada.id))?.[0]).toMatchObject({ text: 'done', blocks: [] });
    expect((await respond(responseUrl, { blocks: [{ type: 'nope' }] })).status).toBe(400);
    await respond(responseUrl, { delete_original: true });
    expect(await messages(ada.id)).toMatchObject([{ ephemeral: true }]);
    expect(await messages(bo.id)).toBeUndefined();
  });

  it('refuses a view by its pointers, and one that is too large', async () => {
    const wrong = modal({ title: plain('x'.repeat(25)) });
    await expect(client().views.open({ trigger_id: (await press()).trigger, view: wrong })).rejects.toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
      },
    });
    const large = modal({ blocks: Array.from({ length: 100 }, () => section('x'.repeat(2900))) });
    await expect(client().views.open({ trigger_id: (await press()).trigger, view: large })).rejects.toMatchObject(
      refused('view_too_large'),
    );
  });

  it('refuses an update on a stale hash and an external id that is taken', async () => {
    const { view } = await client().views.open({
      trigger_id: (await press()).trigger,
      view: modal({ external_id: 'queue' }),
    });
    const { id: view_id = '', hash = '' } = view ?? {};
    await client().views.update({ view_id, hash, view: modal({ external_id: 'queue' }) });
    await expect(client().views.update({ view_id, hash, view: modal() })).rejects.toMatchObject(
      refused('hash_conflict'),
    );
    await client().views.update({ external_id: 'queue', view: modal({ external_id: 'queue' }) });
    await expect(
      client().views.publish({ user_id: bo.id, view: { type: 'home', external_id: 'queue', blocks: [section('x')] } }),
    ).rejects.toMatchObject(refused('duplicate_external_id'));
    await expect(client().views.update({ view_id: 'V0', view: modal() })).rejects.toMatchObject(refused('not_found'));
  });

  it('keeps what was typed when a view is updated with the same block and action ids', async () => {
    const input = (id: string) => ({
      type: 'input',
      block_id: id,
      label: plain('Note'),
      element: { type: 'plain_text_input', action_id: 'text' },
    });
    const { view } = await client().views.open({
      trigger_id: (await press()).trigger,
      view: modal({ submit: plain('Go'), blocks: [input('a')] }),
    });
    const view_id = view?.id ?? '';
    await slack.control.fill({ user: ada.id, view_id, block_id: 'a', action_id: 'text', value: 'typed' });
    await client().views.update({ view_id, view: modal({ submit: plain('Go'), blocks: [input('a'), input('b')] }) });
    expect((await slack.control.screen({ user: ada.id })).modals[0]?.state).toMatchObject({
      a: { text: { value: 'typed' } },
      b: { text: { value: null } },
    });
  });

  it('sends nothing for a choice in an input block, and view_closed when the view asks for it', async () => {
    const menu = { type: 'static_select', action_id: 'why', options: [{ text: plain('Leave'), value: 'leave' }] };
    const blocks = [{ type: 'input', block_id: 'reason', label: plain('Reason'), element: menu }];
    const { view } = await client().views.open({
      trigger_id: (await press()).trigger,
      view: modal({ submit: plain('Go'), notify_on_close: true, blocks }),
    });
    const where = { view_id: view?.id ?? '' };
    expect(await slack.control.click({ user: ada.id, where, action_id: 'why', value: 'leave' })).toEqual({ ok: true });
    const { envelope_id: id } = await slack.control.close({ user: ada.id, ...where });
    const sent = slack.ledger.after().find((entry) => entry.kind === 'envelope' && entry.envelope_id === id);
    expect(sent).toMatchObject({
      payload: {
        type: 'view_closed',
        is_cleared: false,
        view: { state: { values: { reason: { why: { selected_option: { value: 'leave' } } } } } },
      },
    });
    expect((await slack.control.screen({ user: ada.id })).modals).toEqual([]);
  });

  it('lets people act only on what is in front of them', async () => {
    const { channel, ts } = await press();
    const click = { where: { channel, ts }, action_id: 'go' };
    expect(await slack.control.click({ user: bo.id, ...click })).toMatchObject({ error: 'message_not_found' });
    expect(await slack.control.click({ user: gone.id, ...click })).toMatchObject({ error: 'user_disabled' });
    expect(await slack.control.click({ user: ada.id, ...click, action_id: 'other' })).toMatchObject({
      error: 'action_not_found',
    });
    expect(await slack.control.edit({ user: ada.id, channel, ts, text: 'x' })).toMatchObject({
      error: 'not_own_message',
    });
  });
});

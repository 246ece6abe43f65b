import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LocalSlack } from '../../../src/sandbox/slack/local-slack.ts';
import { ada, bo, button, clientOf, eventually, plain, section, startBolt, startSlack } from './small-workspace.ts';

const form = (text: string): ModalView => ({
  type: 'modal',
  callback_id: 'note-form',
  private_metadata: 'rep-17',
  title: plain('Note'),
  submit: plain('Save'),
  blocks: [
    {
      type: 'input',
      block_id: 'note',
      label: plain(text),
      element: { type: 'plain_text_input', action_id: 'text', min_length: 3, max_length: 20 },
    },
  ],
});

describe('a Bolt app on the local Slack', () => {
  let slack: LocalSlack;
  let app: App;
  const heard: string[] = [];
  let since = 0;

  beforeAll(async () => {
    slack = await startSlack();
    app = await startBolt(slack, (bolt) => {
      bolt.command('/rep-view', async ({ command, ack, respond }) => {
        await ack(`viewing ${command.text}`);
        if (command.text === 'more') await respond({ text: 'and more', response_type: 'ephemeral' });
      });
      bolt.command('/plain', async ({ command, ack }) => ack({ response_type: 'in_channel', text: command.text }));
      bolt.action('open', async ({ ack, body, client }) => {
        await ack();
        if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view: form('Why?') });
      });
      bolt.action('replace', async ({ ack, respond }) => {
        await ack();
        await respond({ replace_original: true, text: 'replaced', blocks: [] });
      });
      bolt.action('pick', async ({ ack, action }) => {
        heard.push(JSON.stringify(action));
        await ack();
      });
      bolt.view('note-form', async ({ ack, view }) => {
        const text = view.state.values.note?.text?.value;
        if (text === 'bad') await ack({ response_action: 'errors', errors: { note: 'Say more.' } });
        else if (text === 'push') await ack({ response_action: 'push', view: form('Next') });
        else if (text === 'update') await ack({ response_action: 'update', view: form('Changed') });
        else if (text === 'clear') await ack({ response_action: 'clear' });
        else {
          heard.push(`${view.private_metadata}: ${text}`);
          await ack();
        }
      });
      bolt.message(async ({ message, client }) => {
        if (message.subtype !== undefined) return void heard.push(message.subtype);
        heard.push(`${message.channel_type} ${message.thread_ts === undefined ? 'message' : 'reply'}: ${message.text}`);
        if (message.user === ada.id && !message.text?.startsWith('/'))
          await client.reactions.add({ channel: message.channel, timestamp: message.ts, name: 'eyes' });
      });
      bolt.event('app_home_opened', async ({ event, client }) => {
        await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [section('Welcome')] } });
      });
    });
  });
  afterAll(async () => {
    await app.stop();
    await slack.stop();
  });
  beforeEach(async () => {
    heard.length = 0;
    await slack.reset();
    since = slack.ledger.last;
  });

  const entries = () => slack.ledger.after(since);
  const client = () => clientOf(slack);
  const dmOf = async (user: string) => {
    const { channels } = await slack.control.screen({ user });
    return channels.find((channel) => channel.with.some((person) => person.is_bot));
  };
  const modalsOf = async (user: string) => (await slack.control.screen({ user })).modals;

  async function openForm(): Promise<string> {
    const { ts = '', channel = '' } = await client().chat.postMessage({
      channel: ada.id,
      text: 'Press',
      blocks: [{ type: 'actions', elements: [button('open')] }],
    });
    await slack.control.click({ user: ada.id, where: { channel, ts }, action_id: 'open' });
    await eventually(() => entries().find((entry) => entry.kind === 'api_call' && entry.method === 'views.open'));
    return (await modalsOf(ada.id))[0]?.id ?? '';
  }
  const typeAndSubmit = async (viewId: string, value: string) => {
    await slack.control.fill({ user: ada.id, view_id: viewId, block_id: 'note', action_id: 'text', value });
    return slack.control.submit({ user: ada.id, view_id: viewId });
  };

  it('answers a command privately, with the mention escaped', async () => {
    const result = await slack.control.command({ user: ada.id, text: '/rep-view @Bo Lind 2026-02' });
    expect(result).toMatchObject({ ok: true, acked: true });
    expect((await dmOf(ada.id))?.messages).toMatchObject([
      { text: `viewing <@${bo.id}|bo.lind> 2026-02`, ephemeral: true },
    ]);
    expect((await client().conversations.history({ channel: (await dmOf(ada.id))?.id ?? '' })).messages).toEqual([]);
  });

  it('leaves a mention plain where the manifest does not escape, and shows in_channel answers with the command', async () => {
    await slack.control.command({ user: ada.id, text: '/plain @Bo Lind' });
    expect((await dmOf(ada.id))?.messages).toMatchObject([
      { user: ada.id, text: '/plain <@U0BO>' },
      { user: slack.botUserId, text: '@Bo Lind', ephemeral: false },
    ]);
  });

  it('takes a later answer over the response_url', async () => {
    await slack.control.command({ user: ada.id, text: '/rep-view more' });
    await eventually(() => entries().find((entry) => entry.kind === 'response_url'));
    expect((await dmOf(ada.id))?.messages.map((message) => message.text)).toEqual(['viewing more', 'and more']);
  });

  it('tells a person that a command does not exist', async () => {
    expect(await slack.control.command({ user: ada.id, text: '/nope' })).toMatchObject({
      ok: false,
      error: 'unknown_command',
    });
    expect((await slack.control.screen({ user: ada.id })).toasts).toMatchObject([{ error: 'unknown_command' }]);
  });

  it('opens a modal from a button and delivers what was typed', async () => {
    const viewId = await openForm();
    expect(await typeAndSubmit(viewId, 'on leave')).toMatchObject({ ok: true, acked: true });
    expect(heard).toEqual(['rep-17: on leave']);
    expect(await modalsOf(ada.id)).toEqual([]);
  });

  it('checks required fields and lengths itself before anything is sent', async () => {
    const viewId = await openForm();
    const before = entries().filter((entry) => entry.kind === 'envelope').length;
    expect(await slack.control.submit({ user: ada.id, view_id: viewId })).toMatchObject({
      ok: false,
      error: 'invalid_fields',
    });
    expect(await typeAndSubmit(viewId, 'no')).toMatchObject({
      field_errors: { note: expect.stringContaining('at least 3') },
    });
    expect(await typeAndSubmit(viewId, 'x'.repeat(21))).toMatchObject({
      field_errors: { note: expect.stringContaining('no more than 20') },
    });
    expect(entries().filter((entry) => entry.kind === 'envelope')).toHaveLength(before);
  });

  it('shows the app’s field errors and keeps the form open', async () => {
    const viewId = await openForm();
    expect(await typeAndSubmit(viewId, 'bad')).toMatchObject({ ok: false, field_errors: { note: 'Say more.' } });
    expect(await modalsOf(ada.id)).toMatchObject([
      { errors: { note: 'Say more.' }, state: { note: { text: { value: 'bad' } } } },
    ]);
  });

  it('pushes up to three modals, updates the top one in place and clears all', async () => {
    await typeAndSubmit(await openForm(), 'push');
    const second = (await modalsOf(ada.id))[1]?.id ?? '';
    await typeAndSubmit(second, 'update');
    expect((await modalsOf(ada.id))[1]).toMatchObject({ id: second, blocks: [{ label: { text: 'Changed' } }] });
    await typeAndSubmit(second, 'push');
    const third = (await modalsOf(ada.id))[2]?.id ?? '';
    expect(await typeAndSubmit(third, 'push')).toMatchObject({ ok: false, error: 'push_limit_reached' });
    await typeAndSubmit(third, 'clear');
    expect(await modalsOf(ada.id)).toEqual([]);
  });

  it('replaces the message of a button over its response_url', async () => {
    const { ts = '', channel = '' } = await client().chat.postMessage({
      channel: ada.id,
      text: 'Press',
      blocks: [{ type: 'actions', elements: [button('replace')] }],
    });
    await slack.control.click({ user: ada.id, where: { channel, ts }, action_id: 'replace' });
    await eventually(() => entries().find((entry) => entry.kind === 'response_url'));
    expect((await dmOf(ada.id))?.messages).toMatchObject([{ ts, text: 'replaced', blocks: [], edited: false }]);
  });

  it('changes an ephemeral message over its response_url only, and shows it to nobody else', async () => {
    const { channel: opened } = await client().conversations.open({ users: ada.id });
    const channel = opened?.id ?? '';
    const { message_ts: ts = '' } = await client().chat.postEphemeral({
      channel,
      user: ada.id,
      text: 'psst',
      blocks: [{ type: 'actions', elements: [button('replace')] }],
    });
    await expect(client().chat.update({ channel, ts, text: 'x' })).rejects.toMatchObject({
      data: { error: 'message_not_found' },
    });
    await slack.control.click({ user: ada.id, where: { channel, ts }, action_id: 'replace' });
    await eventually(() => entries().find((entry) => entry.kind === 'response_url'));
    expect((await dmOf(ada.id))?.messages).toMatchObject([{ text: 'replaced', ephemeral: true }]);
    const click = entries().find((entry) => entry.kind === 'envelope' && entry.type === 'interactive');
    expect(click).toMatchObject({ payload: { container: { is_ephemeral: true } } });
    expect(click).not.toHaveProperty('payload.message');
  });

  it('asks for a confirmation before it sends anything', async () => {
    const confirm = { title: plain('Sure?'), text: plain('Really?'), confirm: plain('Yes'), deny: plain('No') };
    const { ts = '', channel = '' } = await client().chat.postMessage({
      channel: ada.id,
      text: 'Press',
      blocks: [{ type: 'actions', elements: [{ ...button('pick'), confirm }] }],
    });
    const click = { user: ada.id, where: { channel, ts }, action_id: 'pick' };
    expect(await slack.control.click(click)).toEqual({ ok: false, error: 'confirmation_required' });
    expect(await slack.control.click({ ...click, confirm: 'dismiss' })).toEqual({ ok: true });
    expect(heard).toEqual([]);
    expect(await slack.control.click({ ...click, confirm: 'accept' })).toMatchObject({ ok: true, acked: true });
    expect(heard).toHaveLength(1);
  });

  it('sends the chosen option of a menu and refuses one that is not in it', async () => {
    const option = { text: plain('March'), value: '2026-03' };
    const accessory = { type: 'static_select' as const, action_id: 'pick', options: [option] };
    const { ts = '', channel = '' } = await client().chat.postMessage({
      channel: ada.id,
      text: 'Pick',
      blocks: [{ ...section('Pick'), accessory }],
    });
    const where = { channel, ts };
    expect(await slack.control.click({ user: ada.id, where, action_id: 'pick', value: '2026-04' })).toMatchObject({
      error: 'invalid_value',
    });
    await slack.control.click({ user: ada.id, where, action_id: 'pick', value: '2026-03' });
    expect(JSON.parse(heard[0] ?? '')).toMatchObject({ type: 'static_select', selected_option: option });
    const { state = {} } = (await dmOf(ada.id))?.messages[0] ?? {};
    expect(Object.values(state)).toMatchObject([{ pick: { selected_option: option } }]);
  });

  it('delivers messages, thread replies, edits and deletions in the app’s DM', async () => {
    const { ts, channel = '' } = await slack.control.message({ user: ada.id, text: 'hello <there>' });
    await slack.control.message({ user: ada.id, channel, text: 'more', thread_ts: ts ?? '' });
    const reply = (await dmOf(ada.id))?.messages[0]?.replies[0]?.ts ?? '';
    await slack.control.edit({ user: ada.id, channel, ts: reply, text: 'much more' });
    await slack.control.delete({ user: ada.id, channel, ts: reply });
    expect(heard).toEqual(['im message: hello &lt;there&gt;', 'im reply: more', 'message_changed', 'message_deleted']);
    const seen = await eventually(() =>
      entries().find((entry) => entry.kind === 'api_call' && entry.method === 'reactions.add'),
    );
    expect(seen).toMatchObject({ answer: { ok: true } });
    expect((await dmOf(ada.id))?.messages[0]).toMatchObject({ reactions: [{ name: 'eyes' }], reply_count: 0 });
  });

  it('shows the Home that the app publishes when it is opened', async () => {
    await slack.control.openHome({ user: ada.id });
    await eventually(() => entries().find((entry) => entry.kind === 'api_call' && entry.method === 'views.publish'));
    expect((await slack.control.screen({ user: ada.id })).home?.blocks).toMatchObject([{ text: { text: 'Welcome' } }]);
    expect((await slack.control.screen({ user: bo.id })).home).toBeNull();
  });
});

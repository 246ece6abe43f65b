import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalSlack, startLocalSlack } from '../../../src/sandbox/slack/local-slack.ts';
import { ada, bo, clientOf, gone, manifest, section, start, startSlack } from './small-workspace.ts';

const refused = (error: string) => ({ data: { ok: false, error } });
describe('the local Web API', () => {
  let slack: LocalSlack;
  let now = start;
  beforeAll(async () => {
    slack = await startSlack({
      ackTimeoutMs: 50,
      businessNow: () => now,
      channels: [
        { id: 'C0GENERAL', name: 'general' },
        { id: 'C0TEAM', name: 'team', members: [ada.id, bo.id, 'U0LOCALBOT1'] },
      ],
    });
  });
  afterAll(() => slack.stop());
  beforeEach(async () => {
    now = start;
    await slack.reset();
  });

  const client = () => clientOf(slack);
  const post = (text: string, more: object = {}) => client().chat.postMessage({ channel: ada.id, text, ...more });

  it('says who the app is', async () => {
    expect(await client().auth.test()).toMatchObject({
      ok: true,
      user_id: slack.botUserId,
      bot_id: slack.botId,
      team_id: slack.teamId,
    });
  });

  it('refuses wrong tokens and unknown methods by Slack’s names', async () => {
    await expect(clientOf(slack, 'xoxb-other').auth.test()).rejects.toMatchObject(refused('invalid_auth'));
    await expect(clientOf(slack, '').auth.test()).rejects.toMatchObject(refused('not_authed'));
    await expect(clientOf(slack, slack.appToken).auth.test()).rejects.toMatchObject(refused('not_allowed_token_type'));
    await expect(client().apps.connections.open({})).rejects.toMatchObject(refused('not_allowed_token_type'));
    await expect(client().apiCall('chat.nope')).rejects.toMatchObject(refused('unknown_method'));
  });

  it('dates messages with business time, growing while the date stands still and after it moves', async () => {
    const stamps = [(await post('one')).ts, (await post('two')).ts];
    now = new Date('2026-03-09T08:00:00Z');
    stamps.push((await post('three')).ts);
    expect(stamps).toEqual(['1772438400.000000', '1772438400.000001', '1773043200.000000']);
  });

  it('opens a DM for a user id and answers its channel id', async () => {
    const { channel } = await post('hi');
    expect(channel).toMatch(/^D/);
    expect((await client().conversations.open({ users: ada.id })).channel?.id).toBe(channel);
  });

  it.each([
    ['a stranger', 'U0NOBODY', 'channel_not_found'],
    ['somebody who has left', gone.id, 'channel_not_found'],
    ['a channel that it is not in', 'C0GENERAL', 'not_in_channel'],
  ])('does not post to %s', async (_whom, channel, error) => {
    await expect(client().chat.postMessage({ channel, text: 'x' })).rejects.toMatchObject(refused(error));
  });

  it('refuses unknown and deactivated people by Slack’s names', async () => {
    await expect(client().conversations.open({ users: gone.id })).rejects.toMatchObject(refused('user_disabled'));
    await expect(client().conversations.open({ users: 'U0NO' })).rejects.toMatchObject(refused('user_not_found'));
    await expect(client().users.lookupByEmail({ email: 'no@example.com' })).rejects.toMatchObject(
      refused('users_not_found'),
    );
    await expect(client().users.lookupByEmail({ email: gone.email })).rejects.toMatchObject(refused('users_not_found'));
    expect((await client().users.lookupByEmail({ email: 'ADA@example.com' })).user?.id).toBe(ada.id);
    expect((await client().users.info({ user: gone.id })).user?.deleted).toBe(true);
  });

  it('lists people page by page', async () => {
    const first = await client().users.list({ limit: 3 });
    const second = await client().users.list({ limit: 3, cursor: first.response_metadata?.next_cursor ?? '' });
    expect([...(first.members ?? []), ...(second.members ?? [])].map((member) => member.id)).toEqual([
      slack.botUserId,
      ada.id,
      bo.id,
      gone.id,
    ]);
    expect(second.response_metadata?.next_cursor).toBe('');
  });

  it('needs text or blocks', async () => {
    await expect(post('')).rejects.toMatchObject(refused('no_text'));
    await expect(
      client().chat.postMessage({ channel: ada.id, text: 'x', blocks: 'oops' } as never),
    ).rejects.toMatchObject(refused('invalid_blocks_format'));
  });

  it('says where blocks are wrong', async () => {
    const blocks = [section('fine'), { type: 'sections' }];
    await expect(post('x', { blocks })).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        response_metadata: { messages: ['[ERROR] unsupported type: sections [json-pointer:/blocks/1/type]'] },
      },
    });
  });

  it('truncates a long post and refuses a long update', async () => {
    const { channel = '', ts = '' } = await post('x'.repeat(40_001));
    const { messages } = await client().conversations.history({ channel });
    expect(messages?.[0]?.text).toHaveLength(40_000);
    await client().chat.update({ channel, ts, text: 'x'.repeat(4000) });
    await expect(client().chat.update({ channel, ts, text: 'x'.repeat(4001) })).rejects.toMatchObject(
      refused('msg_too_long'),
    );
  });

  it('updates in place: text alone takes the blocks away, blocks alone stay when only metadata changes', async () => {
    const metadata = { event_type: 'delivery', event_payload: { id: 'abc' } };
    const { channel = '', ts = '' } = await post('one', { blocks: [section('one')], metadata });
    await client().chat.update({ channel, ts, text: 'two' });
    const read = async () =>
      (await client().conversations.history({ channel, include_all_metadata: true })).messages?.[0];
    expect(await read()).toMatchObject({ ts, text: 'two', metadata });
    expect(await read()).not.toHaveProperty('blocks');
    await client().chat.update({ channel, ts, text: 'two', metadata: {} } as never);
    expect(await read()).not.toHaveProperty('metadata');
  });

  it('changes and deletes its own messages only', async () => {
    const { ts = '', channel = '' } = await slack.control.message({ user: ada.id, text: 'mine' });
    await expect(client().chat.update({ channel, ts, text: 'x' })).rejects.toMatchObject(
      refused('cant_update_message'),
    );
    await expect(client().chat.delete({ channel, ts })).rejects.toMatchObject(refused('cant_delete_message'));
    await expect(client().chat.update({ channel, ts: '1.000001', text: 'x' })).rejects.toMatchObject(
      refused('message_not_found'),
    );
    await expect(client().chat.update({ channel: ada.id, ts, text: 'x' })).rejects.toMatchObject(
      refused('channel_not_found'),
    );
  });

  it('reads history newest first, page by page, in a range, with the metadata only when asked', async () => {
    const metadata = { event_type: 'delivery', event_payload: { id: 'abc' } };
    const stamps: string[] = [];
    for (const text of ['one', 'two', 'three']) stamps.push((await post(text, { metadata })).ts ?? '');
    const channel = (await client().conversations.open({ users: ada.id })).channel?.id ?? '';
    const first = await client().conversations.history({ channel, limit: 2 });
    expect(first).toMatchObject({ has_more: true, messages: [{ text: 'three' }, { text: 'two' }] });
    expect(first.messages?.[0]?.metadata).toEqual({ event_type: 'delivery' });
    const rest = await client().conversations.history({
      channel,
      limit: 2,
      cursor: first.response_metadata?.next_cursor ?? '',
      include_all_metadata: true,
    });
    expect(rest).toMatchObject({ has_more: false, messages: [{ text: 'one', metadata }] });
    const [one = '', two = '', three = ''] = stamps;
    const texts = async (range: object) =>
      (await client().conversations.history({ channel, ...range })).messages?.map((message) => message.text);
    expect(await texts({ oldest: one, latest: three })).toEqual(['two']);
    expect(await texts({ oldest: one, latest: two, inclusive: true })).toEqual(['two', 'one']);
  });

  it('keeps replies in their thread', async () => {
    const { channel = '', ts = '' } = await post('parent');
    const reply = await post('reply', { thread_ts: ts });
    expect((await client().conversations.history({ channel })).messages).toMatchObject([
      { ts, reply_count: 1, latest_reply: reply.ts },
    ]);
    expect((await client().conversations.replies({ channel, ts })).messages).toMatchObject([
      { ts },
      { thread_ts: ts, text: 'reply' },
    ]);
    await expect(client().conversations.replies({ channel, ts: '1.000001' })).rejects.toMatchObject(
      refused('thread_not_found'),
    );
    await expect(post('x', { thread_ts: '1.000001' })).rejects.toMatchObject(refused('cannot_reply_to_message'));
    await client().chat.delete({ channel, ts });
    expect((await client().conversations.history({ channel })).messages).toMatchObject([
      { subtype: 'tombstone', reply_count: 1 },
    ]);
  });

  it('adds a reaction once', async () => {
    const { channel = '', ts: timestamp = '' } = await post('x');
    await client().reactions.add({ channel, timestamp, name: 'eyes' });
    await expect(client().reactions.add({ channel, timestamp, name: 'eyes' })).rejects.toMatchObject(
      refused('already_reacted'),
    );
    await client().reactions.remove({ channel, timestamp, name: 'eyes' });
    await expect(client().reactions.remove({ channel, timestamp, name: 'eyes' })).rejects.toMatchObject(
      refused('no_reaction'),
    );
  });

  it('names the scope that is missing', async () => {
    const channel = (await client().conversations.open({ users: ada.id })).channel?.id ?? '';
    await expect(client().conversations.info({ channel })).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'im:read', provided: expect.stringContaining('chat:write') },
    });
    await expect(client().conversations.open({ users: `${ada.id},${bo.id}` })).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'mpim:write' },
    });
  });

  it('follows the manifest’s scopes and tabs', async () => {
    const closed = await startLocalSlack({
      manifest: {
        ...manifest,
        features: { app_home: { home_tab_enabled: false, messages_tab_enabled: false } },
        oauth_config: { scopes: { bot: ['chat:write', 'users:read'] } },
      },
      users: [ada],
      businessNow: () => start,
    });
    const web = clientOf(closed);
    await expect(web.chat.postMessage({ channel: ada.id, text: 'x' })).rejects.toMatchObject(
      refused('messages_tab_disabled'),
    );
    await expect(
      web.views.publish({ user_id: ada.id, view: { type: 'home', blocks: [section('x')] } }),
    ).rejects.toMatchObject(refused('not_enabled'));
    await expect(web.users.lookupByEmail({ email: ada.email })).rejects.toMatchObject(refused('missing_scope'));
    expect((await web.users.info({ user: ada.id })).user?.profile).not.toHaveProperty('email');
    expect(await closed.control.message({ user: ada.id, text: 'x' })).toMatchObject({
      ok: false,
      error: 'messages_tab_disabled',
    });
    await closed.stop();
  });

  it('posts an ephemeral message to members only', async () => {
    const channel = (await client().conversations.open({ users: ada.id })).channel?.id ?? '';
    await expect(client().chat.postEphemeral({ channel, user: bo.id, text: 'x' })).rejects.toMatchObject(
      refused('user_not_in_channel'),
    );
    await client().chat.postEphemeral({ channel, user: ada.id, text: 'x' });
    expect((await client().conversations.history({ channel })).messages).toEqual([]);
  });

  it('shows an ephemeral message to its one reader among several', async () => {
    await client().chat.postEphemeral({ channel: 'C0TEAM', user: ada.id, text: 'psst' });
    await client().chat.postMessage({ channel: 'C0TEAM', text: 'for all' });
    const texts = async (user: string) => {
      const { channels } = await slack.control.screen({ user });
      return channels.find(({ id }) => id === 'C0TEAM')?.messages.map(({ text }) => text);
    };
    expect(await texts(ada.id)).toEqual(['psst', 'for all']);
    expect(await texts(bo.id)).toEqual(['for all']);
  });

  it('validates blocks without sending them', async () => {
    const good = await client().blocks.validate({ blocks: [section('fine')] });
    expect(good).toMatchObject({ ok: true, errors: [] });
    await expect(client().blocks.validate({ blocks: [section('')] })).rejects.toMatchObject({
      data: {
        errors: [
          { pointer: '/blocks/0/text/text', code: 'too_short', field: 'text', constraint: { type: 'min_length' } },
        ],
      },
    });
  });

  it('writes every call into the ledger, without its token', async () => {
    const before = slack.ledger.last;
    await post('hello', { metadata: { event_type: 'delivery', event_payload: { id: 'abc' } } });
    const [entry] = slack.ledger.after(before).filter(({ kind }) => kind === 'api_call');
    expect(entry).toMatchObject({
      method: 'chat.postMessage',
      token: 'bot',
      status: 200,
      answer: { ok: true },
      business_time: start.toISOString(),
    });
    expect(JSON.stringify(entry)).toContain('abc');
    expect(JSON.stringify(entry)).not.toContain(slack.botToken);
  });
});

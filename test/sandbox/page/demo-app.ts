import type { App } from '@slack/bolt';
import { dismissModal, home, modifyModal, plain, whyModal } from './demo-messages.ts';

const line = (text: string) => [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text } }];

/** A small app that answers every kind of press, so that the page can be tried without the bot. */
export function addDemoListeners(app: App): void {
  app.action('approve', async ({ ack, respond, body }) => {
    await ack();
    await respond({
      replace_original: true,
      text: 'Approved',
      blocks: line(`:white_check_mark: *Approved* by <@${body.user.id}>; it goes into the April digest.`),
    });
  });
  app.action('dismiss', async ({ ack, client, body }) => {
    await ack();
    if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view: dismissModal });
  });
  app.view('dismiss', async ({ ack, view }) => {
    const note = view.state.values.note?.note?.value ?? '';
    if (note.length > 0 && note.length < 10) {
      await ack({ response_action: 'errors', errors: { note: 'Say it in at least 10 characters, or leave it out.' } });
    } else {
      await ack();
    }
  });
  app.action('modify', async ({ ack, client, body }) => {
    await ack();
    const view = modifyModal('Before the next two discovery calls, agree on one question.');
    if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view });
  });
  app.action('push', async ({ ack, client, body }) => {
    await ack();
    if ('trigger_id' in body) await client.views.push({ trigger_id: body.trigger_id, view: whyModal });
  });
  app.view('modify', async ({ ack, view }) => {
    const text = view.state.values.action?.action?.value ?? '';
    if (text.length < 10) await ack({ response_action: 'errors', errors: { action: 'At least 10 characters.' } });
    else await ack();
  });
  app.action('queue', async ({ ack, client, body }) => {
    await ack();
    if ('trigger_id' in body)
      await client.views.open({ trigger_id: body.trigger_id, view: { ...whyModal, title: plain('Queue') } });
  });
  for (const id of ['more', 'snooze', 'day']) {
    app.action(id, async ({ ack, action, respond }) => {
      await ack();
      const chosen =
        'selected_option' in action
          ? action.selected_option?.value
          : 'selected_date' in action
            ? action.selected_date
            : '';
      await respond({ replace_original: false, text: `You chose *${chosen}*.` });
    });
  }
  app.command('/rep-view', async ({ ack, command }) => {
    await ack({ response_type: 'ephemeral', text: `Here is ${command.text || 'nobody: give a name'}.` });
  });
  app.command('/rep-coach', async () => {
    // Never acknowledged: the page must show what Slack shows then.
  });
  app.message(async ({ message, client }) => {
    if (message.subtype !== undefined || message.thread_ts === undefined) return;
    await client.reactions.add({ channel: message.channel, timestamp: message.ts, name: 'eyes' });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab !== 'home') return;
    const { user } = await client.users.info({ user: event.user });
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: home(user?.real_name ?? '') } });
  });
}

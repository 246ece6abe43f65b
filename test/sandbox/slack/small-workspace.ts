import { App, LogLevel } from '@slack/bolt';
import type { Button, SectionBlock } from '@slack/types';
import { WebClient } from '@slack/web-api';
import { type LocalSlack, type LocalSlackOptions, startLocalSlack } from '../../../src/sandbox/slack/local-slack.ts';

/** Two people, one more who has left, and an app that may do what Rep Coach may. */
export const ada = { id: 'U0ADA', name: 'ada', real_name: 'Ada Miller', email: 'ada@example.com', tz: 'Europe/Berlin' };
export const bo = { id: 'U0BO', name: 'bo.lind', real_name: 'Bo Lind', email: 'bo@example.com', tz: 'Europe/Berlin' };
export const gone = {
  id: 'U0GONE',
  name: 'gone',
  real_name: 'Gone Away',
  email: 'gone@example.com',
  tz: 'UTC',
  deleted: true,
};

export const manifest = {
  display_information: { name: 'Rep Coach' },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
    bot_user: { display_name: 'Rep Coach' },
    slash_commands: [
      { command: '/rep-view', description: 'x', should_escape: true },
      { command: '/plain', description: 'x', should_escape: false },
    ],
  },
  oauth_config: {
    scopes: {
      bot: [
        'chat:write',
        'commands',
        'im:write',
        'im:history',
        'users:read',
        'users:read.email',
        'files:write',
        'files:read',
        'reactions:write',
      ],
    },
  },
  settings: {
    event_subscriptions: { bot_events: ['app_home_opened', 'message.im', 'user_change'] },
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
  },
};

export const start = new Date('2026-03-02T08:00:00Z');

export function startSlack(options: Partial<LocalSlackOptions> = {}): Promise<LocalSlack> {
  return startLocalSlack({
    manifest,
    users: [ada, bo, gone],
    businessNow: () => start,
    postIntervalMs: 0,
    fileProcessingMs: 0,
    ...options,
  });
}

/** A client as the bot uses it: no retries, no waiting for rate limits. */
export function clientOf(slack: LocalSlack, token = slack.botToken): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
  });
}

/** A real Bolt app on the local Slack's sockets; `build` adds its listeners. */
export async function startBolt(slack: LocalSlack, build: (app: App) => void): Promise<App> {
  const app = new App({
    token: slack.botToken,
    appToken: slack.appToken,
    socketMode: true,
    botId: slack.botId,
    botUserId: slack.botUserId,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
  });
  build(app);
  await app.start();
  return app;
}

export const section = (text: string): SectionBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });
export const button = (actionId: string, value = 'v'): Button => ({
  type: 'button',
  action_id: actionId,
  value,
  text: { type: 'plain_text', text: actionId },
});
export const plain = (text: string) => ({ type: 'plain_text' as const, text });

/** Resolves with what `look` finds, looking again until it finds something; the test's own timeout bounds it. */
export async function eventually<Found>(look: () => Found | undefined): Promise<Found> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

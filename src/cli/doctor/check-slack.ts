import type { SlackConfig } from '../../config.ts';
import { createSlackClient } from '../../delivery/slack-client.ts';
import { type Finding, ok, wrong } from './finding.ts';

/** Asks Slack whose token it is. */
export async function checkSlack({ botToken, apiUrl }: SlackConfig): Promise<Finding> {
  try {
    const { team, user } = await createSlackClient({ token: botToken, slackApiUrl: apiUrl }).auth.test();
    return ok('slack', `the token is good: ${user ?? 'the bot'} in ${team ?? 'its workspace'}`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return wrong(
      'slack',
      `the bot token was not accepted (${reason})`,
      'Install the app again and copy its bot token to SLACK_BOT_TOKEN; see that this machine may reach Slack.',
    );
  }
}

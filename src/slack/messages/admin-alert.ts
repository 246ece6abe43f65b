import type { KnownBlock } from '@slack/types';
import { context, type Message, section } from './blocks.ts';
import { type Markup, md } from './markup.ts';

export const alertTopics = ['no_manager', 'no_slm', 'no_slack_user', 'delivery_parked'] as const;
export type AlertTopic = (typeof alertTopics)[number];

/** To an admin: what cannot reach its reader, and what to do. Nothing about anybody's numbers. */
export function adminAlert(alert: { topic: AlertTopic; repName: string }): Message {
  const { problem, remedy } = said(alert);
  const blocks: KnownBlock[] = [section(md`⚠️ ${problem}`), context(remedy)];
  return { text: problem.text.replaceAll('*', ''), blocks };
}

function said({ topic, repName }: { topic: AlertTopic; repName: string }): { problem: Markup; remedy: Markup } {
  switch (topic) {
    case 'no_manager':
      return {
        problem: md`*${repName} has no manager.* What was found for them waits and reaches nobody.`,
        remedy: md`Add the line that is in force today: rep-coach import reporting FILE.csv`,
      };
    case 'no_slm':
      return {
        problem: md`*An escalation about ${repName} has no second-line manager to go to*, or only one who is their manager too.`,
        remedy: md`Set the second-line manager: rep-coach import reporting FILE.csv`,
      };
    case 'no_slack_user':
      return {
        problem: md`*${repName} is not known in Slack.* Messages to them wait.`,
        remedy: md`Set or correct their e-mail or Slack user: rep-coach import people FILE.csv`,
      };
    case 'delivery_parked':
      return {
        problem: md`*A message about ${repName} cannot be delivered.* It waits until this is mended.`,
        remedy: md`See which and why: /rep-coach status, or rep-coach doctor.`,
      };
  }
}

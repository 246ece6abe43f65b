import type { KnownBlock } from '@slack/types';
import { formatDate } from '../../domain/date-format.ts';
import { isLocalDate } from '../../domain/local-date.ts';
import { context, type Message, section } from './blocks.ts';
import { inTexts, type Markup, md } from './markup.ts';

export const alertTopics = [
  'no_manager',
  'no_slm',
  'no_slack_user',
  'delivery_parked',
  'escalation_unsent',
  'recommendation_unasked',
  'surfaced_without_approval',
  'run_overdue',
  'run_item_parked',
  'message_unknown',
  'book_coverage',
  'rows_at_fault',
  'source_stale',
] as const;
export type AlertTopic = (typeof alertTopics)[number];

/** What an admin is told of: somebody's messages, or a run named like `weekly:2026-06-01`. */
export interface Alert {
  topic: AlertTopic;
  /** Null where it is about nobody in particular. */
  repName: string | null;
  /** Their person_id, for the remedy; null like the name. */
  repId: string | null;
  /** The rep has left. */
  repHasLeft: boolean;
  /** Who stands in for the manager whom the rep lacks; null where nobody does. */
  standIn?: string | null;
  /** The thing itself, where there is no rep. */
  subject: string;
  /** What it is about, where that is several things at once. */
  causes?: readonly { readonly name: string; readonly value: string }[];
}

/** More things than this are counted: they came with a cause of their own, and are mended like the others. */
const LISTED = 60;

/** To an admin: what cannot reach its reader or was not done, and what to do. Nothing about anybody's numbers. */
export function adminAlert(alerts: readonly Alert[]): Message {
  const [only] = alerts;
  return only !== undefined && alerts.length === 1 ? ofOne(only) : ofSeveral(alerts);
}

function ofSeveral(alerts: readonly Alert[]): Message {
  const heading = md`⚠️ *${alerts.length} things need an admin.*`;
  const more = alerts.length - LISTED;
  const listed = alerts.slice(0, LISTED).map((alert) => {
    const { problem, remedy } = said(alert);
    return md`• ${problem} ${remedy}`;
  });
  const texts = inTexts(heading, ...listed, more > 0 ? md`• And ${more} more of the same kinds.` : null);
  return { text: md`${alerts.length} things need an admin.`.text, blocks: texts.map((text) => section(text)) };
}

function ofOne(alert: Alert): Message {
  const { problem, remedy } = said(alert);
  const listed = inTexts(...causesIn(alert)).map((text) => section(text));
  const blocks: KnownBlock[] = [section(md`⚠️ ${problem}`), ...listed, context(remedy)];
  return { text: problem.text.replaceAll('*', ''), blocks };
}

const status = '/rep-coach status';

function said(alert: Alert): { problem: Markup; remedy: Markup } {
  const { topic, repName, repId, repHasLeft, subject, standIn = null, causes = [] } = alert;
  const who = repName ?? subject;
  switch (topic) {
    case 'no_manager':
      return {
        problem:
          standIn === null
            ? md`*${who} has no manager.* What was found for them waits and reaches nobody.`
            : md`*${who} has no manager.* What is found for them goes to ${standIn} meanwhile, who stands in.`,
        remedy: md`Add the line of ${repId ?? subject} that is in force today to \`coaching.reporting_line\`.`,
      };
    case 'no_slm':
      return {
        problem: md`*An escalation about ${who} has no second-line manager to go to*, or only one who is their manager too.`,
        remedy: repHasLeft
          ? md`They have left: set \`slm_id\` of the last line of ${repId ?? subject} in \`coaching.reporting_line\`, ended or not, to somebody who is there. That person gets the thread and can resolve it.`
          : md`Set \`slm_id\` of the line of ${repId ?? subject} that is in force today in \`coaching.reporting_line\`, and tell the right person meanwhile.`,
      };
    case 'no_slack_user':
      return {
        problem: md`*${who} has no Slack account.* Messages to them wait.`,
        remedy: md`Set \`slack_user_id\` of ${repId ?? subject} in \`coaching.person\`; what waits then goes out.`,
      };
    case 'delivery_parked':
      return {
        problem: md`*A message about ${who} cannot be delivered.* It waits until this is mended, and is tried again every four hours.`,
        remedy: md`See why: ${status}`,
      };
    case 'escalation_unsent':
      return {
        problem: md`*An escalation about ${who} has not reached its reader in time.*`,
        remedy: md`See why: ${status}. Tell the second-line manager meanwhile.`,
      };
    case 'recommendation_unasked':
      return {
        problem: md`*A suggestion for ${who} has not reached whoever decides about it today.*`,
        remedy: md`Check that they have a manager in \`coaching.reporting_line\`, and that the manager is known in Slack.`,
      };
    case 'surfaced_without_approval':
      return {
        problem: md`*An action reached ${who} that nobody approved.* This must never happen.`,
        remedy: md`Stop the bot, and report it to whoever looks after Rep Coach.`,
      };
    case 'run_overdue':
      return {
        problem: md`*The ${runOf(subject)} has been due for more than an hour and is not done.*`,
        remedy: md`See how it stands: ${status}. A run that breaks off is tried again every minute.`,
      };
    case 'book_coverage':
      return {
        problem: md`*The health of ${subject} book${subject === '1' ? '' : 's'} cannot be compared with an earlier day.* For too few accounts there is a tier of the same model on both days, so nobody is told when a book slips.`,
        remedy: md`Check that every account is scored at least every week or two in \`customer_health_log\`. After a new scoring model this ends by itself once both days are scored by it.`,
      };
    case 'message_unknown': {
      const { channel, count } = unknownIn(subject);
      const messages = count === '1' ? '1 message' : `${count} messages`;
      const place = repName === null ? `the conversation ${channel}` : `the conversation with ${repName} (${channel})`;
      return {
        problem: md`*${messages} of the bot in ${place} belong${count === '1' ? 's' : ''} to nothing that it has on record.* Nothing was deleted.`,
        remedy: md`This is what is left of rows that a restored backup no longer has, or of a second bot with the same token. Look at them, and delete what is old.`,
      };
    }
    case 'rows_at_fault': {
      const rows = causes.reduce((sum, { value }) => sum + Number(value), 0);
      return {
        problem: md`*${rows === 1 ? '1 new row of a source breaks' : `${rows} new rows of the sources break`} the data contract,* says the ${runOf(subject)}. Numbers leave out what they cannot use.`,
        remedy: md`Mend them where they come from; \`rep-coach doctor\` says what is expected.`,
      };
    }
    case 'source_stale':
      return {
        problem: md`*${causes.length === 1 ? '1 source has' : `${causes.length} sources have`} learnt nothing for a week.* Until ${causes.length === 1 ? 'it does, the metrics that rest on it' : 'they do, the metrics that rest on them'} stand still.`,
        remedy: md`See that what feeds ${causes.length === 1 ? 'it' : 'them'} runs. How every source stands: ${status}`,
      };
    case 'run_item_parked':
      return {
        problem: md`*The ${runOf(subject)} could not do its work for some reps.* The others are done.`,
        remedy: md`See how many: ${status}. They are tried again every four hours.`,
      };
  }
}

function causesIn({ topic, causes = [] }: Alert): Markup[] {
  return causes.map(({ name, value }) => {
    const words = name.replaceAll('_', ' ');
    return topic === 'source_stale' && isLocalDate(value)
      ? md`• ${words}: nothing since ${formatDate(value)}`
      : md`• ${words}: ${value}`;
  });
}

/** Of `CHANNEL:COUNT:TS`. */
function unknownIn(subject: string): { channel: string; count: string } {
  const [channel = '', count = ''] = subject.split(':');
  return { channel, count };
}

/** "weekly run of 1 Jun 2026", of `weekly:2026-06-01`. */
function runOf(subject: string): string {
  const [job = '', period = ''] = subject.split(':');
  return isLocalDate(period) ? `${job} run of ${formatDate(period)}` : `run ${subject}`;
}

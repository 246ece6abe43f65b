import { type RunStatus, runStatus } from '../db/reads/run-status.ts';
import { formatDate } from '../domain/date-format.ts';
import type { Act, SlackContext } from './listener.ts';
import { header, section } from './messages/blocks.ts';
import { lines, type Markup, md } from './messages/markup.ts';
import type { PrivateAnswer } from './response-url.ts';

/** `/rep-coach status`: how the engine stands, for an admin. */
export async function statusAnswer({ now }: Act, { db }: SlackContext): Promise<PrivateAnswer> {
  const status = await runStatus(db, now);
  const stuck = status.parkedDeliveries.reduce((sum, { count }) => sum + count, 0);
  return {
    text: `Rep Coach: ${stuck === 0 ? 'nothing is' : stuck === 1 ? '1 message is' : `${stuck} messages are`} stuck.`,
    blocks: [header('Status'), section(lines(md`*Jobs*`, ...jobLines(status))), section(messageLines(status))],
  };
}

function jobLines({ jobs }: RunStatus): Markup[] {
  if (jobs.length === 0) return [md`None has run yet.`];
  return jobs.map(({ job, localPeriod, state, parkedItems }) => {
    const parked = parkedItems === 0 ? '' : `, ${parkedItems} failed and wait for you`;
    return md`• ${job} of ${formatDate(localPeriod)}: ${state}${parked}`;
  });
}

/** Why a message waits, in words; Slack's own code, where it has no words here, is in the log. */
function stuckBecause(reason: string, name: string): string {
  if (reason.startsWith('unreadable'))
    return `Slack does not show the conversation with ${name}, so it is unclear whether it arrived`;
  switch (reason) {
    case 'no_slack_user':
      return `${name} has no Slack account`;
    case 'user_disabled':
    case 'is_inactive':
      return `the Slack account of ${name} is deactivated`;
    case 'user_not_found':
    case 'user_not_visible':
    case 'users_not_found':
      return `Slack knows no account of ${name} any more`;
    case 'sent_but_not_recorded':
      return `the one to ${name} went out, and that could not be recorded`;
    case 'render_failed':
      return `the one to ${name} could not be written; see the log`;
    default:
      return `Slack does not take the one to ${name}; see the log`;
  }
}

function messageLines({ parkedDeliveries, dueDeliveries }: RunStatus): Markup {
  return lines(
    md`*Messages*`,
    md`• ${dueDeliveries} on their way`,
    ...parkedDeliveries.map(
      ({ recipientName, reason, count }) => md`• ${count} stuck: ${stuckBecause(reason, recipientName)}`,
    ),
  );
}

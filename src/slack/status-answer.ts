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
    text: stuck === 0 ? 'Rep Coach: nothing is stuck.' : `Rep Coach: ${stuck} messages are stuck.`,
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

function messageLines({ parkedDeliveries, dueDeliveries }: RunStatus): Markup {
  return lines(
    md`*Messages*`,
    md`• ${dueDeliveries} on their way`,
    ...parkedDeliveries.map(({ reason, count }) => md`• ${count} stuck: ${reason}`),
  );
}

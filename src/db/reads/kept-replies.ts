import type { Knex } from 'knex';
import type { EscalationThreadPlace } from './open-escalation-threads.ts';

/** Slack's `ts` of the replies in a thread that are kept and not deleted. */
export async function keptReplies(db: Knex, { channelId, threadTs }: EscalationThreadPlace): Promise<string[]> {
  return await db('escalation_note')
    .where({ slack_channel: channelId, slack_thread_ts: threadTs, deleted_at: null })
    .orderBy('slack_ts')
    .pluck<string[]>('slack_ts');
}

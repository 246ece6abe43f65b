import { runStatus } from '../db/reads/run-status.ts';
import type { Act, SlackContext } from './listener.ts';
import { header } from './messages/blocks.ts';
import { systemBlocks } from './messages/system-status.ts';
import type { PrivateAnswer } from './response-url.ts';

/** `/rep-coach status`: how the engine stands, for an admin. */
export async function statusAnswer({ person, now }: Act, { db }: SlackContext): Promise<PrivateAnswer> {
  const status = await runStatus(db, { personId: person.personId, now });
  const stuck = status.parkedDeliveries.reduce((sum, { count }) => sum + count, 0);
  return {
    text: `Rep Coach: ${stuck === 0 ? 'nothing is' : stuck === 1 ? '1 message is' : `${stuck} messages are`} stuck.`,
    blocks: [header('Status'), ...systemBlocks(status, { timeZone: person.timeZone, now })],
  };
}

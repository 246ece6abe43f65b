import { deleteReply } from '../../../workflows/delete-reply.ts';
import type { EventListener } from '../../listener.ts';
import { deletedSchema, messageKindSchema, readPayload } from '../../payloads.ts';

/** A message was deleted: if it was a kept reply, its text goes here too. Slack says only who wrote it, so nobody asks. */
export const messageDeleted: EventListener = {
  event: 'message',
  async handle(event, context) {
    if (readPayload('message', messageKindSchema, event.payload) !== 'message_deleted') return;
    const { channel, deleted_ts } = readPayload('message_deleted', deletedSchema, event.payload);
    await deleteReply(context.db, { channelId: channel, ts: deleted_ts, now: event.now });
    context.wake();
  },
};

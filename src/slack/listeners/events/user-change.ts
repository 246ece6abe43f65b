import { releaseParked } from '../../../delivery/outbox.ts';
import { identify } from '../../identity.ts';
import { type EventListener, eventUser } from '../../listener.ts';
import { readPayload, userChangeSchema } from '../../payloads.ts';

/**
 * A Slack account changed. One that is open again gets what waited for it; to one that was closed, sending fails by
 * itself, is parked and shown to the admins.
 */
export const userChange: EventListener = {
  event: 'user_change',
  async handle(event, context) {
    const { user } = readPayload('user_change', userChangeSchema, event.payload);
    if (user.deleted) return;
    const person = await identify(context.db, eventUser(event, user.id), context.teamId, event.now);
    if (person === null) return;
    const released = await context.db.transaction((trx) => releaseParked(trx, person.personId));
    if (released > 0) context.wake();
  },
};

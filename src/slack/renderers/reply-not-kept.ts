import { escalationCase } from '../../db/reads/escalation-case.ts';
import { nameOf } from '../../db/reads/reader.ts';
import type { Renderer } from '../../delivery/delivery.ts';
import { localDateOf } from '../../domain/calendar.ts';
import { takerOf } from '../../domain/escalation.ts';
import type { OrganisationSettings } from '../../domain/organisation-settings.ts';
import { replyNotKept } from '../messages/reply-not-kept.ts';
import { gone, noLongerTheirs, readership, referenced } from './readership.ts';

/** To somebody who wrote in the thread of an escalation that had moved. It says nothing of the rep. */
export function replyNotKeptRenderer(settings: OrganisationSettings): Renderer {
  return async (db, delivery, now) => {
    const today = localDateOf(now, settings.orgTz);
    const found = await escalationCase(db, referenced(delivery, 'escalation_id'), today, settings);
    if (found === null) return gone('escalation');
    const { repId, slmId: slmOfEscalation } = found;
    const question = { delivery, repId, thing: 'escalation_thread', slmOfEscalation, now } as const;
    const { facts, mayRead } = await readership(db, question, settings);
    // Nobody is told of an escalation about themselves, not even that they wrote in its thread.
    if (delivery.recipientId === repId) return noLongerTheirs(delivery);
    const slmName = await nameOf(db, takerOf(facts));
    const isEdit = referenced(delivery, 'what') === 'edit';
    return { outcome: 'message', message: replyNotKept({ isEdit, slmName, isTheirsAgain: mayRead }) };
  };
}

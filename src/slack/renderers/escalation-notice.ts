import { concernedRep } from '../../db/reads/concerned-rep.ts';
import { escalationCase } from '../../db/reads/escalation-case.ts';
import { addedByManagers } from '../../db/reads/escalation-notes.ts';
import { nameOf } from '../../db/reads/reader.ts';
import type { Renderer } from '../../delivery/delivery.ts';
import { takerOf } from '../../domain/escalation.ts';
import type { OrganisationSettings } from '../../domain/organisation-settings.ts';
import { escalationNotice } from '../messages/escalation-notice.ts';
import { readerOf } from './reader.ts';
import { gone, noLongerTheirs, readership, referenced } from './readership.ts';

/** To the manager, when something of theirs went to the second-line manager. */
export function escalationNoticeRenderer(settings: OrganisationSettings): Renderer {
  return async (db, delivery, now) => {
    const repId = await concernedRep(db, delivery.reference);
    if (repId === null) return gone('escalation');
    const question = { delivery, repId, thing: 'escalation_notice', now } as const;
    const standing = await readership(db, question, settings);
    if (!standing.mayRead) return noLongerTheirs(delivery, standing);
    const found = await escalationCase(db, referenced(delivery, 'escalation_id'), standing.today, settings);
    if (found === null) return gone('escalation');
    const slmId = found.resolution === null ? takerOf(standing.facts) : found.slmId;
    const slmName = await nameOf(db, slmId);
    const withSince = slmId === found.slmId ? found.since : null;
    const reader = await readerOf(db, delivery.recipientId, settings, now);
    const added = await addedByManagers(db, found.escalationId);
    return { outcome: 'message', message: escalationNotice({ ...found, slmName, withSince, added }, reader) };
  };
}

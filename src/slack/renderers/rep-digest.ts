import { readerFacts } from '../../db/reads/reader.ts';
import { storedDigest } from '../../db/reads/stored-digest.ts';
import type { Renderer } from '../../delivery/delivery.ts';
import { drawDigest } from '../draw-digest.ts';
import { repDigest } from '../messages/rep-digest.ts';
import { gone, referenced } from './readership.ts';

/** To the rep whose digest it is, and nobody else. An action that is not approved (any more) is never shown. */
export function repDigestRenderer(): Renderer {
  return async (db, delivery, now) => {
    const stored = await storedDigest(db, referenced(delivery, 'digest_id'));
    if (stored === null) return gone('digest');
    if (stored.repId !== delivery.recipientId) {
      return { outcome: 'withhold', reason: 'The digest is about somebody else.' };
    }
    const rep = await readerFacts(db, delivery.recipientId);
    const hasLeft = rep === null || (rep.deactivatedAt !== null && rep.deactivatedAt <= now);
    if (hasLeft) return { outcome: 'withhold', reason: 'The rep has left.' };
    const actions = stored.content.actions.filter((action) => stored.approved.has(action.coachingId));
    const content = { ...stored.content, actions };
    return {
      outcome: 'message',
      message: repDigest({ ...stored, content, timeZone: rep.timeZone, drawn: drawDigest(content, 'rep') }),
    };
  };
}

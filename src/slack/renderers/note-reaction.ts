import { noteMessage } from '../../db/reads/escalation-note-message.ts';
import type { Renderer } from '../../delivery/delivery.ts';
import { gone, referenced } from './readership.ts';

/** The sign under a reply that it is kept. */
const KEPT = 'white_check_mark';

/** Marks the author's own message, while the note is there. */
export function noteReactionRenderer(): Renderer {
  return async (db, delivery) => {
    const message = await noteMessage(db, referenced(delivery, 'note_id'));
    return message === null ? gone('note') : { outcome: 'reaction', ...message, name: KEPT };
  };
}

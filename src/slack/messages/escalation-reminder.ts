import type { EscalationCase } from '../../domain/escalation-case.ts';
import { actionIds } from '../ids.ts';
import { actions, button, type Message, section } from './blocks.ts';
import { md } from './markup.ts';

/** In the escalation's thread: nobody has owned it for some business days; afterwards, who does. */
export function escalationReminder({ escalationId, repName, ownerName, resolution }: EscalationCase): Message {
  const text = md`A reminder of an escalation of yours.`.text;
  if (resolution !== null) return { text, blocks: [section(md`Nobody owned this for several days. Resolved since.`)] };
  if (ownerName !== null) {
    return { text, blocks: [section(md`Nobody owned this for several days. Owned by ${ownerName} since.`)] };
  }
  const own = button('I own this', {
    id: actionIds.ownEscalation,
    value: escalationId,
    style: 'primary',
    about: repName,
  });
  return {
    text,
    blocks: [
      section(md`*Nobody has owned this for several days.* Will you take it on?`),
      actions(`escalation-reminder:${escalationId}`, own),
    ],
  };
}

import { type Message, section } from './blocks.ts';
import { md } from './markup.ts';

/** What is left of a message whose reader no longer answers for the rep: nothing about the rep. */
export function moved(): Message {
  const text = md`Moved: someone else answers for this rep now, and has what was here.`;
  return { text: text.text, blocks: [section(text)] };
}

/** The same when the rep has left: there is nothing to have any more. */
export function closed(): Message {
  const text = md`Closed: this rep has left, so there is nothing left to decide.`;
  return { text: text.text, blocks: [section(text)] };
}

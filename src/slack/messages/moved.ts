import { type Message, section } from './blocks.ts';
import { md } from './markup.ts';

/** What is left of a message whose reader no longer answers for the rep: nothing about the rep. */
export function moved(): Message {
  const text = md`Moved: someone else answers for this rep now, and has what was here.`;
  return { text: text.text, blocks: [section(text)] };
}

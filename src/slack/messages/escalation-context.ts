import type { SaidText } from '../../domain/manager-context.ts';
import { type Message, quoted, section } from './blocks.ts';
import { md } from './markup.ts';

/** In the escalation's thread: what the manager adds to it. */
export function escalationContext({ by, text }: SaidText): Message {
  return { text: md`News on an escalation of yours.`.text, blocks: [section(md`*${by} adds:*`), ...quoted(text)] };
}

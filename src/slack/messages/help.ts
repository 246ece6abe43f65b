import { commands } from '../ids.ts';
import { context, header, type Message, section } from './blocks.ts';
import { lines, md } from './markup.ts';

/** One line for a direct message that is no reply to an escalation. */
export const directMessageHelp = `I read replies in escalation threads only, so this was not kept. Try ${commands.repCoach} help, or my Home tab.`;

/** For somebody whom the organisation's data does not name. */
export const strangerText =
  'I do not know you yet, so there is nothing to show. An admin can add you with your e-mail address.';

/** The answer to a command that was not understood. */
export function usage(typed: string): string {
  return `I do not know "${typed.slice(0, 40)}". ${commands.repCoach} takes help or queue.`;
}

/** `/rep-coach help`: what this is and what one can type. */
export function help(): Message {
  const text = `Rep Coach: ${commands.repCoach} queue shows what waits for you.`;
  return {
    text,
    blocks: [
      header('Rep Coach'),
      section(
        md`Every week I compare each rep’s numbers with those of their peers. Where a difference is large and no chance, I suggest an action to the manager. Only what the manager approves reaches the rep, once a month.`,
      ),
      section(
        lines(
          md`*${commands.repCoach} queue*: what waits for your decision, oldest first`,
          md`*${commands.repCoach} help*: this`,
          md`*Home tab*: what waits for you, your escalations, your past digests`,
        ),
      ),
      context(md`A pattern that persists for three weeks goes to the second-line manager by itself.`),
    ],
  };
}

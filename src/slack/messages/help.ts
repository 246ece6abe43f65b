import { commands } from '../ids.ts';
import { context, header, type Message, section } from './blocks.ts';
import { lines, md } from './markup.ts';

/** What a person is, as far as help goes: they hear of nothing else. */
export interface HelpFor {
  readonly isRep: boolean;
  /** Something can wait for their decision: a manager, or whoever stands in for one. */
  readonly decides: boolean;
  readonly isSlm: boolean;
  readonly isAdmin: boolean;
}

/** For somebody whom the organisation's data does not name. */
export const strangerText =
  'I do not know you yet, so there is nothing to show. An admin can add you with your e-mail address.';

/** To whoever asks for the queue and has none. */
export const nothingToDecide = 'You have nothing to decide here.';

/** The answer to a message that is no reply to an escalation. `talkTo`: whom its thread is about, or who has it now. */
export function notKept(reader: HelpFor, talkTo: string | null): string {
  if (talkTo !== null) return `This thread is not kept; talk to ${talkTo} directly.`;
  const where = `Try ${commands.repCoach} help, or my Home tab.`;
  if (reader.isSlm) return `I read replies in escalation threads only, so this was not kept. ${where}`;
  if (reader.isRep && !reader.decides) {
    return 'I cannot read messages, so this was not kept. Please talk to your manager.';
  }
  return `I cannot read messages, so this was not kept. ${where}`;
}

/** The answer to a reply to an escalation that has no words, such as a file by itself. */
export const noWords =
  'Only words are kept with an escalation, so this was not. Please write what should be known of it.';

/** The answer to a command that was not understood. */
export function usage(typed: string, reader: HelpFor): string {
  const words = ['help', ...(reader.decides ? ['queue'] : []), ...(reader.isAdmin ? ['status'] : [])];
  return `I do not know "${typed.slice(0, 40)}". ${commands.repCoach} takes ${listed(words)}.`;
}

/** The answer to `/rep-view` with something that it cannot take. */
export function badRepView(typed: string): string {
  const known = typed === '' ? 'Whose numbers?' : `I do not understand "${typed.slice(0, 40)}".`;
  return `${known} Type ${commands.repView} @name or an e-mail address; add a month as 2026-03 for a month instead of the latest week.`;
}

/** The answer to `/rep-escalate` with something that it cannot take. */
export function badRepEscalate(typed: string): string {
  const known = typed === '' ? 'About whom?' : `I do not understand "${typed.slice(0, 40)}".`;
  return `${known} Type ${commands.repEscalate} @name or an e-mail address; the note comes next.`;
}

/** The answer to `/team-view` with something that it cannot take. */
export function badTeamView(typed: string): string {
  return `I do not understand "${typed.slice(0, 40)}". Type ${commands.teamView}, or add a month as 2026-03.`;
}

/** To whoever asks for a team and has none. */
export const noTeam = 'Nobody reports to you here today, so there is no team to show.';

/** To a manager whose reps no run has read in the period. */
export const noTeamNumbers =
  'There are no numbers of your team for this period. They come with the weekly and monthly runs.';

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** `/rep-coach help`: what this is for the person who asks, and what they can type. */
export function help(reader: HelpFor): Message {
  const { isRep, decides, isSlm, isAdmin } = reader;
  const onlyRep = isRep && !decides && !isSlm;
  return {
    text: 'Rep Coach: what I do, and what you can type.',
    blocks: [
      header('Rep Coach'),
      section(
        onlyRep
          ? md`Once a month I show you your numbers beside those of your peers, what stood out, and what your manager suggests to try. Your peers are never named.`
          : md`Every week I compare each rep’s numbers with those of their peers. Where a difference is large, and unlikely to be chance, I suggest an action to the manager. Only what the manager approves reaches the rep, once a month.`,
      ),
      section(
        lines(
          isRep
            ? md`*Digest*: comes on the first business day of a month; press Done when you have tried something`
            : null,
          decides ? md`*${commands.repCoach} queue*: what waits for your decision, oldest first` : null,
          decides || isSlm ? md`*${commands.teamView}*: ${teamHolds(reader)}; add a month as 2026-03` : null,
          isRep || decides || isSlm ? md`*${commands.repView} @name*: ${viewHolds(reader)}` : null,
          decides ? md`*${commands.repEscalate} @name*: ask your second-line manager for help with a rep` : null,
          isSlm ? md`*Escalations*: each comes in a thread of its own; what you reply there is kept with it` : null,
          isAdmin ? md`*${commands.repCoach} status*: whether the runs are done, and what is stuck` : null,
          md`*${commands.repCoach} help*: this`,
          md`*Home tab*: ${homeHolds(reader)}`,
        ),
      ),
      ...(decides || isSlm
        ? [context(md`A pattern that persists for three weeks goes to the second-line manager by itself.`)]
        : []),
    ],
  };
}

function viewHolds({ decides, isSlm }: HelpFor): string {
  if (decides) return 'everything about one of your reps, or your own numbers';
  return isSlm ? 'a rep about whom an escalation is open' : 'your own numbers, of the latest week or of a month';
}

function teamHolds({ decides, isSlm }: HelpFor): string {
  if (!isSlm) return 'where your team stands';
  return decides ? 'where your team stands, and the teams below it in counts' : 'the teams below you, in counts';
}

function homeHolds({ isRep, decides, isSlm }: HelpFor): string {
  const parts = [
    ...(decides ? ['what waits for you', 'your team'] : []),
    ...(isSlm ? ['your escalations'] : []),
    ...(isRep ? ['your past digests'] : []),
  ];
  return parts.length === 0 ? 'what there is for you' : parts.join(', ');
}

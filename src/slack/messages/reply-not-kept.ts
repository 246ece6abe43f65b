import { type Message, section } from './blocks.ts';
import { type Markup, md } from './markup.ts';

/**
 * In the thread of an escalation that has moved: what its former reader wrote there, or changed, was not kept.
 * `slmName`: who has it today, null when nobody does. It names no rep.
 */
export function replyNotKept(about: { isEdit: boolean; slmName: string | null; isTheirsAgain: boolean }): Message {
  const text = md`A reply of yours was not kept.`.text;
  const reached = about.isEdit
    ? md`your change here was not kept; what you wrote before stays`
    : md`what you wrote here was not kept and nobody has read it`;
  return { text, blocks: [section(md`*Not kept:* ${whose(about)}, so ${reached}. ${instead(about)}`)] };
}

function whose({ slmName, isTheirsAgain }: { slmName: string | null; isTheirsAgain: boolean }): Markup {
  if (isTheirsAgain) return md`this escalation was with someone else when you wrote`;
  return slmName === null ? md`this escalation has moved on` : md`this escalation is with ${slmName} now`;
}

function instead({ slmName, isTheirsAgain }: { slmName: string | null; isTheirsAgain: boolean }): Markup {
  if (isTheirsAgain) return md`It is yours again: please write it once more.`;
  return slmName === null ? md`Nobody has it yet; the admins know.` : md`Please talk to them directly.`;
}

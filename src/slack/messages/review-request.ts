import type { KnownBlock } from '@slack/types';
import { formatDate } from '../../domain/date-format.ts';
import { inGroups } from '../../domain/in-groups.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { MetricKey, Role } from '../../domain/metric.ts';
import { context, divider, header, type Message } from './blocks.ts';
import { titleOf } from './evidence.ts';
import { type BlockGroup, inMessages } from './in-messages.ts';
import { canDecide, type Reader } from './item-state.ts';
import { inTexts, type Markup, md } from './markup.ts';
import { type ReviewItem, reviewItemBlocks } from './review-item.ts';

export interface ReviewRequest {
  readonly repName: string;
  readonly role: Role;
  /** The Monday of the run that found the patterns. */
  readonly asOf: LocalDate;
  /** The absent manager for whom the reader stands in, or null. */
  readonly forManager: string | null;
  /** The manager whose it was before, or null. */
  readonly movedFrom: string | null;
  readonly items: readonly ReviewItem[];
  /** Patterns that wait for a later week because this one has enough. */
  readonly heldBack: readonly { metricKey: MetricKey; dimension: string }[];
  readonly reader: Reader;
}

/** To the manager: a rep's new patterns, each with its evidence and a proposed action to decide on. */
export function reviewRequest(request: ReviewRequest): Message {
  const { repName, items, reader } = request;
  const open = items.filter(({ item }) => canDecide(item)).length;
  const title = `${repName} (${request.role}): ${counted(items.length, 'new pattern')}`;
  const heading = [
    header(title),
    context(md`Weekly check of ${formatDate(request.asOf)}.${forWhom(request)} ${gate(repName, open)}`),
  ];
  const [first = [], ...pages] = inGroups(items, ITEMS_A_MESSAGE).map((some) =>
    some.map((item): BlockGroup => [divider, ...reviewItemBlocks(item, reader, { withRep: false })]),
  );
  const held = heldBackBlocks(request).map((block) => [block]);
  const text = md`${open === 0 ? 'Nothing waits for you here any more' : `${counted(open, 'coaching suggestion')} for you to decide on`} (${repName})`;
  const last = pages.pop();
  const all = last === undefined ? [[heading, ...first, ...held]] : [[heading, ...first], ...pages, [...last, ...held]];
  return inMessages({ text: text.text, about: md`${title}` }, ...all);
}

/** So few that a message holds them whatever is decided about them: an item never moves to another message. */
const ITEMS_A_MESSAGE = 3;

/** What the gate does not keep from a rep. */
export const ownNumbers = 'their own numbers and what stood out are in their digest anyway.';

function gate(repName: string, open: number): string {
  if (open === 0) return 'All decided.';
  const what = open === 1 ? 'This suggestion reaches' : 'These suggestions reach';
  return `${what} ${repName} only if you approve ${open === 1 ? 'it' : 'them'}; ${ownNumbers}`;
}

function forWhom({ forManager, movedFrom }: ReviewRequest): Markup {
  if (movedFrom !== null) return md` Moved to you from ${movedFrom}.`;
  return forManager === null ? md`` : md` For ${forManager}, who is away.`;
}

function heldBackBlocks({ heldBack }: ReviewRequest): KnownBlock[] {
  if (heldBack.length === 0) return [];
  const named = heldBack.map((pattern) => md`• ${titleOf(pattern)}`);
  const heading = md`Also seen; these come first next week, so that this one stays readable:`;
  return [divider, ...inTexts(heading, ...named).map((text) => context(text))];
}

export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

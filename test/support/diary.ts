import { expect } from 'vitest';
import { localDateOf } from '../../src/domain/calendar.ts';
import { addDays, datesBetween, type LocalDate } from '../../src/domain/local-date.ts';
import type { ScreenMessage } from '../../src/sandbox/slack/screen-contract.ts';
import { textOf } from './hands.ts';
import { orgTz } from './small-organisation.ts';
import type { World } from './world.ts';

/** For a story whose steps are weeks of days: on a loaded machine each may take minutes. */
export const daysOn = { timeout: 300_000 };

/** What was said on a day, as "kind to person". */
export type Diary = Readonly<Record<LocalDate, readonly string[]>>;

/** Lives day by day until noon of a date, and says that exactly this was said on these days and nothing on the others. */
export async function liveUntil(world: World, until: LocalDate, expected: Diary): Promise<void> {
  const heard: Record<string, readonly string[]> = {};
  const tomorrow = addDays(localDateOf(world.clock.now(), orgTz), 1);
  for (const date of datesBetween(tomorrow, addDays(until, 1))) {
    await world.goTo(date);
    const said = await world.said();
    if (said.length > 0) heard[date] = said;
  }
  const sorted = Object.entries(expected).map(([date, lines]) => [date, [...lines].sort()]);
  expect(heard).toEqual(Object.fromEntries(sorted));
}

/** A message as it stands in a conversation, with where to click. */
export type Shown = ScreenMessage & { channel: string };

/** What the bot wrote to a person, oldest first, without thread replies and private answers. */
export async function shownTo(world: World, personId: string): Promise<Shown[]> {
  const { channels } = await world.screen(personId);
  return channels
    .flatMap(({ id, messages }) => messages.map((message) => ({ ...message, channel: id })))
    .filter(({ ephemeral }) => !ephemeral);
}

/** The last message to a person that holds these words. */
export async function messageWith(world: World, personId: string, words: string): Promise<Shown> {
  const found = (await shownTo(world, personId)).findLast((message) => textOf(message).includes(words));
  if (found === undefined) throw new Error(`No message to ${personId} says "${words}".`);
  return found;
}

/** Everything on a person's screen, for a look for what must not be there. */
export async function everythingTo(world: World, personId: string): Promise<string> {
  return JSON.stringify(await world.screen(personId));
}

import { readFileSync } from 'node:fs';
import type { Knex } from 'knex';
import { pino } from 'pino';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { atWallTime } from '../../src/domain/calendar.ts';
import { addDays, type LocalDate } from '../../src/domain/local-date.ts';
import { type Bot, composeBot } from '../../src/main.ts';
import { createSandboxClock, type SandboxClock } from '../../src/sandbox/clock.ts';
import { type LocalSlack, startLocalSlack } from '../../src/sandbox/slack/local-slack.ts';
import type { ScreenMessage } from '../../src/sandbox/slack/screen-contract.ts';
import { travelTo } from '../../src/sandbox/time-travel.ts';
import { type Hands, handsOn } from './hands.ts';
import {
  loadPeople,
  loadWeek,
  orgTz,
  people,
  slackIdOf,
  slackUserOf,
  slackUsers,
  type WeekOfDeals,
} from './small-organisation.ts';

const manifest: unknown = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'));
const jobTime = '06:00';

/** The small organisation with the real bot in it: real Postgres, real Bolt, a real socket, time that is moved. */
export interface World extends Hands {
  readonly bot: Bot;
  readonly slack: LocalSlack;
  readonly clock: SandboxClock;
  /** Moves the date to a local date at noon; every job on the way runs at its own time. */
  goTo(date: LocalDate): Promise<void>;
  /** Waits until everything that was caused is said. */
  settle(): Promise<void>;
  /**
   * What was said to people since the last look, as "kind to person", sorted; a message of no delivery is "unknown".
   * Look after every step: a message that nobody expected fails the story.
   */
  said(): Promise<string[]>;
  /** The last message of the bot to a person that is no thread reply. */
  lastMessage(personId: string): Promise<ScreenMessage & { channel: string }>;
  stop(): Promise<void>;
}

export interface WorldSetUp {
  /** As the bot, and as owner. */
  db: Knex;
  owner: Knex;
  /** The world begins at noon of this local date. */
  start: LocalDate;
  /** Slack accounts that are nobody's yet, named like people. */
  spareAccounts?: readonly string[];
}

export async function openWorld({ db, owner, start, spareAccounts = [] }: WorldSetUp): Promise<World> {
  const noon = (date: LocalDate): Date => atWallTime(date, { hour: 12, minute: 0 }, orgTz);
  const clock = createSandboxClock(noon(start));
  const slack = await startLocalSlack({
    manifest,
    users: [...slackUsers, ...spareAccounts.map(slackUserOf)],
    businessNow: () => clock.now(),
    postIntervalMs: 0,
  });
  const bot = await composeBot({
    db,
    settings: { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' },
    jobTime,
    slack: { mode: 'socket', botToken: slack.botToken, appToken: slack.appToken, apiUrl: slack.apiUrl },
    clock,
    log: pino({ level: 'error' }),
    limits: { channelSpacingMs: 0, workspacePerSecond: 1000 },
  });
  await bot.engine.begin(clock.now());
  await bot.start();
  const hands = handsOn(slack);
  let seen = slack.ledger.last;
  const settle = (): Promise<void> => bot.sender.drain();
  return {
    bot,
    slack,
    clock,
    ...hands,
    settle,
    async goTo(date) {
      const runDue = (now: Date): Promise<void> => bot.engine.runDue(now, { wait: true });
      await travelTo({ clock, nextStop: bot.engine.nextStop, runDue, settle }, noon(date), async () => {});
    },
    async said() {
      await settle();
      const entries = slack.ledger.after(seen);
      seen = slack.ledger.last;
      const lines: string[] = [];
      for (const entry of entries) {
        if (entry.kind === 'response_url') lines.push(`private to ${nameOf(entry.user)}`);
        if (entry.kind !== 'api_call' || entry.answer.ok !== true) continue;
        if (entry.method === 'chat.postEphemeral') lines.push(`private to ${nameOf(String(entry.args.user))}`);
        if (entry.method === 'reactions.add') lines.push('reaction');
        if (entry.method === 'chat.postMessage') lines.push(await deliveryNamed(owner, entry.answer));
      }
      return lines.sort();
    },
    async lastMessage(personId) {
      const { channels } = await hands.screen(personId);
      const found = channels.flatMap(({ id, messages }) => messages.map((message) => ({ ...message, channel: id })));
      const last = found.filter(({ ephemeral }) => !ephemeral).at(-1);
      if (last === undefined) throw new Error(`Nothing was ever said to ${personId}.`);
      return last;
    },
    async stop() {
      await bot.stop();
      await slack.stop();
    },
  };
}

const everyone: readonly string[] = [...Object.values(people).flat()];
const nameOf = (slackId: string): string => everyone.find((id) => slackIdOf(id) === slackId) ?? slackId;

async function deliveryNamed(owner: Knex, answer: Record<string, unknown>): Promise<string> {
  const row = await owner('delivery')
    .where({ channel_id: String(answer.channel), message_ts: String(answer.ts) })
    .first<{ kind: string; recipient_id: string } | undefined>('kind', 'recipient_id');
  return row === undefined ? 'unknown' : `${row.kind} to ${row.recipient_id}`;
}

/** A rep who keeps up with the peers for ten weeks, and then lets four of five deals go. */
export const fallsBehind = (week: number): WeekOfDeals => (week < 10 ? { passed: 3, lost: 2 } : { passed: 1, lost: 4 });

/** How the rep's deals went at stage 2, week by week from the Monday; peers pass six of ten all the time. */
export async function giveHistory(
  owner: Knex,
  first: LocalDate,
  weeks: number,
  repsWeek: (index: number) => WeekOfDeals,
): Promise<void> {
  await loadPeople(owner, addDays(first, -28));
  for (let index = 0; index < weeks; index += 1) {
    const monday = addDays(first, 7 * index);
    await loadWeek(owner, people.rep, monday, repsWeek(index));
    for (const peer of people.peers) await loadWeek(owner, peer, monday, { passed: 3, lost: 2 });
  }
}

/** Says that exactly these things were said, in any order. */
export async function expectSaid(world: World, lines: readonly string[]): Promise<void> {
  expect(await world.said()).toEqual([...lines].sort());
}

/** What the small organisation hears on the first business day: every rep a digest, both managers a roll-up. */
export const monthlyMessages: readonly string[] = [
  ...[people.rep, ...people.peers].map((rep) => `rep_digest to ${rep}`),
  `manager_rollup to ${people.manager}`,
  `manager_rollup to ${people.otherManager}`,
];

import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { Sender } from '../delivery/sender.ts';
import { localDateOf } from '../domain/calendar.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import type { Engine } from '../engine/engine.ts';
import { nextOccurrence } from '../engine/occurrences.ts';
import { loadTimetable } from '../engine/timetable.ts';
import type { SandboxClock } from './clock.ts';
import { addLocalDays, dateInWords, momentInWords } from './local-time.ts';
import type { PageOptions } from './page/create-page.ts';
import type { MoveBy, Moving, SandboxEvent, SandboxTime, SlashCommand } from './page/time-contract.ts';
import { peopleGroups } from './people-groups.ts';
import type { LocalSlack } from './slack/local-slack.ts';
import type { Snapshot } from './snapshot.ts';
import { storiesFor } from './stories.ts';
import { travelTo } from './time-travel.ts';

export interface PageWorldParts {
  db: Knex;
  settings: OrganisationSettings;
  jobTime: string;
  clock: SandboxClock;
  engine: Engine;
  sender: Sender;
  /** The bot's own check of what is due and not done; it may have something to tell the admins. */
  audit(): Promise<void>;
  slack: Pick<LocalSlack, 'reset'>;
  snapshot: Snapshot;
  /** Ends a move where it stands, when the sandbox is to end. */
  signal: AbortSignal;
  /** A parsed manifest.yml. */
  manifest: unknown;
}

/** The sandbox as its page sees and moves it. */
export function pageWorld(parts: PageWorldParts): PageOptions {
  const { db, clock, engine, sender } = parts;
  const { orgTz } = parts.settings;
  const commands = slashCommands(parts.manifest);
  const listeners = new Set<(event: SandboxEvent) => void>();
  let life = randomUUID();
  let moving: Moving | null = null;

  const nextDigest = async (): Promise<Date> => {
    const timetable = await loadTimetable(db, { ...parts.settings, jobTime: parts.jobTime }, clock.now());
    const next = nextOccurrence(['monthly'], clock.now(), timetable);
    if (next === null) throw new Error('No digest is due within the coming weeks.');
    return next.dueAt;
  };
  const time = async (): Promise<SandboxTime> => ({
    now: clock.now().toISOString(),
    localNow: momentInWords(clock.now(), orgTz),
    orgTz,
    moving,
    nextDigest: localDateOf(await nextDigest(), orgTz),
  });
  const tell = (event: SandboxEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const tellTime = async (): Promise<void> => tell({ what: 'time', time: await time() });
  const targetOf = async (by: MoveBy): Promise<Date> => {
    if (by === 'next_digest') return nextDigest();
    return addLocalDays(clock.now(), by === 'day' ? 1 : 7, orgTz);
  };

  return {
    async state() {
      const groups = await peopleGroups(db, localDateOf(clock.now(), orgTz));
      const accounts = await castMembers(db);
      return { ...(await time()), life, organisation: 'Halyard', groups, stories: storiesFor(accounts), commands };
    },
    async move(by) {
      const from = clock.now();
      const target = await targetOf(by);
      const days = (until: Date): number => (until.getTime() - from.getTime()) / 86_400_000;
      const show = async (at: Date, doing: string): Promise<void> => {
        moving = { target: target.toISOString(), doing, done: days(at), total: Math.max(days(target), 1e-3) };
        await tellTime();
      };
      try {
        await show(from, 'Setting out');
        await travelTo(
          {
            clock,
            nextStop: engine.nextStop,
            runDue: (now) => engine.runDue(now, { wait: true }),
            settle: () => sender.drain(parts.signal),
          },
          target,
          ({ at, what }) => show(at, `${dateInWords(at, orgTz)}${what === null ? '' : `: ${what}`}`),
        );
        await parts.audit();
        await sender.drain(parts.signal);
      } finally {
        moving = null;
        await tellTime();
      }
    },
    async reset() {
      await sender.stop();
      try {
        await parts.snapshot.restore();
        await parts.slack.reset();
        clock.reset();
        await engine.begin(clock.now());
        life = randomUUID();
      } finally {
        sender.start();
      }
      tell({ what: 'state' });
      await tellTime();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

async function castMembers(db: Knex): Promise<Parameters<typeof storiesFor>[0]> {
  const rows = await db<{ person_id: string; full_name: string; slack_user_id: string | null }>('person').select(
    'person_id',
    'full_name',
    'slack_user_id',
  );
  const byId = new Map(rows.map((row) => [row.person_id, row]));
  return (personId) => {
    const row = byId.get(personId);
    if (row?.slack_user_id == null) throw new Error(`The stories need ${personId} with a Slack account.`);
    return { name: row.full_name, slackId: row.slack_user_id };
  };
}

const manifestCommands = z.object({
  features: z.object({
    slash_commands: z.array(
      z.object({ command: z.string(), description: z.string(), usage_hint: z.string().default('') }),
    ),
  }),
});

function slashCommands(manifest: unknown): SlashCommand[] {
  return manifestCommands.parse(manifest).features.slash_commands.map(({ command, description, usage_hint }) => ({
    command,
    description,
    usageHint: usage_hint,
  }));
}

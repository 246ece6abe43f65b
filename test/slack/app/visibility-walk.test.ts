import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listeners } from '../../../src/slack/register.ts';
import { useDatabase } from '../../support/database.ts';
import { giveSent } from '../../support/sent-message.ts';
import { loadPeople, people } from '../../support/small-organisation.ts';
import { openStage, type Stage, stranger } from './stage.ts';
import {
  type ClickAct,
  type Column,
  type CommandAct,
  clicks,
  events,
  type FormAct,
  forms,
  typedCommands,
} from './walk-acts.ts';
import { giveLines, giveNumbers, giveTarget, now, type Target, VALUE } from './walk-scene.ts';
import {
  fromElsewhere,
  idOfView,
  openerOf,
  outcome,
  type Seen,
  shoulderOf,
  showsOf,
  strangers,
  stringsIn,
  userOf,
} from './walk-steps.ts';
import { expected, standings, unknown } from './walk-table.ts';

/**
 * Everybody x every surface x everything that the app listens to, against slack.md's table ("Who sees what", "While a
 * message is out", "Home tab") written out below by hand. It never asks src/domain/visibility.ts.
 */
const database = useDatabase();
let stage: Stage;
let client: WebClient;
let opener: ReturnType<typeof openerOf>;

beforeAll(async () => {
  await loadPeople(database.owner, '2025-01-06');
  await giveLines(database.owner);
  await giveNumbers(database.owner);
  stage = await openStage({ db: database.db, now: () => now });
  client = new WebClient(stage.slack.botToken, { slackApiUrl: stage.slack.apiUrl, retryConfig: { retries: 0 } });
  opener = openerOf(stage);
}, 60_000);
afterAll(() => stage.stop());

test('walks everything that the app listens to', () => {
  expect(Object.keys(clicks).toSorted()).toEqual(listeners.actions.map(({ actionId }) => actionId).toSorted());
  expect(forms.map(({ viewId }) => viewId).toSorted()).toEqual(listeners.views.map(({ viewId }) => viewId).toSorted());
  expect([...new Set(typedCommands.map(({ command }) => command))].toSorted()).toEqual(
    listeners.commands.map(({ command }) => command).toSorted(),
  );
  const heard = Object.entries(events).flatMap(([event, cells]) => cells.map(() => event));
  expect(heard.toSorted()).toEqual(listeners.events.map(({ event }) => event).toSorted());
});

test('has a line for everybody', () => {
  const known = standings.filter(({ isUnknown }) => !isUnknown).map(({ who }) => who);
  expect([...expected.keys()]).toEqual(known);
});

const surfaces = ['message', 'home', 'modal'] as const;
type Surface = (typeof surfaces)[number];
const everywhere = new Set(['the rep', 'the manager', 'the second-line manager', 'a stranger']);
type Place = { channel: string; ts: string } | { view_id: string };

describe.each(standings)('$who', (standing) => {
  const { asker, about = people.rep } = standing;
  const row = standing.isUnknown ? unknown : expected.get(standing.who);
  const by = { asker: standing.isUnknown ? null : asker, repId: about };
  let openerMessage: { channel: string; ts: string } | undefined;
  let round: Record<Surface | 'form', Target>;
  let all: Target[];
  let restore: () => void = () => {};
  let see: Awaited<ReturnType<typeof shoulderOf>>;

  beforeAll(async () => {
    const { owner } = database;
    await stage.clear(owner);
    await owner('home_shown').del();
    await giveLines(owner);
    await standing.given?.(owner);
    const give = (index: number) => giveTarget(owner, about, index, !standing.resolved);
    round = { message: await give(0), home: await give(1), modal: await give(2), form: await give(3) };
    all = Object.values(round);
    openerMessage = undefined;
    if (standing.isElsewhere) restore = fromElsewhere(stage);
  });
  beforeEach(async () => {
    see = await shoulderOf(stage, database.owner, asker);
  });
  afterAll(() => restore());

  const expectedOf = (column: Column) => row?.[column];
  const isScreen = (column: Column) => column === 'queue' || column === 'team' || column === 'home';

  /** What a cell says, from what was seen. */
  function cell(seen: Seen, { column, does }: Pick<ClickAct, 'column' | 'does'>): string {
    if (isScreen(column) && !standing.isUnknown) return showsOf(seen.shown, all, asker) || '-';
    const found = outcome(seen, does, by);
    return found.includes('resolved already') && !seen.changed && !seen.leaked ? 'over' : found;
  }

  test('can click what is theirs, and nothing else', async () => {
    const found: Record<string, string> = {};
    const wanted: Record<string, string | undefined> = {};
    for (const surface of surfaces) {
      const place = await shown(surface);
      for (const [index, [actionId, act]] of Object.entries(clicks).entries()) {
        if (!isWalkedIn(surface, index)) continue;
        const where = await place();
        const name = `${actionId} in a ${surface}`;
        found[name] = cell(await see(() => stage.click(asker, actionId, where)), act);
        wanted[name] = expectedOf(act.column);
      }
    }
    expect(found).toEqual(wanted);
  });

  /** Some meet every control everywhere; the others each of them somewhere, and together each of them everywhere. */
  const isWalkedIn = (surface: Surface, index: number) =>
    everywhere.has(standing.who) || surfaces[(index + standings.indexOf(standing)) % surfaces.length] === surface;

  test('can send the forms that are theirs, and no others', async () => {
    const found: Record<string, string> = {};
    const wanted: Record<string, string | undefined> = {};
    for (const form of forms) {
      const view_id = await openModal({ callback_id: form.viewId, ...formView(form) });
      const seen = await see(() => stage.slack.control.submit({ user: userOf(asker), view_id }));
      found[form.viewId] = cell(seen, { column: form.column, does: 'change' });
      wanted[form.viewId] = expectedOf(form.column);
    }
    expect(found).toEqual(wanted);
  });

  test('is answered to commands as far as it is theirs', async () => {
    const found: Record<string, string> = {};
    const wanted: Record<string, string | undefined> = {};
    for (const act of typedCommands) {
      const words = `${act.command} ${act.words(round.message)}`.trim();
      found[words] = commandCell(await see(() => stage.command(asker, words)), act);
      if (standing.isUnknown) wanted[words] = 'unknown';
      else wanted[words] = act.column === 'help' ? '-' : expectedOf(act.column);
    }
    expect(found).toEqual(wanted);
  });

  function commandCell(seen: Seen, { column, opens }: CommandAct): string {
    if (standing.isUnknown) return strangers(seen);
    if (column === 'help' || isScreen(column)) return showsOf(seen.shown, all, asker) || '-';
    if (column === 'status') return seen.shown.includes('Status') ? 'yes' : 'no';
    if (opens !== undefined) return outcome(seen, opens, by);
    const answered = seen.shown.some((text) => text.includes(VALUE));
    return answered && !seen.changed ? 'yes' : outcome(seen, 'nothing', by);
  }

  test('finds on Home what is theirs', async () => {
    const seen = await see(() => stage.slack.control.openHome({ user: userOf(asker) }));
    const { home } = await stage.screen(asker);
    expect(showsOf(seen.shown, all, asker)).toBe('');
    expect(showsOf(stringsIn(home?.blocks), all, asker) || '-').toBe(expectedOf('home'));
    expect(seen.changed).toBe(false);
  });

  test('is heard in an escalation’s thread only where it is theirs', async () => {
    const { control } = stage.slack;
    const post = await stage.post(asker, [{ type: 'section', text: { type: 'plain_text', text: 'An escalation' } }]);
    const to = asker === stranger ? people.admin : asker;
    const reference = { escalation_id: round.message.escalationId };
    await giveSent(database.owner, { key: `walked:${asker}`, kind: 'escalation', to, reference, place: post, at: now });
    see = await shoulderOf(stage, database.owner, asker);
    const user = userOf(asker);
    let ts = '';
    const wrote = await see(async () => {
      ts = (await control.message({ user, text: 'I talk to both on Tuesday.', thread_ts: post.ts })).ts ?? '';
    });
    const edited = await see(() => control.edit({ user, channel: post.channel, ts, text: 'On Wednesday.' }));
    const removed = await see(() => control.delete({ user, channel: post.channel, ts }));
    const heard = expectedOf('thread') === 'yes';
    const kept = await database.owner('escalation_note').where({ slack_ts: ts });
    expect(kept).toHaveLength(heard ? 1 : 0);
    // Whose thread it was is told in the thread; the rep, whose it never can be, only what any message is answered with.
    const isTold = !heard && !standing.isUnknown && asker !== about;
    const told = await database.owner('delivery').where({ kind: 'reply_not_kept' }).pluck('recipient_id');
    expect(told).toEqual(isTold ? [asker] : []);
    expect([wrote.changed, edited.changed, removed.changed]).toEqual([heard || isTold, heard, heard]);
    expect([edited.told, removed.told]).toEqual([null, null]);
    if (standing.isUnknown) expect(strangers(wrote)).toBe(expectedOf('thread'));
    else if (heard || isTold) expect(wrote.told).toBeNull();
    else expect(wrote.told).toMatch(/not kept/);
    expect([wrote, edited, removed].some(({ leaked }) => leaked)).toBe(false);
  });

  test('hears nothing of what Slack says about accounts and about the app', async () => {
    const { control } = stage.slack;
    const closed = await see(() => control.deactivate({ user: userOf(asker) }));
    const back = await see(() => control.reactivate({ user: userOf(asker) }));
    const app = await see(async () => {
      for (const event of [{ type: 'app_uninstalled' }, { type: 'tokens_revoked', tokens: { bot: ['U1'] } }]) {
        const body = {
          type: 'event_callback',
          event_id: `Ev${event.type}${standing.who}`,
          team_id: stage.app.teamId,
          event,
        };
        const customProperties = { slackEnvelopeId: `E${event.type}${standing.who}` };
        await stage.app.app.processEvent({ body, ack: async () => undefined, customProperties });
      }
    });
    for (const seen of [closed, back, app]) {
      expect(seen).toEqual({
        told: null,
        shown: seen.shown,
        opened: seen.opened,
        changed: false,
        trail: [],
        leaked: false,
      });
    }
  });

  /** Puts controls before the asker, whoever they are for; each time it is asked, in a place where they can be used. */
  async function shown(surface: Surface): Promise<() => Promise<Place>> {
    const elements = Object.entries(clicks).map(([action_id, { value }]) => {
      return { type: 'button', action_id, text: { type: 'plain_text', text: 'x' }, value: value(round[surface]) };
    });
    const blocks = [{ type: 'actions', block_id: 'walk', elements }];
    if (surface === 'modal') return async () => ({ view_id: await openModal({ callback_id: 'walk', blocks }) });
    if (surface === 'message') {
      const message = await postRaw(blocks);
      return async () => message;
    }
    return async () => {
      const home = await client.apiCall('views.publish', {
        user_id: userOf(asker),
        view: JSON.stringify({ type: 'home', callback_id: 'walk', blocks }),
      });
      return { view_id: idOfView(home) };
    };
  }

  const postRaw = (blocks: readonly object[]) => stage.post(asker, JSON.parse(JSON.stringify(blocks)));

  /** Opens a modal in place of any other. @returns its id */
  async function openModal(view: object): Promise<string> {
    opener.show({ type: 'modal', title: { type: 'plain_text', text: 'Walk' }, ...view });
    openerMessage ??= await postRaw([{ type: 'actions', elements: [opener.button] }]);
    await stage.click(asker, 'walk_open', openerMessage);
    await stage.app.idle();
    return opener.opened();
  }

  function formView(form: FormAct) {
    return {
      private_metadata: form.metadata(round.form),
      submit: { type: 'plain_text', text: 'Send' },
      blocks: form.typed.map(({ block, action, text }) => ({
        type: 'input',
        block_id: block,
        label: { type: 'plain_text', text: 'x' },
        element: { type: 'plain_text_input', action_id: action, initial_value: text },
      })),
    };
  }
});

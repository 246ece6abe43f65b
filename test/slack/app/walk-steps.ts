import { WebClient } from '@slack/web-api';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { LedgerEntry } from '../../../src/sandbox/slack/ledger-contract.ts';
import { strangerText } from '../../../src/slack/messages/help.ts';
import { notFoundText } from '../../../src/slack/messages/refusal-texts.ts';
import { nameOf, slackIdOf } from '../../support/small-organisation.ts';
import type { Stage } from './stage.ts';
import { markOf, SECRET, type Target } from './walk-scene.ts';

/** What came of one thing that one person did. */
export interface Seen {
  /** The sentence that only they were told, below a message or in a notice. */
  readonly told: string | null;
  /** All that they were shown by it: the strings of new private messages and of the view on top. */
  readonly shown: readonly string[];
  /** The callback of the view on top. */
  readonly opened: string | null;
  readonly changed: boolean;
  readonly trail: readonly { actor_id: string | null; action: string; rep_id: string | null; detail: unknown }[];
  /** A word that was not for them went out, on whatever way. */
  readonly leaked: boolean;
}

/**
 * A look over one person's shoulder: what they do one after the other, and all that comes of each. What Slack's ledger,
 * the rows and the trail hold before the first step counts for nothing.
 */
export async function shoulderOf(stage: Stage, owner: Knex, asker: string) {
  const ledger = stage.slack.ledger;
  let mark = await markOf(owner);
  let heard = Number((await owner('audit_event').max('seq as seq').first())?.seq ?? 0);
  return async (act: () => Promise<unknown>): Promise<Seen> => {
    const before = ledger.last;
    await act();
    await stage.app.idle();
    const entries = ledger.after(before);
    const [last, trail] = [mark, await owner('audit_event').where('seq', '>', heard).orderBy('seq')];
    mark = await markOf(owner);
    heard = Number(trail.at(-1)?.seq ?? heard);
    return { ...saidTo(userOf(asker), entries), changed: mark !== last, trail };
  };
}

/** What one person was told and shown, by calls, uses of a response_url and acknowledgements. */
function saidTo(user: string, entries: readonly LedgerEntry[]): Omit<Seen, 'changed' | 'trail'> {
  const views: { callback_id?: string; blocks?: unknown }[] = [];
  const texts: { text?: string; blocks?: unknown }[] = [];
  for (const entry of entries) {
    if (entry.kind === 'response_url' && entry.user === user) texts.push(entry.body);
    if (entry.kind === 'ack' && isObject(entry.payload) && isObject(entry.payload.view)) views.push(entry.payload.view);
    if (entry.kind === 'ack' && isObject(entry.payload) && isObject(entry.payload.errors))
      texts.push({ text: JSON.stringify(entry.payload.errors) });
    if (entry.kind !== 'api_call') continue;
    if (entry.method === 'chat.postEphemeral' && entry.args.user === user) texts.push(entry.args);
    if (/^views\.(open|push|update)$/.test(entry.method)) views.push(parsed(entry.args.view));
  }
  const top = views.at(-1);
  const notice = top?.callback_id === 'notice' ? stringsIn(top.blocks).find((text) => text.includes(' ')) : undefined;
  const went = entries.filter(({ kind }) => kind === 'api_call' || kind === 'response_url' || kind === 'ack');
  return {
    told: notice ?? texts.at(-1)?.text ?? null,
    shown: [...texts, ...views].flatMap(stringsIn),
    opened: top?.callback_id ?? null,
    leaked: JSON.stringify(went).includes(SECRET),
  };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const parsed = (value: unknown): Record<string, unknown> => {
  const view: unknown = typeof value === 'string' ? JSON.parse(value) : value;
  return isObject(view) ? view : {};
};

export function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

/**
 * "no" only for the very words of what does not exist, with one trace of the refusal and nothing kept, opened or said
 * besides; whatever else there is stands beside it, and so fails the walk.
 */
export function outcome(seen: Seen, does: 'change' | string, by: { asker: string | null; repId: string }): string {
  if (seen.told === notFoundText) return ['no', ...amiss(seen, by)].join(', ');
  if (seen.told !== null) return seen.told;
  if (does === 'change') return seen.changed ? 'yes' : 'nothing';
  if (seen.opened !== does) return `opened ${seen.opened}`;
  return seen.changed ? 'yes, but something changed' : 'yes';
}

/** What keeps a refusal from being one. `asker` null: nobody of ours. */
export function amiss(seen: Seen, by: { asker: string | null; repId: string }): string[] {
  const [trace] = seen.trail;
  const isRefusal = trace !== undefined && /refused|not_found/.test(JSON.stringify([trace.action, trace.detail]));
  const isTraced = seen.trail.length === 1 && isRefusal && trace.actor_id === by.asker;
  const about = by.asker === null ? null : by.repId;
  return [
    ...(seen.changed ? ['but something changed'] : []),
    ...(seen.leaked ? ['but a word went out'] : []),
    ...(isTraced ? [] : [`traced as ${JSON.stringify(seen.trail)}`]),
    ...(isTraced && trace.rep_id !== about ? [`traced about ${trace.rep_id}`] : []),
  ];
}

/** To a command or a message of somebody whom nobody knows. */
export const strangers = (seen: Seen): string =>
  seen.told === strangerText && !seen.changed && !seen.leaked ? 'unknown' : `${seen.told}`;

/** What of the rep's a screen shows, by the ids that its controls carry, and the rep by name to anybody else. */
export function showsOf(shown: readonly string[], targets: readonly Target[], asker: string): string {
  const has = (wanted: readonly string[]) => shown.some((text) => wanted.some((id) => text.includes(id)));
  const [{ repId }] = targets as [Target];
  const kinds = {
    digest: has(targets.map(({ digestId }) => digestId)),
    escalation: has(targets.map(({ escalationId }) => escalationId)),
    item: has(targets.flatMap(namesOfItems)),
    rep: asker !== repId && has([nameOf(repId)]),
    secret: has([SECRET]),
    standing: has([`{"repId":"${repId}"`]),
  };
  return Object.entries(kinds)
    .filter(([, isShown]) => isShown)
    .map(([kind]) => kind)
    .join(' ');
}

/** What waits is named by its ids, and on Home by its title; what is escalated is not told by the title. */
function namesOfItems({ items }: Target): string[] {
  return [...Object.values(items).map(({ coachingId }) => coachingId), items.approve.title, items.modify.title];
}

/** Opens any view for any person, as if it had been opened for them before they lost the right to it. */
export function openerOf(stage: Stage): { button: object; show: (view: unknown) => void; opened: () => string } {
  const client = new WebClient(stage.slack.botToken, { slackApiUrl: stage.slack.apiUrl, retryConfig: { retries: 0 } });
  let wanted: unknown;
  let opened = '';
  stage.app.app.action('walk_open', async ({ ack, body }) => {
    await ack();
    if (!('trigger_id' in body)) throw new Error('A click has a trigger.');
    const view = JSON.stringify(wanted);
    opened = idOfView(await client.apiCall('views.open', { trigger_id: body.trigger_id, view }));
  });
  return {
    button: { type: 'button', action_id: 'walk_open', text: { type: 'plain_text', text: 'Open' } },
    show: (view) => {
      wanted = view;
    },
    opened: () => opened,
  };
}

/** The id of the view in an answer of Slack. */
export const idOfView = (answer: unknown): string =>
  z.object({ view: z.object({ id: z.string() }) }).parse(answer).view.id;

/** From now on whatever comes in is said to come from another workspace, until the answer is called. */
export function fromElsewhere(stage: Stage): () => void {
  const { app } = stage.app;
  const own = app.processEvent;
  app.processEvent = (event) => own.call(app, { ...event, body: elsewhere(event.body) });
  return () => {
    app.processEvent = own;
  };
}

const elsewhere = <T>(body: T): T =>
  JSON.parse(JSON.stringify(body, (key, value) => (key === 'team_id' || key === 'user_team' ? 'T0ELSEWHERE' : value)));

export const userOf = (personId: string) => slackIdOf(personId);

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFeed } from '../../src/feeds/feed.ts';
import { feeds } from '../../src/feeds/index.ts';
import type { ScreenView } from '../../src/sandbox/slack/screen-contract.ts';
import { type ActionId, actionIds, inputIds, viewIds } from '../../src/slack/ids.ts';
import { reading } from '../slack/messages/sample.ts';
import { givePendingItem } from '../support/coaching-rows.ts';
import { useDatabase } from '../support/database.ts';
import { handedTo } from '../support/seen-by.ts';
import { nameOf, people, slackIdOf } from '../support/small-organisation.ts';
import { fallsBehind, giveHistory, openWorld, type World } from '../support/world.ts';

const database = useDatabase();
let world: World;

/** Words that stand nowhere else; each is in one text that somebody wrote or that waits for somebody. */
const words = {
  pending: 'zqpending',
  beforeModify: 'zqbefore',
  dismissed: 'zqdismissed',
  dismissNote: 'zqreason',
  flagged: 'zqflagged',
  context: 'zqcontext',
  threadContext: 'zqthread',
  slmNote: 'zqslmnote',
  slmNoteEdited: 'zqslmedit',
  requestNote: 'zqrequest',
  resolution: 'zqresolution',
} as const;
/** What the rep may read, with the digest and not before. */
const approvedWord = 'zqapproved';
const modifiedWord = 'zqafter';
/** The value of the daily flag: no reading has it. */
const flagValue = '11.7%';

const ids: Record<'approve' | 'modify' | 'dismiss' | 'flag', string> = {
  approve: '',
  modify: '',
  dismiss: '',
  flag: '',
};
let digestsFrom = 0;
const reps = [people.rep, ...people.peers];
const allWords = [...Object.values(words), approvedWord, modifiedWord];

beforeAll(async () => {
  await giveHistory(database.owner, '2025-11-03', 26, fallsBehind);
  world = await openWorld({ db: database.db, owner: database.owner, start: '2026-03-15' });
});
afterAll(() => world.stop());

async function giveWord(coachingId: string, word: string): Promise<void> {
  const recommended_action = `Look back at two lost deals, ${word}, and note what the buyer still needed.`;
  await database.owner('rep_coaching_log').where({ coaching_id: coachingId }).update({ recommended_action });
}

/** Presses an item's button in the open queue. */
async function inQueue(coachingId: string, actionId: ActionId): Promise<void> {
  const open = (await world.screen(people.manager)).modals.at(-1);
  if (open) await world.slack.control.close({ user: slackIdOf(people.manager), view_id: open.id, all: true });
  await world.command(people.manager, '/rep-coach queue');
  const queue = await world.modal(people.manager, viewIds.queue);
  const block = queue.blocks.find((one) => {
    const json = JSON.stringify(one);
    return json.includes(coachingId) && json.includes(actionId);
  });
  await world.click(people.manager, actionId, { view_id: queue.id }, { block_id: block?.block_id ?? '' });
}

/** The latest message that has the control. */
async function messageWith(personId: string, actionId: ActionId) {
  await world.settle();
  const { channels } = await world.screen(personId);
  const found = channels
    .flatMap(({ id, messages }) => messages.map((message) => ({ ...message, channel: id })))
    .findLast(({ blocks, ephemeral }) => !ephemeral && JSON.stringify(blocks).includes(actionId));
  if (found === undefined) throw new Error(`Nothing that ${personId} was sent has ${actionId}.`);
  return found;
}

async function answer(personId: string, modal: ScreenView, filled: [{ block: string; action: string }, string][]) {
  for (const [input, text] of filled) await world.fill(personId, modal, input, text);
  expect(await world.submit(personId, modal)).toEqual({});
  await world.settle();
}

describe('what is not for the rep', () => {
  it('is written: what waits, is changed, dismissed, flagged', async () => {
    const { owner } = database;
    await world.goTo('2026-03-16');
    const { coaching_id } = await owner('rep_coaching_log').where({ rep_id: people.rep }).first('coaching_id');
    await giveWord(coaching_id, words.pending);
    const texts = { approve: approvedWord, modify: words.beforeModify, dismiss: words.dismissed, flag: words.flagged };
    const dimensions = { approve: '3>4', modify: '4>5', dismiss: '5>6', flag: '6>7' };
    for (const name of ['approve', 'modify', 'dismiss', 'flag'] as const) {
      const item = await givePendingItem(owner, { repId: people.rep, on: '2026-03-16', dimension: dimensions[name] });
      ids[name] = item.coachingId;
      await giveWord(item.coachingId, texts[name]);
    }
    await owner('daily_breach').insert({
      rep_id: people.rep,
      role: 'AE',
      weight: '4',
      reading: JSON.stringify(reading({ repId: people.rep, asOf: '2026-03-16', dimension: '6>7' })),
      delivered_as: 'flag',
      metric_key: 'AE.stage_conversion',
      dimension: '6>7',
      breach_date: '2026-03-16',
      value: '0.117',
      gap: '0.4',
      is_onset: true,
      delivered_on: '2026-03-16',
      coaching_id: ids.flag,
    });

    await inQueue(ids.approve, actionIds.approve);
    await expect.poll(() => owner('rep_coaching_log').where({ approval_status: 'approved' })).toHaveLength(1);
    await inQueue(ids.modify, actionIds.openModify);
    const text = `Agree before each demo what would make it a success, ${modifiedWord}.`;
    await answer(people.manager, await world.modal(people.manager, viewIds.modify), [[inputIds.actionText, text]]);
    await inQueue(ids.dismiss, actionIds.openDismiss);
    await answer(people.manager, await world.modal(people.manager, viewIds.dismiss), [
      [inputIds.dismissReason, 'other'],
      [inputIds.dismissNote, `Moves to another team, ${words.dismissNote}.`],
    ]);
    expect(await owner('rep_coaching_log').where({ rep_id: people.rep }).pluck('approval_status')).toEqual(
      expect.arrayContaining(['pending_approval', 'approved', 'modified', 'dismissed']),
    );
  });

  it('is said between the manager and the second-line manager', async () => {
    const { owner } = database;
    await world.goTo('2026-03-23');
    await world.click(people.manager, actionIds.openContext, await messageWith(people.manager, actionIds.openContext));
    const context = await world.modal(people.manager, viewIds.context);
    await answer(people.manager, context, [[inputIds.contextText, `New in the segment, ${words.context}.`]]);

    await world.goTo('2026-03-30');
    const notice = await messageWith(people.manager, actionIds.openEscalationContext);
    await world.click(people.manager, actionIds.openEscalationContext, notice);
    const added = await world.modal(people.manager, viewIds.escalationContext);
    await answer(people.manager, added, [[inputIds.contextText, `I sit in on demos, ${words.threadContext}.`]]);

    const thread = await messageWith(people.slm, actionIds.openResolve);
    const where = { user: slackIdOf(people.slm), channel: thread.channel };
    const said = { ...where, thread_ts: thread.ts, text: `I talk to both, ${words.slmNote}.` };
    const { ts = '' } = await world.slack.control.message(said);
    await expect.poll(() => owner('escalation_note').where({ author_id: people.slm })).toHaveLength(1);
    await world.slack.control.edit({ ...where, ts, text: `On Friday, ${words.slmNoteEdited}.` });

    await world.command(people.manager, `/rep-escalate <@${slackIdOf(people.rep)}|rae>`);
    const request = await world.modal(people.manager, viewIds.escalate);
    await answer(people.manager, request, [[inputIds.escalateNote, `We do not get on, ${words.requestNote}.`]]);

    const [escalation] = (await world.screen(people.slm)).channels.flatMap(({ id, messages }) =>
      messages.filter((message) => message.ts === thread.ts).map((message) => ({ ...message, channel: id })),
    );
    if (escalation === undefined) throw new Error('The thread is gone.');
    await world.click(people.slm, actionIds.openResolve, escalation);
    await answer(people.slm, await world.modal(people.slm, viewIds.resolve), [
      [inputIds.resolveOutcome, 'plan_agreed'],
      [inputIds.resolveNote, `A joint call every week, ${words.resolution}.`],
    ]);
    expect(await owner('escalation').whereNotNull('resolved_at')).toHaveLength(1);
  });

  it('does not come with the digest, the roll-up, or anything that the rep asks for', async () => {
    await look(people.rep);
    digestsFrom = world.slack.ledger.last;
    await world.goTo('2026-04-01');
    for (const rep of reps) await look(rep);
    const digest = await world.lastMessage(people.rep);
    await world.click(people.rep, actionIds.openNumbers, digest);
    const numbers = await world.modal(people.rep, viewIds.numbers);
    const row = numbers.blocks.find((block) => JSON.stringify(block).includes('stage 2 to 3'));
    await world.click(people.rep, actionIds.openEvidence, { view_id: numbers.id }, { block_id: row?.block_id ?? '' });
    await world.modal(people.rep, viewIds.evidence);
    await world.click(people.rep, actionIds.acknowledgeDigest, digest);
    await world.slack.control.message({ user: slackIdOf(people.rep), text: 'What else do you have about me?' });
    for (const boss of [people.manager, people.slm]) await look(boss);
    await world.settle();
    // Only once all is answered can something be said to be absent.
    await expect.poll(() => database.owner('slack_request').where({ state: 'received' })).toEqual([]);
  });

  /** Asks for everything that can be typed or opened. */
  async function look(personId: string): Promise<void> {
    await world.slack.control.openHome({ user: slackIdOf(personId) });
    const about = [`<@${slackIdOf(people.rep)}|rae>`, `<@${slackIdOf(personId)}|me>`];
    for (const who of new Set(about)) {
      for (const month of ['', ' 2026-03']) await world.command(personId, `/rep-view ${who}${month}`);
      await world.command(personId, `/rep-escalate ${who}`);
    }
    for (const typed of ['/team-view', '/team-view 2026-03', '/rep-coach', '/rep-coach queue', '/rep-coach status']) {
      await world.command(personId, typed);
    }
  }

  it('was really there for those whom it is for', () => {
    const toManager = handedTo(world.slack, slackIdOf(people.manager)).map(({ json }) => json);
    const toSlm = handedTo(world.slack, slackIdOf(people.slm)).map(({ json }) => json);
    // The reply is the second-line manager's own; the note of a dismissal stands in the item's message, which has none here.
    const { slmNote: _typed, slmNoteEdited: _edited, dismissNote: _kept, ...fromUs } = words;
    const unseen = Object.values(fromUs).filter(
      (word) => ![...toManager, ...toSlm].some((json) => json.includes(word)),
    );
    expect(unseen).toEqual([]);
    expect(toManager.join('')).toContain(flagValue);
  });

  it.each(reps)('is in nothing that ever went to %s', (rep) => {
    const found = handedTo(world.slack, slackIdOf(rep));
    expect(found.some(({ method }) => method === 'chat.postMessage')).toBe(true);
    const forbidden = [...Object.values(words), flagValue, 'scalat', 'Dismiss', 'pending'];
    const others = reps.filter((one) => one !== rep).map(nameOf);
    const leaks = found.flatMap(({ method, json }) => {
      const hits = [...forbidden, ...others].filter((word) => json.includes(word));
      return hits.length === 0 ? [] : [`${method}: ${hits.join(', ')}`];
    });
    expect(leaks).toEqual([]);
  });

  it('is none of it what was approved, which comes with the digest and not before, to the rep alone', () => {
    for (const rep of reps) {
      const found = handedTo(world.slack, slackIdOf(rep));
      for (const word of [approvedWord, modifiedWord]) {
        const holding = found.filter(({ json }) => json.includes(word));
        expect(holding.filter(({ n }) => n <= digestsFrom)).toEqual([]);
        expect(holding.length > 0).toBe(rep === people.rep);
      }
    }
  });

  it('stands in no notification: none of a manager or second-line manager says a number of a rep', () => {
    for (const boss of [people.manager, people.otherManager, people.slm]) {
      const previews = handedTo(world.slack, slackIdOf(boss)).flatMap(({ preview }) => preview ?? []);
      expect(previews.length).toBeGreaterThan(0);
      expect(previews.filter((text) => /\d%|\d\.\d|conversion|stage/i.test(text))).toEqual([]);
      expect(previews.filter((text) => allWords.some((word) => text.includes(word)))).toEqual([]);
    }
  });

  it('leaves through no feed', async () => {
    const rows = await Promise.all(feeds.map((feed) => readFeed(database.owner, feed)));
    expect(rows.flat().length).toBeGreaterThan(0);
    expect(allWords.filter((word) => JSON.stringify(rows).includes(word))).toEqual([]);
  });
});

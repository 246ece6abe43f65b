import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionIds, inputIds, viewIds } from '../../src/slack/ids.ts';
import { useDatabase } from '../support/database.ts';
import { textOf } from '../support/hands.ts';
import { people, slackIdOf } from '../support/small-organisation.ts';
import { expectSaid, giveHistory, monthlyMessages, openWorld, type World } from '../support/world.ts';

const database = useDatabase();
let world: World;
const canary = 'zebra crossing';

beforeAll(async () => {
  // The rep falls behind in January and is back with the peers from 16 March on.
  await giveHistory(database.owner, '2025-11-03', 30, (week) => {
    if (week < 10) return { passed: 3, lost: 2 };
    return week < 19 ? { passed: 1, lost: 4 } : { passed: 14, lost: 1 };
  });
  world = await openWorld({ db: database.db, owner: database.owner, start: '2026-03-15' });
});
afterAll(() => world.stop());

describe('a flagged pattern that its manager dismisses', () => {
  it('is dismissed with a reason and a note', async () => {
    await world.goTo('2026-03-16');
    await expectSaid(world, ['review_request to mia']);
    await world.click(people.manager, actionIds.openDismiss, await world.lastMessage(people.manager));
    const modal = await world.modal(people.manager, viewIds.dismiss);
    expect(textOf(modal)).toMatch(/goes on/);
    await world.fill(people.manager, modal, inputIds.dismissReason, 'known_context');
    await world.fill(people.manager, modal, inputIds.dismissNote, `On a project until April: ${canary}.`);
    expect(await world.submit(people.manager, modal)).toEqual({});
    await expect
      .poll(async () => {
        await world.settle();
        return textOf(await world.lastMessage(people.manager));
      })
      .toContain('Dismissed');
    await expectSaid(world, []);
  });

  it('goes on being watched, and is said to improve by nobody but the numbers', async () => {
    await world.goTo('2026-03-31');
    await expectSaid(world, []);
    expect(await episode()).toEqual({ state: 'open', clear_weeks: 1, escalated_on: null });
    expect(await database.owner('rep_coaching_log').pluck('improvement_detected')).toEqual([true]);
  });

  it('leaves no trace of the action, the reason or the note with the rep', async () => {
    await world.goTo('2026-04-01');
    await expectSaid(world, monthlyMessages);
    const item = await database.owner('rep_coaching_log').first('recommended_action', 'dismiss_reason');
    const everything = JSON.stringify([await world.screen(people.rep), callsTo(people.rep)]);
    for (const secret of [item.recommended_action, item.dismiss_reason, 'Dismiss', 'dismiss', canary]) {
      expect(everything).not.toContain(secret);
    }
    expect(await database.owner('rep_coaching_log').first('surfaced_at')).toEqual({ surfaced_at: null });
  });

  it('is over after two clear weeks', async () => {
    await world.goTo('2026-04-06');
    await expectSaid(world, []);
    expect(await episode()).toMatchObject({ state: 'resolved', escalated_on: null });
  });
});

const episode = () => database.owner('pattern_episode').first('state', 'clear_weeks', 'escalated_on');

/** Every call to Slack that names the rep's account or DM, metadata included. */
function callsTo(personId: string): unknown[] {
  const entries = world.slack.ledger.after(0).filter((entry) => entry.kind === 'api_call');
  const dm = entries.find((entry) => entry.method === 'conversations.open' && entry.args.users === slackIdOf(personId));
  const channel: unknown = JSON.parse(JSON.stringify(dm?.answer.channel ?? {})).id;
  expect(channel).toBeTypeOf('string');
  return entries.filter((entry) => entry.args.channel === channel);
}

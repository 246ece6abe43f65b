import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionIds, inputIds, viewIds } from '../../src/slack/ids.ts';
import { useDatabase } from '../support/database.ts';
import { textOf } from '../support/hands.ts';
import { people } from '../support/small-organisation.ts';
import { expectSaid, fallsBehind, giveHistory, openWorld, type World } from '../support/world.ts';

const database = useDatabase();
let world: World;
const words = 'Call the buyers of your three largest deals & ask what is <missing>.';

beforeAll(async () => {
  await giveHistory(database.owner, '2025-11-03', 24, fallsBehind);
  world = await openWorld({ db: database.db, owner: database.owner, start: '2026-03-29' });
});
afterAll(() => world.stop());

describe('an action that the manager words anew', () => {
  it('is refused under the field while it says too little', async () => {
    await world.goTo('2026-03-30');
    await expectSaid(world, ['review_request to mia']);
    await world.click(people.manager, actionIds.openModify, await world.lastMessage(people.manager));
    const modal = await world.modal(people.manager, viewIds.modify);
    await world.fill(people.manager, modal, inputIds.actionText, '         x         ');
    const errors = await world.submit(people.manager, modal);
    expect(Object.keys(errors)).toEqual([inputIds.actionText.block]);
    expect(await database.owner('rep_coaching_log').pluck('approval_status')).toEqual(['pending_approval']);
  });

  it('is an approval as it stands where the manager sends it back as it was, and can be undone', async () => {
    const modal = await world.modal(people.manager, viewIds.modify);
    const { recommended_action: proposed } = await database.owner('rep_coaching_log').first('recommended_action');
    await world.fill(people.manager, modal, inputIds.actionText, `${proposed}\n`);
    expect(await world.submit(people.manager, modal)).toEqual({});
    await expect.poll(() => database.owner('rep_coaching_log').pluck('approval_status')).toEqual(['approved']);
    await expect.poll(async () => textOf(await world.lastMessage(people.manager))).toContain('*Approved* by Mia');
    const message = await world.lastMessage(people.manager);
    expect(textOf(message)).not.toMatch(/with changes|in the manager’s words/);
    await world.click(people.manager, actionIds.undo, message);
    await expect.poll(() => database.owner('rep_coaching_log').pluck('approval_status')).toEqual(['pending_approval']);
    await expect
      .poll(async () => JSON.stringify((await world.lastMessage(people.manager)).blocks))
      .toContain(actionIds.openModify);
    await world.click(people.manager, actionIds.openModify, await world.lastMessage(people.manager));
  });

  it('reaches the rep in the manager’s words, as text and not as markup', async () => {
    const modal = await world.modal(people.manager, viewIds.modify);
    await world.fill(people.manager, modal, inputIds.actionText, words);
    expect(await world.submit(people.manager, modal)).toEqual({});
    await expect.poll(() => database.owner('rep_coaching_log').pluck('approval_status')).toEqual(['modified']);
    await world.goTo('2026-04-01');
    await world.said();
    const digest = await world.lastMessage(people.rep);
    expect(JSON.stringify(digest.blocks)).toMatch(/largest deals (&|&amp;) ask what is (<missing>|&lt;missing&gt;)/);
    const { original_action } = await database.owner('rep_coaching_log').first('original_action');
    expect(textOf(digest)).not.toContain(original_action);
  });
});

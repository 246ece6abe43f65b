import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionIds } from '../../src/slack/ids.ts';
import { useDatabase } from '../support/database.ts';
import { textOf } from '../support/hands.ts';
import { people } from '../support/small-organisation.ts';
import { expectSaid, fallsBehind, giveHistory, openWorld, type World } from '../support/world.ts';

const database = useDatabase();
let world: World;

beforeAll(async () => {
  await giveHistory(database.owner, '2025-11-03', 30, fallsBehind);
  // Away twice: first the rep themselves stands in, then a colleague.
  await database.owner('delegation').insert([
    { manager_id: people.manager, delegate_id: people.rep, from_date: '2026-03-17', to_date: '2026-03-19' },
    { manager_id: people.manager, delegate_id: people.otherManager, from_date: '2026-03-19', to_date: '2026-03-21' },
  ]);
  world = await openWorld({ db: database.db, owner: database.owner, start: '2026-03-15' });
});
afterAll(() => world.stop());

const approvedBy = () => database.owner('rep_coaching_log').first('approval_status', 'approved_by', 'decided_for');

describe('what waits for a manager who is away', () => {
  it('goes to the second-line manager where the rep themselves would stand in', async () => {
    await world.goTo('2026-03-16');
    await expectSaid(world, ['review_request to mia']);
    await world.goTo('2026-03-17');
    await expectSaid(world, ['review_request to sol']);
    expect(textOf(await world.lastMessage(people.slm))).toContain('For Mia Example, who is away.');
    expect((await world.screen(people.rep)).channels.flatMap(({ messages }) => messages)).toEqual([]);
  });

  it('is decided by whoever stands in, for the manager, as every message says, and taken back by them', async () => {
    await world.click(people.slm, actionIds.approve, await world.lastMessage(people.slm));
    await expect.poll(approvedBy).toEqual({
      approval_status: 'approved',
      approved_by: people.slm,
      decided_for: people.manager,
    });
    await world.settle();
    for (const reader of [people.manager, people.slm]) {
      expect(textOf(await world.lastMessage(reader))).toContain('*Approved* by Sol Example for Mia Example');
    }
    await world.click(people.slm, actionIds.undo, await world.lastMessage(people.slm));
    await expect
      .poll(approvedBy)
      .toEqual({ approval_status: 'pending_approval', approved_by: null, decided_for: null });
    await expectSaid(world, []);
  });

  it('goes on to the delegate, who decides for the manager', async () => {
    await world.goTo('2026-03-19');
    await expectSaid(world, ['review_request to max']);
    expect(textOf(await world.lastMessage(people.slm))).toContain('Moved');
    await world.click(people.otherManager, actionIds.approve, await world.lastMessage(people.otherManager));
    await expect.poll(approvedBy).toEqual({
      approval_status: 'approved',
      approved_by: people.otherManager,
      decided_for: people.manager,
    });
    await world.settle();
    for (const reader of [people.manager, people.otherManager]) {
      expect(textOf(await world.lastMessage(reader))).toContain('*Approved* by Max Example for Mia Example');
    }
    await expectSaid(world, []);
  });

  it('is the manager’s again once they are back, who may take the decision back', async () => {
    await world.goTo('2026-03-21');
    await expectSaid(world, []);
    expect(textOf(await world.lastMessage(people.otherManager))).toContain('Moved');
    await world.click(people.manager, actionIds.undo, await world.lastMessage(people.manager));
    await expect
      .poll(approvedBy)
      .toEqual({ approval_status: 'pending_approval', approved_by: null, decided_for: null });
    await expectSaid(world, []);
  });
});

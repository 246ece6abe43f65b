import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionIds } from '../../src/slack/ids.ts';
import { useDatabase } from '../support/database.ts';
import { textOf } from '../support/hands.ts';
import { people } from '../support/small-organisation.ts';
import { expectSaid, fallsBehind, giveHistory, monthlyMessages, openWorld, type World } from '../support/world.ts';

const database = useDatabase();
let world: World;

beforeAll(async () => {
  // From January on the rep passes one deal of five; before that, three like everybody.
  await giveHistory(database.owner, '2025-11-03', 30, fallsBehind);
  world = await openWorld({ db: database.db, owner: database.owner, start: '2026-03-15' });
});
afterAll(() => world.stop());

describe('a flagged pattern that its manager approves', () => {
  it('is put before the manager alone, on Monday', async () => {
    await world.goTo('2026-03-16');
    await expectSaid(world, ['review_request to mia']);
    const request = await world.lastMessage(people.manager);
    expect(textOf(request)).toContain('20.0%');
    expect(request.text).not.toMatch(/20|conversion/);
  });

  it('shows what was decided in place once it is approved, with Undo', async () => {
    const request = await world.lastMessage(people.manager);
    await world.click(people.manager, actionIds.approve, request);
    await expect
      .poll(async () => {
        await world.settle();
        return textOf(await world.lastMessage(people.manager));
      })
      .toContain('Approved');
    expect(textOf(await world.lastMessage(people.manager))).toContain(actionIds.undo);
    await expectSaid(world, []);
  });

  it('reaches the rep with the digest of the first business day, and not before', async () => {
    await world.goTo('2026-03-31');
    const before = await world.screen(people.rep);
    expect(before.channels.flatMap(({ messages }) => messages)).toEqual([]);
    await expectSaid(world, [
      'week_two_notice to mia',
      'escalation to sol',
      'escalation_history to sol',
      'escalation_notice to mia',
    ]);
    await world.goTo('2026-04-01');
    await expectSaid(world, monthlyMessages);
    const { recommended_action } = await database.owner('rep_coaching_log').first('recommended_action');
    expect(textOf(await world.lastMessage(people.rep))).toContain(recommended_action);
    expect(textOf(await world.lastMessage(people.rep))).toContain(
      'When this was suggested (16 Mar 2026): 20.0%. Now (30 Mar 2026): 20.0%.',
    );
    for (const peer of people.peers) expect(textOf(await world.lastMessage(peer))).not.toContain(recommended_action);
  });

  it('can no longer be undone then', async () => {
    const [request] = (await world.screen(people.manager)).channels.flatMap(({ messages }) => messages);
    expect(textOf(request)).not.toContain(actionIds.undo);
  });

  it('is acknowledged and done by the rep, which the manager sees, and said once', async () => {
    const digest = await world.lastMessage(people.rep);
    await world.click(people.rep, actionIds.acknowledgeDigest, digest);
    await world.click(people.rep, actionIds.markActionDone, digest);
    await expect.poll(() => database.owner('rep_coaching_log').whereNotNull('done_at').first()).toBeDefined();
    await expect.poll(() => database.owner('digest').whereNotNull('acknowledged_at').pluck('rep_id')).toEqual(['rae']);
    await world.settle();
    const [request] = (await world.screen(people.manager)).channels.flatMap(({ messages }) => messages);
    expect(textOf(request)).toMatch(/Read by Rae Example, 1 Apr 2026.*Done by Rae Example, 1 Apr 2026/);
    await expectSaid(world, []);
  });
});

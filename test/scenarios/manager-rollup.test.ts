import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionIds, viewIds } from '../../src/slack/ids.ts';
import { useDatabase } from '../support/database.ts';
import { textOf } from '../support/hands.ts';
import { nameOf, people } from '../support/small-organisation.ts';
import { expectSaid, fallsBehind, giveHistory, monthlyMessages, openWorld, type World } from '../support/world.ts';

const database = useDatabase();
const [delegate] = people.peers;
let world: World;

beforeAll(async () => {
  await giveHistory(database.owner, '2025-11-03', 26, fallsBehind);
  // Max is away over the first of April; one of his own reps stands in.
  await database.owner('delegation').insert({
    manager_id: people.otherManager,
    delegate_id: delegate,
    from_date: '2026-03-30',
    to_date: '2026-04-06',
  });
  world = await openWorld({ db: database.db, owner: database.owner, start: '2026-03-29' });
});
afterAll(() => world.stop());

const rollups = () => database.owner('team_rollup').orderBy('recipient_id').select('recipient_id', 'content');

describe('the month of a team', () => {
  it('reaches its manager on the first business day, and whoever stands in for one', async () => {
    await world.goTo('2026-03-31');
    await expectSaid(world, ['review_request to mia']);
    await world.goTo('2026-04-01');
    await expectSaid(world, [...monthlyMessages, `manager_rollup to ${delegate}`]);
  });

  it('is told in counts, and names nobody', async () => {
    const rollup = await world.lastMessage(people.manager);
    const said = textOf(rollup);
    expect(said).toContain('Your team, March 2026');
    expect(said).toMatch(/Stage-to-stage conversion.*1 of 1/);
    expect(said).toContain('*Seen in one rep*\\nStage-to-stage conversion, stage 2 to 3');
    expect(said).toContain('*Waiting for your decision:* 1');
    expect(said).not.toContain(nameOf(people.rep));
    expect(rollup.text).toBe('Your team’s March 2026 is here.');
  });

  it('says so where nothing stood out', async () => {
    const said = textOf(await world.lastMessage(people.otherManager));
    expect(said).toContain('8 reps (AE)');
    expect(said).toContain('Nothing stood out in this team in March 2026.');
    expect(said).not.toContain(actionIds.openQueue);
  });

  it('leaves out of a stand-in’s roll-up the stand-in themselves', async () => {
    const rollup = await world.lastMessage(delegate);
    expect(textOf(rollup)).toContain('7 reps (AE)');
    expect(textOf(rollup)).toContain(`you stand in for ${nameOf(people.otherManager)}`);
    const counted = (await rollups()).map(({ recipient_id, content }) => [recipient_id, content.repIds]);
    expect(counted).toContainEqual([delegate, people.peers.filter((peer) => peer !== delegate).toSorted()]);
  });

  it('opens the queue', async () => {
    await world.click(people.manager, actionIds.openQueue, await world.lastMessage(people.manager));
    const queue = await world.modal(people.manager, viewIds.queue);
    expect(textOf(queue)).toContain('1 waiting');
    await world.click(people.manager, actionIds.approve, { view_id: queue.id });
    await expect.poll(() => database.owner('rep_coaching_log').pluck('approval_status')).toEqual(['approved']);
  });

  it('stays as it was said, and is said once', async () => {
    const before = await rollups();
    await world.bot.engine.run({ job: 'monthly', localPeriod: '2026-04-01', now: world.clock.now() });
    await world.goTo('2026-04-05');
    expect(await rollups()).toEqual(before);
    expect(textOf(await world.lastMessage(people.manager))).toContain('*Waiting for your decision:* 1');
    await expectSaid(world, []);
  });
});

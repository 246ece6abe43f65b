import { afterAll, beforeAll, expect, it } from 'vitest';
import { actionIds, viewIds } from '../../src/slack/ids.ts';
import { useDatabase } from '../support/database.ts';
import { textOf } from '../support/hands.ts';
import { giveOutreach } from '../support/outreach-rows.ts';
import { people } from '../support/small-organisation.ts';
import { expectSaid, openWorld, type World } from '../support/world.ts';

const database = useDatabase();
let world: World;

beforeAll(async () => {
  await giveOutreach(database.owner);
  world = await openWorld({ db: database.db, owner: database.owner, start: '2026-03-12' });
});
afterAll(() => world.stop());

it('a rep who hardly writes any more is flagged to the manager, who asks why and sees the very days', async () => {
  await world.goTo('2026-03-13');
  await expectSaid(world, ['daily_flag to mia']);
  const flag = await world.lastMessage(people.manager);
  expect(textOf(flag)).toContain('Outreach');
  await world.click(people.manager, actionIds.openEvidence, flag);
  const shown = async () => textOf(await world.modal(people.manager, viewIds.evidence));
  await expect.poll(shown).toContain('business day');
  for (const day of ['6 Mar 2026', '12 Mar 2026']) expect(await shown()).toContain(day);
  expect(await shown()).not.toMatch(/[^1]5 Mar 2026|13 Mar 2026/);
  await expectSaid(world, []);
  expect((await world.screen(people.rep)).channels.flatMap(({ messages }) => messages)).toEqual([]);
});

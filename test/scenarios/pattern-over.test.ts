import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/local-date.ts';
import { actionIds } from '../../src/slack/ids.ts';
import { useDatabase } from '../support/database.ts';
import { textOf } from '../support/hands.ts';
import { loadWeek, people } from '../support/small-organisation.ts';
import { expectSaid, giveHistory, monthlyMessages, openWorld, type World } from '../support/world.ts';

const database = useDatabase();
let world: World;
/** Another rep of the same manager, with the same story. */
const second = 'pam';

/** Behind the peers from January on, and level again from the deals of the second week of March. */
const comesBack = (week: number) => {
  if (week < 10) return { passed: 3, lost: 2 };
  return week < 18 ? { passed: 1, lost: 4 } : { passed: 14, lost: 1 };
};

beforeAll(async () => {
  await giveHistory(database.owner, '2025-11-03', 30, comesBack);
  await database.owner('opportunity_stage_history').where({ owner_rep_id: second }).del();
  await database.owner('opportunities').where({ owner_rep_id: second }).del();
  await database.owner('accounts').whereLike('account_id', `account-${second}-%`).del();
  for (let week = 0; week < 30; week += 1) {
    await loadWeek(database.owner, second, addDays('2025-11-03', 7 * week), comesBack(week));
  }
  await database.owner('reporting_line').where({ rep_id: second }).update({ manager_id: people.manager });
  world = await openWorld({ db: database.db, owner: database.owner, start: '2026-03-08' });
});
afterAll(() => world.stop());

const items = () => database.owner('rep_coaching_log').orderBy('rep_id', 'desc');
const requests = async () =>
  (await world.screen(people.manager)).channels.flatMap(({ id, messages }) =>
    messages.map((message) => ({ ...message, channel: id })),
  );

describe('a pattern that is over before the digests', () => {
  it('is approved for one rep and left undecided for another', async () => {
    await world.goTo('2026-03-09');
    await expectSaid(world, ['review_request to mia', 'review_request to mia']);
    const ofRae = (await requests()).find((message) => textOf(message).includes('Rae Example'));
    if (ofRae === undefined) throw new Error('Nobody asked about Rae.');
    await world.click(people.manager, actionIds.approve, ofRae);
    await expect.poll(async () => (await items())[0]?.approval_status).toBe('approved');
  });

  it.each(['2026-03-16', '2026-03-23', '2026-03-29'] as const)('is better week by week: %s', async (date) => {
    await world.goTo(date);
    await expectSaid(world, []);
  });

  it('is over for both', async () => {
    await world.goTo('2026-03-31');
    expect((await items()).map(({ rep_id, resolution_date }) => [rep_id, resolution_date !== null])).toEqual([
      [people.rep, true],
      [second, true],
    ]);
  });

  it('closes the undecided item: its buttons go, the manager is told why, and nobody can decide it', async () => {
    const [first, last] = await requests();
    const undecided = [first, last].find((message) => textOf(message).includes('Pam Example'));
    expect(textOf(undecided)).toContain('*Closed:*');
    expect(textOf(undecided)).not.toContain(actionIds.approve);
    expect((await items())[1]?.approval_status).toBe('pending_approval');
    await expectSaid(world, []);
  });

  it('carries the approved one, said to have improved since, and shows nothing of the other', async () => {
    await world.goTo('2026-04-01');
    await expectSaid(world, monthlyMessages);
    const [approved, undecided] = await items();
    const digest = textOf(await world.lastMessage(people.rep));
    expect(digest).toContain(approved?.recommended_action.slice(0, 40));
    expect(digest.toLowerCase()).toContain('improved since');
    expect(JSON.stringify(await world.screen(second))).not.toContain(undecided?.recommended_action.slice(0, 40));
    expect(undecided?.surfaced_at).toBeNull();
  });
});

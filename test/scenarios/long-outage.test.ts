import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { textOf } from '../support/hands.ts';
import { people } from '../support/small-organisation.ts';
import { expectSaid, fallsBehind, giveHistory, openWorld, type World } from '../support/world.ts';

const database = useDatabase();
let world: World;

beforeAll(async () => {
  await giveHistory(database.owner, '2025-11-03', 21, fallsBehind);
  world = await openWorld({ db: database.db, owner: database.owner, start: '2026-03-08' });
});
afterAll(() => world.stop());

describe('a bot that slept through three Mondays', () => {
  it('counts every week that it missed, and escalates late what was due', async () => {
    world.clock.moveTo(new Date('2026-03-26T16:00:00Z'));
    await world.bot.engine.runDue(world.clock.now(), { wait: true });
    await expectSaid(world, [
      'escalation to sol',
      'escalation_history to sol',
      'escalation_notice to mia',
      'review_request to mia',
      'week_two_notice to mia',
    ]);
    expect(await database.owner('pattern_week').orderBy('as_of').select('as_of', 'clock')).toEqual([
      { as_of: '2026-03-09', clock: 1 },
      { as_of: '2026-03-16', clock: 2 },
      { as_of: '2026-03-23', clock: 3 },
    ]);
    expect(await database.owner('escalation').select('rule', 'as_of')).toEqual([{ rule: 'E2', as_of: '2026-03-23' }]);
  });

  it('says in each message what holds now, and since when whom it concerns has it', async () => {
    const said = (await world.screen(people.manager)).channels.flatMap(({ messages }) => messages).map(textOf);
    expect(said.join('\n')).toContain('Seen since 9 Mar 2026: 3 weeks in a row without a 10% improvement.');
    expect(said.join('\n')).toContain('Went to the next level on 23 Mar 2026; see the notice below.');
    expect(said.join('\n')).not.toContain('next week');
    expect(said.at(-1)).toContain('now with Sol Example*, since 26 Mar 2026.');
    const escalation = textOf(await world.lastMessage(people.slm));
    for (const week of [
      '9 Mar 2026: 20.0%, first flagged: week 1',
      '23 Mar 2026: 20.0%, the same as the week before: week 3',
    ])
      expect(escalation).toContain(week);
  });

  it('catches up once', async () => {
    await world.bot.engine.runDue(world.clock.now(), { wait: true });
    await expectSaid(world, []);
  });
});

import { expect, it } from 'vitest';
import { giveQuarter } from '../support/daily-rows.ts';
import { people } from '../support/small-organisation.ts';
import { at, useDailyRuns } from './daily-world.ts';

const world = useDailyRuns();
const tuesday = '2026-03-17';
const wednesday = '2026-03-18';
const thursday = '2026-03-19';

/** Lets every message to a person fail as it is written. */
const breakOffTo = (personId: string) =>
  world.owner.raw(`
    create or replace function break_off() returns trigger language plpgsql as $$ begin raise 'the disk is full'; end $$;
    create trigger break_off before insert on delivery for each row
      when (new.recipient_id = '${personId}') execute function break_off()`);
const mend = () => world.owner.raw('drop trigger break_off on delivery');

it('a flag that could not be told to one manager goes to the next, who was told of their own before', async () => {
  const other = 'pim';
  await world.owner('conv_intelligence').where({ call_owner_rep_id: other }).del();
  for (const repId of [people.rep, other]) await world.weakly(repId, tuesday);
  await breakOffTo(people.manager);
  expect(await world.run(wednesday)).toMatchObject({ summary: { onsets: 2, told: { flag: 1 } } });
  await mend();
  await world.owner('reporting_line').where({ rep_id: people.rep }).update({ manager_id: people.otherManager });
  await world.run(wednesday, at(wednesday));
  expect(await world.deliveries()).toEqual([
    `flag:${wednesday}:pim:AE.objection_handling::max`,
    `flag:${wednesday}:rae:AE.objection_handling::max`,
  ]);
  expect(await world.rows()).toHaveLength(2);
  await world.run(thursday);
  expect(await world.owner('job_item').where({ state: 'parked' })).toEqual([]);
});

it('a week that is stepped a day late has one row with the flag of that day', async () => {
  const monday = '2026-03-16';
  await world.weakly(people.rep, '2026-03-12', { objection_handling_score: 55 });
  await world.owner.raw(`
    create or replace function break_off() returns trigger language plpgsql as $$ begin raise 'the disk is full'; end $$;
    create trigger break_off before insert on pattern_episode for each row execute function break_off()`);
  expect(await world.run(monday, at(monday), 'weekly')).toMatchObject({ summary: { parked: 1 } });
  await world.weakly(people.rep, monday);
  expect(await world.run(tuesday)).toMatchObject({ summary: { told: { flag: 1 } } });
  await world.owner.raw('drop trigger break_off on pattern_episode');
  await world.run(monday, at(tuesday), 'weekly');
  const [episode] = await world.owner('pattern_episode').pluck('episode_id');
  expect(await world.rows()).toEqual([expect.objectContaining({ episode_id: episode })]);
  expect(await world.deliveries()).toEqual([`flag:${tuesday}:rae:AE.objection_handling::mia`]);
});

it('nothing is raised or told about a rep who has left since the day began', async () => {
  await giveQuarter(world.owner, [people.rep]);
  await world.weakly(people.rep, tuesday);
  await world
    .owner('person')
    .where({ person_id: people.rep })
    .update({ deactivated_at: new Date(`${wednesday}T09:00:00Z`) });
  expect(await world.run(wednesday)).toMatchObject({ summary: { onsets: 1, parked: 0 } });
  expect(await world.owner('escalation')).toEqual([]);
  expect(await world.deliveries()).toEqual([]);
});

import { expect, it } from 'vitest';
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

import { beforeEach, describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import type { Reading } from '../../src/domain/metric.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { jobHandlers } from '../../src/engine/handlers.ts';
import { reading } from '../slack/messages/sample.ts';
import { useDatabase } from '../support/database.ts';
import { saveReadings } from '../support/save-readings.ts';
import { loadPeople, orgTz, people } from '../support/small-organisation.ts';

const database = useDatabase();
const [W1, W2, W3, W4] = ['2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23'] as const;
const [broken, other] = [people.peers[0], people.peers[1]];

beforeEach(async () => {
  await mend();
  await database.owner.raw(
    `truncate person, rep_activity, territory_definitions, metric_reading, pattern_episode, escalation, delivery,
       job_run, job_schedule cascade`,
  );
  await loadPeople(database.owner, '2025-01-06');
});

/** A reading of a week that fires, unless the change says otherwise. */
async function give(repId: string, asOf: LocalDate, change: Partial<Reading> = {}): Promise<void> {
  await saveReadings(database.db, [reading({ repId, asOf, value: new Decimal('0.2'), ...change })]);
}
const belowOnly = { credible: false, fired: false };
const fine = { material: false, credible: false, fired: false };

/** From now on no pattern of the rep can begin: their step fails and is parked. */
async function breakStepOf(repId: string): Promise<void> {
  await database.owner.raw(`
    create or replace function fail_step() returns trigger language plpgsql as $$
      begin if new.rep_id = '${repId}' then raise 'a bad row'; end if; return new; end $$;
    create trigger fail_step before insert on pattern_episode for each row execute function fail_step()`);
}
async function mend(): Promise<void> {
  await database.owner.raw('drop trigger if exists fail_step on pattern_episode');
}

const noon = (date: LocalDate) => new Date(`${date}T16:00:00Z`);
const settings = { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' };
const engine = () =>
  createEngine({
    db: database.db,
    settings: { ...settings, jobTime: '06:00' },
    handlers: jobHandlers({ ...settings, jobTime: '06:00' }, builtInCatalog),
  });
async function run(...weeks: LocalDate[]): Promise<void> {
  for (const week of weeks) await engine().run({ job: 'weekly', localPeriod: week, now: noon(week), wait: true });
}

const weeksOf = (repId: string) =>
  database
    .owner('pattern_week')
    .join('pattern_episode', 'pattern_episode.episode_id', 'pattern_week.episode_id')
    .where({ rep_id: repId })
    .orderBy('as_of')
    .select('as_of', 'pattern_week.clock');
const escalated = () => database.owner('escalation').orderBy('as_of').select('rep_id', 'as_of');

describe('a week that is done late for one rep', () => {
  it('leaves alone what began for others meanwhile: their escalation does not come early', async () => {
    await give(broken, W1);
    await give(other, W1, belowOnly);
    for (const week of [W2, W3]) await give(other, week);
    await breakStepOf(broken);
    await run(W1, W2);
    await mend();
    await run(W3);
    expect(await weeksOf(other)).toEqual([
      { as_of: W2, clock: 1 },
      { as_of: W3, clock: 2 },
    ]);
    expect(await escalated()).toEqual([]);
  });

  it('does not reset what began for others meanwhile: their escalation is not missed', async () => {
    await give(broken, W1);
    await give(other, W1, fine);
    await give(other, W2);
    for (const week of [W3, W4]) await give(other, week, belowOnly);
    await breakStepOf(broken);
    await run(W1, W2);
    await mend();
    await run(W3, W4);
    expect(await escalated()).toEqual([{ rep_id: other, as_of: W4 }]);
  });
});

describe('a rep whose step failed', () => {
  it('waits in every week that follows and is caught up in order: the third week escalates on time', async () => {
    await give(broken, W1);
    for (const week of [W2, W3]) await give(broken, week, belowOnly);
    await breakStepOf(broken);
    await run(W1, W2);
    expect(await weeksOf(broken)).toEqual([]);
    await mend();
    await run(W3);
    expect(await weeksOf(broken)).toEqual([
      { as_of: W1, clock: 1 },
      { as_of: W2, clock: 2 },
      { as_of: W3, clock: 3 },
    ]);
    expect(await escalated()).toEqual([{ rep_id: broken, as_of: W3 }]);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { storedDigest } from '../../src/db/reads/stored-digest.ts';
import { composeEngine } from '../../src/main.ts';
import { useDatabase } from '../support/database.ts';
import { loadPeople, orgTz, people } from '../support/small-organisation.ts';

const database = useDatabase();
/** In Germany, where 1 May is a holiday; everybody else is in the US. */
const [german] = people.peers;

beforeEach(async () => {
  const { owner } = database;
  await owner.raw(`truncate person, rep_activity, territory_definitions, holiday, metric_reading, digest, delivery,
    job_run, job_schedule cascade`);
  await loadPeople(owner, '2025-01-06');
  await owner('territory_definitions').where({ rep_id: german }).update({ holiday_calendar_id: 'DE' });
  await owner('reporting_line').where({ rep_id: german }).update({ manager_id: people.manager });
  await owner('holiday').insert({ calendar_id: 'DE', holiday_date: '2026-05-01', name: 'Labour Day' });
});

const engineOf = (orgCalendarId: string, digestCalendar?: 'recipient') =>
  composeEngine({
    db: database.db,
    settings: { orgTz, orgCalendarId, reportingCurrency: 'USD', ...(digestCalendar && { digestCalendar }) },
    jobTime: '06:00',
  });

/** Lets the month fall due: the bot is begun in April, and looked at on these mornings. */
async function monthOf(engine: ReturnType<typeof engineOf>, ...mornings: string[]) {
  await engine.begin(new Date('2026-04-30T16:00:00Z'));
  for (const morning of mornings) {
    const now = new Date(`${morning}T10:00:00Z`);
    for (const { job, localPeriod } of await engine.due(now)) {
      if (job === 'monthly') await engine.run({ job, localPeriod, now });
    }
  }
}

/** To the day, when what was composed may go, by recipient. */
async function goesOut() {
  const rows = await database.owner('delivery').whereIn('kind', ['rep_digest', 'manager_rollup']);
  const days = rows.map((row) => [row.recipient_id, row.not_before.toISOString()]);
  return Object.fromEntries(days);
}

const mayFirst = '2026-05-01T10:00:00.000Z';
const mayFourth = '2026-05-04T10:00:00.000Z';
const runs = () => database.owner('job_run').where({ job: 'monthly' });

describe('digests and roll-ups', () => {
  it('go out on the first business day of the organisation', async () => {
    await monthOf(engineOf('DE'), '2026-05-01', '2026-05-04');
    const days = await goesOut();
    expect(days[people.rep]).toBe(mayFourth);
    expect(new Set(Object.values(days))).toEqual(new Set([mayFourth]));
  });

  it('go out on the first business day of each recipient where so configured, from one run', async () => {
    await monthOf(engineOf('DE', 'recipient'), '2026-05-01', '2026-05-04');
    const days = await goesOut();
    // The managers are named by no territory: theirs is the organisation's.
    expect(days).toMatchObject({
      [people.rep]: mayFirst,
      [german]: mayFourth,
      [people.manager]: mayFourth,
      [people.otherManager]: mayFourth,
    });
    expect(Object.keys(days)).toHaveLength(people.peers.length + 3);
    expect(await runs()).toHaveLength(1);
  });

  it('is the earlier one for the managers of an American organisation', async () => {
    await monthOf(engineOf('US', 'recipient'), '2026-05-01');
    expect(await goesOut()).toMatchObject({ [people.manager]: mayFirst, [german]: mayFourth });
  });

  it('go out at once from a run that was missed, with the window they would have had', async () => {
    const windows = async () => {
      const id = (await database.owner('digest').where({ rep_id: german }).first('digest_id')).digest_id;
      const digest = await storedDigest(database.db, id);
      return digest?.content.summary.map(({ windowStart, windowEnd }) => [windowStart, windowEnd]);
    };
    await monthOf(engineOf('US', 'recipient'), '2026-05-01');
    const inTime = await windows();
    await database.owner.raw('truncate metric_reading, digest, team_rollup, delivery, job_run, job_schedule cascade');
    await monthOf(engineOf('US', 'recipient'), '2026-05-13');
    expect(new Set(Object.values(await goesOut()))).toEqual(new Set(['2026-05-13T10:00:00.000Z']));
    expect(await windows()).toEqual(inTime);
    expect(inTime?.flat()).toContain('2026-05-01');
  });
});

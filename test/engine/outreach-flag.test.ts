import { beforeAll, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { atWallTime } from '../../src/domain/calendar.ts';
import { addsUp, type Evidence } from '../../src/domain/evidence.ts';
import { datesBetween } from '../../src/domain/local-date.ts';
import type { Reading } from '../../src/domain/metric.ts';
import { composeEngine } from '../../src/main.ts';
import { encodeEvidence, parseEvidence } from '../../src/slack/messages/references.ts';
import { showEvidence } from '../../src/workflows/show-evidence.ts';
import { useDatabase } from '../support/database.ts';
import { giveOutreach, outreachMonday } from '../support/outreach-rows.ts';
import { orgTz, people } from '../support/small-organisation.ts';

const database = useDatabase();
const settings = { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' };
const { rep, manager } = people;
const monday = outreachMonday;
const now = atWallTime(monday, { hour: 6, minute: 0 }, orgTz);

beforeAll(async () => {
  await giveOutreach(database.owner);
  const engine = composeEngine({ db: database.db, settings, jobTime: '06:00' });
  for (const job of ['weekly', 'daily'] as const) await engine.run({ job, localPeriod: monday, now, wait: true });
}, 60_000);

/** What the button of a number opens. */
async function why(
  reading: Reading,
  askerId: string = manager,
): Promise<{ reading: Reading; evidence: Evidence } | null> {
  const asked = parseEvidence(encodeEvidence(reading)) ?? expect.fail('The button says nothing.');
  const answer = await showEvidence(database.db, { ...asked, askerId, settings, catalog: builtInCatalog, now });
  return answer.outcome === 'not_found' ? null : { reading: answer.reading, evidence: await answer.rows() };
}

const volume = { rep_id: rep, metric_key: 'SDR.outreach_volume' };
const flagged = async (): Promise<Reading> =>
  (
    await database
      .owner('daily_breach')
      .where({ ...volume, breach_date: monday })
      .first('reading')
  ).reading;

it('a flag about outreach leads to the days and touches that it counted', async () => {
  const seen = (await why(await flagged())) ?? expect.fail('There is no such number.');
  expect(seen.reading).toMatchObject({ windowStart: '2026-03-09', windowEnd: monday, sampleSize: 5 });
  expect(seen.reading.value?.toNumber()).toBe(0.25);
  const names = seen.evidence.rows.map(({ name, on }) => `${name.split(' ')[0]} ${on}`);
  const week = datesBetween('2026-03-09', '2026-03-14');
  expect(names.toSorted()).toEqual([...week.map((on) => `business ${on}`), ...week.map((on) => `touch ${on}`)]);
  expect(addsUp(seen.evidence, seen.reading)).toBe(true);
});

it('the week’s own number of that day leads to its four weeks', async () => {
  const ofWeek = { ...(await flagged()), windowStart: '2026-02-16' } as const;
  const seen = (await why(ofWeek)) ?? expect.fail('There is no such number.');
  expect(seen.reading.sampleSize).toBe(20);
  expect(seen.evidence.rows.filter(({ name }) => name === 'business day')).toHaveLength(20);
  expect(addsUp(seen.evidence, seen.reading)).toBe(true);
});

it('the rep sees the week’s number, and not that there is another one', async () => {
  const reading = await flagged();
  expect(await why(reading, rep)).toBeNull();
  expect(await why({ ...reading, windowStart: '2026-02-16' }, rep)).not.toBeNull();
});

import { beforeAll, expect, it } from 'vitest';
import { readingsOfRep } from '../../src/db/reads/readings.ts';
import { storedRollup } from '../../src/db/reads/stored-rollup.ts';
import type { Reading } from '../../src/domain/metric.ts';
import { composeEngine } from '../../src/main.ts';
import { MONDAYS, runWeeks } from '../feeds/feed-weeks.ts';
import { givePendingItem } from '../support/coaching-rows.ts';
import { useDatabase } from '../support/database.ts';
import { metricOf } from '../support/metric-of.ts';
import { orgTz, people } from '../support/small-organisation.ts';

/* The counts of a team's month, by plain loops over the readings of its weeks. */
const database = useDatabase();
const inMarch = MONDAYS.filter((monday) => monday < '2026-04-01');

beforeAll(async () => {
  await runWeeks(database);
  await seenInApril(people.peers[7]);
  const settings = { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' };
  const engine = composeEngine({ db: database.db, settings, jobTime: '06:00' });
  // After the first check of April, which belongs to another month.
  await engine.run({ job: 'monthly', localPeriod: '2026-04-01', now: new Date('2026-04-07T10:00:00Z'), wait: true });
}, 60_000);

/** A rep whose pattern is first seen in the check of 6 April. */
async function seenInApril(repId: string): Promise<void> {
  const { episodeId } = await givePendingItem(database.owner, { repId, on: '2026-04-06' });
  const week = { episode_id: episodeId, as_of: '2026-04-06', value: '0.2', flagged: true, clock: 1 };
  await database.owner('pattern_week').insert(week);
}

/** The metrics in which a rep was flagged in March, and in which a flagged week was a tenth better than the one before. */
async function foundOf(repId: string) {
  const flagged = new Set<string>();
  const improving = new Set<string>();
  const last = new Map<string, Reading>();
  for (const asOf of inMarch) {
    for (const reading of await readingsOfRep(database.owner, repId, { asOf, period: 'week' })) {
      const { metricKey, dimension, status, fired, material, newEvidence, value } = reading;
      const series = `${metricKey} ${dimension}`;
      if (status !== 'ok' || value === null || newEvidence === 0) continue;
      const before = last.get(series);
      if (!(before === undefined ? fired : material)) {
        last.delete(series);
        continue;
      }
      flagged.add(metricKey);
      last.set(series, reading);
      if (before?.value === undefined || before.value === null) continue;
      const { direction, improvementFloor } = metricOf(metricKey);
      const gain = (value.toNumber() - before.value.toNumber()) * (direction === 'higher' ? 1 : -1);
      if (gain / Math.max(Math.abs(before.value.toNumber()), improvementFloor.toNumber()) >= 0.1 - 1e-9)
        improving.add(metricKey);
    }
  }
  return { flagged, improving };
}

it.each([
  [people.manager, [people.rep]],
  [people.otherManager, people.peers],
])('of %s', async (managerId, reps: readonly string[]) => {
  const found = await Promise.all(reps.map(foundOf));
  const id = (await database.owner('team_rollup').where({ recipient_id: managerId }).first('rollup_id')).rollup_id;
  const said = (await storedRollup(database.db, id))?.content ?? expect.fail('There is no roll-up.');
  expect(said.repIds.toSorted()).toEqual([...reps].sort());
  expect(said.team.metrics.map(({ metricKey, flagged, improving }) => ({ metricKey, flagged, improving }))).toEqual(
    said.team.metrics.map(({ metricKey }) => ({
      metricKey,
      flagged: found.filter(({ flagged }) => flagged.has(metricKey)).length,
      improving: found.filter(({ improving }) => improving.has(metricKey)).length,
    })),
  );
  expect(said.team.metrics.some(({ flagged }) => flagged > 0)).toBe(true);
  const count = async (table: string) =>
    Number((await database.owner(table).whereIn('rep_id', reps).count('* as n'))[0]?.n);
  expect(said.team.pendingDecisions).toBe(await count('rep_coaching_log'));
  expect(said.team.openEscalations).toBe(await count('escalation'));
  expect(await database.owner('pattern_episode').whereNot({ state: 'open' })).toEqual([]);
});

import { beforeEach, expect, it } from 'vitest';
import { Decimal } from '../../src/domain/decimal.ts';
import { useDatabase } from '../support/database.ts';
import { loadPeople, people } from '../support/small-organisation.ts';
import { stepWeek, weekOf } from '../support/stepped-weeks.ts';
import { giveReading } from '../support/weekly-readings.ts';

const database = useDatabase();

beforeEach(async () => {
  await database.owner.raw('truncate person, metric_reading, pattern_episode, delivery, audit_event cascade');
  await database.owner.raw('truncate rep_activity, territory_definitions');
  await loadPeople(database.owner, '2025-01-06');
});

/** A week in which these stages are flagged, with these gaps in tenths; the clock steps for all of them at once. */
async function week(index: number, gaps: Readonly<Record<string, number>>): Promise<void> {
  for (const [dimension, tenths] of Object.entries(gaps)) {
    await giveReading(database.owner, people.rep, weekOf(index), { dimension, gap: new Decimal(tenths).div(10) });
  }
  await stepWeek(database.db, index, 'none');
}

/** The stages that each review request asks about, in order. */
async function asked(): Promise<string[][]> {
  const items = new Map(
    (await database.owner('rep_coaching_log').select('coaching_id', 'dimension')).map((item) => [
      `coaching:${item.coaching_id}`,
      item.dimension as string,
    ]),
  );
  const requests = await database
    .owner('delivery')
    .where({ kind: 'review_request' })
    .orderBy('seq')
    .pluck<string[][]>('subjects');
  return requests.map((subjects) => subjects.map((subject) => items.get(subject) ?? subject));
}

it('the three largest gaps are put before the manager; what waits comes first the next week, with its clock', async () => {
  const first = { '1>2': 2, '2>3': 5, '3>4': 3, '4>5': 4, '5>6': 1 };
  await week(0, first);
  expect(await asked()).toEqual([['2>3', '4>5', '3>4']]);
  expect(await database.owner('rep_coaching_log')).toHaveLength(5);
  await week(1, { ...first, '6>7': 3, '7>8': 6 });
  expect((await asked()).slice(1)).toEqual([['1>2', '5>6', '7>8']]);
  await week(2, { ...first, '6>7': 3, '7>8': 6 });
  expect((await asked()).slice(2)).toEqual([['6>7']]);
  const escalated = database
    .owner('escalation as e')
    .join('rep_coaching_log as item', 'item.coaching_id', 'e.coaching_id')
    .where({ as_of: weekOf(2) });
  expect((await escalated.pluck<string[]>('dimension')).sort()).toEqual(['1>2', '2>3', '3>4', '4>5', '5>6']);
});

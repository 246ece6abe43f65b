import type { Knex } from 'knex';
import { beforeEach, expect, it } from 'vitest';
import { readSnapshot } from '../../src/measures/source-snapshot.ts';
import { useDatabase } from '../support/database.ts';
import { person } from '../workflows/metric-rows.ts';

const database = useDatabase();

beforeEach(() => database.owner('person').del());

async function peopleSeenBy(snapshots: readonly Knex[]): Promise<number[]> {
  return Promise.all(snapshots.map(async (snapshot) => (await snapshot('person').select('person_id')).length));
}

it('shows every connection the same moment, whatever is written meanwhile', async () => {
  await database.owner('person').insert(person('ann'));
  const seen = await readSnapshot(database.db, 3, async (snapshots) => {
    await database.owner('person').insert(person('bea'));
    const before = await peopleSeenBy(snapshots);
    await database.owner('person').del();
    return [before, await peopleSeenBy(snapshots)];
  });
  expect(seen).toEqual([
    [1, 1, 1],
    [1, 1, 1],
  ]);
  expect(await peopleSeenBy([database.db])).toEqual([0]);
});

it('can be read only', async () => {
  const writing = readSnapshot(database.db, 2, async ([, second = database.db]) => second('person').del());
  await expect(writing).rejects.toThrow('read-only transaction');
});

it('leaves no connection behind when reading fails', async () => {
  for (let round = 0; round < 4; round += 1) {
    await expect(readSnapshot(database.db, 3, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  }
  expect(await readSnapshot(database.db, 1, peopleSeenBy)).toEqual([0]);
});

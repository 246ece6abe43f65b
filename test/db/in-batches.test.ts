import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consecutive, inBatches } from '../../src/db/in-batches.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();

const NUMBERS = 'select n from generate_series(1, cast(:count as int)) as n order by n desc';

async function numbers(db: typeof database.db, count: number): Promise<{ batches: number; rows: number[] }> {
  const rows: number[] = [];
  let batches = 0;
  for await (const batch of inBatches<{ n: number }>(db, NUMBERS, { count })) {
    batches += 1;
    rows.push(...batch.map(({ n }) => n));
  }
  return { batches, rows };
}

const downFrom = (count: number) => Array.from({ length: count }, (_, index) => count - index);

describe('rows in batches', () => {
  it.each([0, 1, 999, 1_000, 1_001, 2_500])('are all there, in their order: %i', async (count) => {
    const { batches, rows } = await numbers(database.db, count);
    expect(rows).toEqual(downFrom(count));
    expect(batches).toBe(Math.floor(count / 1_000) + 1);
  });

  it('can be read one reading after another in a transaction', async () => {
    const read = await database.db.transaction(async (trx) => [await numbers(trx, 1_001), await numbers(trx, 2)]);
    expect(read.map(({ rows }) => rows.length)).toEqual([1_001, 2]);
  });

  it('leave no connection behind when reading them fails', async () => {
    for (let round = 0; round < 6; round += 1) {
      await expect(numbers(database.db, -1).then(() => numbers(database.db, Number.NaN))).rejects.toThrow();
    }
    expect((await numbers(database.db, 3)).rows).toEqual([3, 2, 1]);
  });
});

it('consecutive items of one key come together, wherever batches end', async () => {
  const batchesOfKeys = fc.array(fc.array(fc.integer({ min: 0, max: 2 })));
  await fc.assert(
    fc.asyncProperty(batchesOfKeys, async (batches) => {
      async function* given() {
        yield* batches;
      }
      const groups: (readonly number[])[] = [];
      for await (const group of consecutive(given(), (key) => key)) groups.push(group);
      expect(groups.flat()).toEqual(batches.flat());
      for (const [index, group] of groups.entries()) {
        expect(new Set(group).size).toBe(1);
        expect(group[0]).not.toBe(groups[index - 1]?.[0]);
      }
    }),
  );
});

import type { Knex } from 'knex';
import { beforeEach, describe, expect, it } from 'vitest';
import { rehearse } from '../../src/db/rehearse.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
const names = (db: Knex) => db('person').orderBy('person_id').pluck<string[]>('person_id');
const add = (db: Knex, person_id: string) =>
  db('person').insert({ person_id, full_name: person_id, email: `${person_id}@example.com`, time_zone: 'UTC' });

beforeEach(() => database.owner.raw('truncate person cascade'));

describe('a rehearsal', () => {
  it('sees what it does, and leaves nothing of it', async () => {
    const seen = await rehearse(database.db, async (db) => {
      await add(db, 'a');
      await db.transaction((trx) => add(trx, 'b'));
      return [await names(db), await names(database.db)];
    });
    expect(seen).toEqual([['a', 'b'], []]);
    expect(await names(database.db)).toEqual([]);
  });

  it('leaves nothing when it fails, either', async () => {
    const failed = rehearse(database.db, async (db) => {
      await add(db, 'a');
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await names(database.db)).toEqual([]);
  });

  it('undoes a transaction that fails, and what was begun within it, and goes on', async () => {
    const seen = await rehearse(database.db, async (db) => {
      await add(db, 'kept');
      const failed = db.transaction(async (trx) => {
        await add(trx, 'undone');
        await db.transaction((inner) => add(inner, 'undone, too'));
        await add(trx, 'kept');
      });
      await expect(failed).rejects.toThrow('duplicate key');
      await db.transaction((trx) => add(trx, 'later'));
      return names(db);
    });
    expect(seen).toEqual(['kept', 'later']);
  });

  it('lets transactions that are begun at once do their work one after the other', async () => {
    const seen = await rehearse(database.db, async (db) => {
      const outcomes = await Promise.allSettled(
        ['a', 'b', 'b', 'c'].map((id) =>
          db.transaction(async (trx) => {
            await add(trx, `${id}1`);
            await Promise.all([trx.transaction((inner) => add(inner, `${id}2`)), add(trx, `${id}3`)]);
          }),
        ),
      );
      return { statuses: outcomes.map(({ status }) => status), names: await names(db) };
    });
    expect(seen.statuses).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(seen.names).toEqual(['a1', 'a2', 'a3', 'b1', 'b2', 'b3', 'c1', 'c2', 'c3']);
  });

  it('lets what only reads have a transaction as it is asked for', async () => {
    await add(database.owner, 'before');
    const seen = await rehearse(database.db, async (db) => {
      await add(db, 'within');
      const config = { isolationLevel: 'repeatable read', readOnly: true } as const;
      return db.transaction((snapshot) => names(snapshot), config);
    });
    expect(seen).toEqual(['before']);
  });
});

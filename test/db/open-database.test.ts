import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/db/open-database.ts';
import { useDatabase } from '../support/database.ts';
import { SOURCE_SCHEMA } from '../support/source-schema.ts';

const database = useDatabase();
const open = () => openDatabase({ url: database.url, sourceSchema: SOURCE_SCHEMA });

afterEach(async () => {
  await database.owner.raw('alter table gtm.opportunities add column if not exists segment text not null');
});

describe('opening the database', () => {
  it('works under the bot’s rights when everything holds', async () => {
    const db = await open();
    await expect(db('person').select()).resolves.toEqual([]);
    await expect(db.raw("update quota_store set currency = 'EUR'")).rejects.toThrow('permission denied');
    await db.destroy();
  });

  it('names a source table’s missing column and how to mend it', async () => {
    await database.owner.raw('alter table gtm.opportunities drop column segment');
    await expect(open()).rejects.toThrow(/gtm\.opportunities\.segment\s+expected: text\s+found: {4}no such column/);
  });

  it('asks for the migrations where they are missing', async () => {
    await database.owner('schema_migration').where('name', 'like', '%owned%').update({ name: 'another' });
    await expect(open()).rejects.toMatchObject({ code: 'not_migrated' });
    await database
      .owner('schema_migration')
      .where({ name: 'another' })
      .update({ name: '20260101000100_create_owned_tables.ts' });
  });

  it('says which server it could not reach, without the password', async () => {
    const failing = openDatabase({ url: 'postgres://bot:secret@127.0.0.1:1/none', sourceSchema: SOURCE_SCHEMA });
    await expect(failing).rejects.toMatchObject({ code: 'database_unreachable' });
    await expect(failing).rejects.not.toThrow('secret');
  });
});

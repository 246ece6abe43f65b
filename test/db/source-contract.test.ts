import { describe, expect, it } from 'vitest';
import { checkSourceContract } from '../../src/db/source-contract/check-source-contract.ts';
import { createSourceTables } from '../../src/db/source-contract/create-source-tables.ts';
import { sourceTables } from '../../src/db/source-contract/source-tables.ts';
import { useDatabase } from '../support/database.ts';
import { SOURCE_SCHEMA } from '../support/source-schema.ts';

const database = useDatabase();

/** A schema of its own with every source table, to be damaged. */
async function freshSchema(name: string): Promise<string> {
  await createSourceTables(database.owner, name);
  return name;
}

describe('the source contract', () => {
  it('holds after the migrations, for the bot too, which may not create anything', async () => {
    expect(sourceTables).toHaveLength(20);
    expect(await checkSourceContract(database.db, SOURCE_SCHEMA)).toEqual([]);
  });

  it('names a missing table, what was expected and how to mend it', async () => {
    const schema = await freshSchema('without_leads');
    await database.owner.raw('drop table without_leads.leads');
    expect(await checkSourceContract(database.owner, schema)).toEqual([
      {
        name: 'without_leads.leads',
        expected: 'a table or view (one row per lead)',
        found: 'nothing of that name',
        remedy: expect.stringContaining('rep-coach migrate'),
      },
    ]);
  });

  it('reports every table of a schema that does not exist', async () => {
    const faults = await checkSourceContract(database.owner, 'nowhere');
    expect(faults.map(({ name }) => name)).toEqual(sourceTables.map(({ name }) => `nowhere.${name}`));
  });

  it('names a missing column and a column of another type', async () => {
    const schema = await freshSchema('bent');
    await database.owner.raw('alter table bent.opportunities drop column amount');
    await database.owner.raw('alter table bent.opportunity_stage_history alter entered_at type timestamp');
    await database.owner.raw('alter table bent.quota_store alter pace_weights type float8[]');
    const faults = await checkSourceContract(database.owner, schema);
    expect(faults.map(({ name, expected, found }) => ({ name, expected, found }))).toEqual([
      { name: 'bent.quota_store.pace_weights', expected: 'numeric[]', found: 'double precision[]' },
      { name: 'bent.opportunities.amount', expected: 'numeric(18,2)', found: 'no such column' },
      {
        name: 'bent.opportunity_stage_history.entered_at',
        expected: 'timestamptz',
        found: 'timestamp without time zone',
      },
    ]);
    for (const { remedy, name } of faults) expect(remedy).toContain(name.split('.').at(-1));
  });

  it('takes other spellings of a type family, domains, and a view in place of a table', async () => {
    const schema = await freshSchema('spelt');
    await database.owner.raw(`
      create domain spelt.code as varchar(40);
      alter table spelt.leads alter lead_id type spelt.code;
      alter table spelt.opportunity_stage_history alter stage_order type bigint, alter owner_rep_id type varchar(80);
      alter table spelt.opportunities alter amount type numeric;
      alter table spelt.rep_activity rename to activity_of_crm;
      create view spelt.rep_activity as select * from spelt.activity_of_crm`);
    expect(await checkSourceContract(database.owner, schema)).toEqual([]);
  });
});

describe('creating the source tables', () => {
  it('creates only what is missing and leaves what another system owns as it is', async () => {
    await database.owner.raw(`
      create schema theirs;
      create table theirs.leads (lead_id text);
      insert into theirs.leads values ('kept');
      create view theirs.accounts as select 'a'::text as account_id`);
    const created = await createSourceTables(database.owner, 'theirs');
    expect(created).toHaveLength(18);
    expect(created).not.toContain('leads');
    expect(created).not.toContain('accounts');
    const { rows } = await database.owner.raw('select * from theirs.leads');
    expect(rows).toEqual([{ lead_id: 'kept' }]);
    expect(await createSourceTables(database.owner, 'theirs')).toEqual([]);
  });

  it('stamps every row with when it became known, and refuses what the lists of values do not hold', async () => {
    const insert = (role: string) =>
      database.owner.raw(
        `insert into rep_activity (activity_id, rep_id, role, activity_date, activity_type)
         values (?, 'r1', ?, '2026-03-02', 'call') returning recorded_at`,
        [`of ${role}`, role],
      );
    expect((await insert('AE')).rows).toEqual([{ recorded_at: expect.any(Date) }]);
    await expect(insert('Janitor')).rejects.toThrow(/check constraint/);
    await expect(insert('AE')).rejects.toThrow(/rep_activity_pkey/);
    for (const { columns } of sourceTables) {
      expect(columns.recorded_at).toMatchObject({ family: 'timestamptz', nullable: false, defaultSql: 'now()' });
    }
  });
});

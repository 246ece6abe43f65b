import { beforeAll, describe, expect, it } from 'vitest';
import { sourceRowFaults } from '../../../src/db/reads/source-row-faults.ts';
import { sourceTables } from '../../../src/db/source-contract/source-tables.ts';
import { generateOrganisation } from '../../recount/generated-organisation.ts';
import { useDatabase } from '../../support/database.ts';
import { faultCases, liftConstraints, type Row } from '../../support/faulty-rows.ts';

const database = useDatabase();
const runStart = new Date('2026-03-09T11:00:00Z');
const all = { runStart, since: null, orgTz: 'America/New_York' };
const sound = new Map<string, Row>();

/** One sound row a table, and everybody known. */
beforeAll(async () => {
  await liftConstraints(database.owner);
  const organisation = generateOrganisation(20_260_309);
  await database.owner.batchInsert('person', organisation.person, 100);
  const rows = new Map<string, readonly Row[]>(Object.entries(organisation));
  for (const table of sourceTables) {
    for (const row of rows.get(table.name) ?? []) {
      const found = { ...row, recorded_at: '2026-03-02T12:00:00Z' };
      await database.owner.raw('truncate ??', [table.name]);
      await database.owner(table.name).insert(found);
      if ((await sourceRowFaults(database.db, all, [table])).length > 0) continue;
      sound.set(table.name, found);
      break;
    }
  }
});

it('finds nothing in sound rows of every table', async () => {
  expect([...sound.keys()]).toEqual(sourceTables.map(({ name }) => name));
  expect(await sourceRowFaults(database.db, all)).toEqual([]);
});

describe('counts, and names table, column and fault', () => {
  const names = faultCases.map((one) => [one.table.name, one.column, one.what, one] as const);
  it.each(names)('%s: %s %s', async (name, column, what, { table, rows }) => {
    const base = sound.get(name) ?? {};
    await database.owner(name).insert(rows(base));
    const found = await sourceRowFaults(database.db, all, [table]);
    const later = await sourceRowFaults(database.db, { ...all, since: new Date('2026-03-05') }, [table]);
    const earlier = await sourceRowFaults(database.db, { ...all, runStart: new Date('2026-03-01') }, [table]);
    await database.owner.raw('truncate ??', [name]);
    await database.owner(name).insert(base);
    expect(found).toContainEqual({ table: name, column, what, rows: 1 });
    // Rows that were checked before, and rows that nobody knows yet.
    expect([...later, ...earlier]).toEqual([]);
  });
});

it('leaves to the database what it rules out itself', async () => {
  await database.owner.raw('alter table leads add primary key (lead_id), alter created_at set not null');
  const [leads] = sourceTables.filter(({ name }) => name === 'leads');
  expect(leads === undefined ? null : await sourceRowFaults(database.db, all, [leads])).toEqual([]);
  await database.owner.raw('alter table leads drop constraint leads_pkey, alter created_at drop not null');
});

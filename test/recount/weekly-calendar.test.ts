import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { differencesBetween } from './differences.ts';
import { WEEKLY_QUARTERS } from './generated/people.ts';
import { generateOrganisation } from './generated-organisation.ts';
import { readAndRecount } from './read-and-recount.ts';

const database = useDatabase();
const organisation = generateOrganisation(53, WEEKLY_QUARTERS);

beforeAll(async () => {
  await loadTables(database.owner, organisation);
  await database.owner.raw('analyze');
});

/** On 6 April a quarter begins: nothing is asked of it yet, and what the last one came to is news. */
it.each(['2026-03-09', '2026-04-06'] as const)(
  'in a fiscal year of 53 weeks, every reading before Monday %s is what plain loops over the rows of other dice find',
  { timeout: 240_000 },
  async (t) => {
    const { recounted, written } = await readAndRecount(database, organisation, t, 'week');
    expect(differencesBetween(recounted, written)).toEqual([]);
    expect(recounted.filter((one) => one.fired).length).toBeGreaterThan(20);
  },
);

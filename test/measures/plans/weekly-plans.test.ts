import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readSnapshot } from '../../../src/measures/source-snapshot.ts';
import { generateOrganisation } from '../../bench/weekly/organisation.ts';
import { readWeek } from '../../bench/weekly/run.ts';
import { useDatabase } from '../../support/database.ts';
import { type SentStatement, scansOfKept, sourceScans, statementsOf } from './weekly-statements.ts';

const database = useDatabase();
let statements: SentStatement[];

/**
 * What is read by several families, once by each; everything else once in the whole run. Each of these asks something else
 * of them, as of other days; the scans that one reading for all would save take about 2% of the time of the statements.
 */
const READ_MORE_OFTEN: Readonly<Record<string, number>> = {
  /** Who owns an account, and what it is. */
  accounts: 4,
  account_ownership: 4,
  /** Which deal a row is about: stage history, quotes and leads look it up; renewals are deals themselves. */
  opportunities: 4,
  /** Contracts, and what they are worth. */
  churn_risk_log: 2,
  /** Plays, and what they were worth. */
  expansion_log: 2,
};

beforeAll(async () => {
  await generateOrganisation(database.owner, { reps: 60, seed: 1 });
  statements = await statementsOf(database.db, () => readWeek(database.db));
}, 60_000);

/** At once, or some rows at a time. */
const READS = /^\s*(declare \w+ no scroll cursor for\s+)?(with|select)\b/i;

const explained = z.object({ rows: z.array(z.object({ 'QUERY PLAN': z.unknown() })) });

interface PlannedStatement {
  readonly sql: string;
  readonly scans: ReadonlyMap<string, number>;
  /** How often it reads what an earlier step of it kept. */
  readonly kept: number;
}

/** Under the settings of a run. */
async function plansOf(sent: readonly SentStatement[]): Promise<PlannedStatement[]> {
  return readSnapshot(database.db, 1, async ([snapshot = database.db]) => {
    const plans = [];
    for (const { sql, bindings } of sent.filter((one) => READS.test(one.sql))) {
      const found = await snapshot.raw(`explain (format json) ${sql.replaceAll(/\$\d+/g, '?')}`, [...bindings]);
      const plan = explained.parse(found).rows;
      plans.push({ sql, scans: sourceScans(plan), kept: scansOfKept(plan) });
    }
    return plans;
  });
}

describe('a weekly run', () => {
  it('scans no source table twice in a statement', async () => {
    const plans = await plansOf(statements);
    const twice = plans.flatMap(({ sql, scans }) => {
      const tables = [...scans].filter(([, count]) => count > 1).map(([table]) => table);
      return tables.length > 0 ? [{ tables, sql }] : [];
    });
    expect(twice).toEqual([]);
  });

  it('scans each source table once in all, but for those that several families look things up in', async () => {
    const sums = new Map<string, number>();
    for (const { scans } of await plansOf(statements)) {
      for (const [table, count] of scans) sums.set(table, (sums.get(table) ?? 0) + count);
    }
    expect(sums.size).toBe(20);
    expect(Object.fromEntries([...sums].filter(([, count]) => count > 1))).toEqual(READ_MORE_OFTEN);
  });

  it('scores each call as it is read, and keeps none', async () => {
    const reading = (await plansOf(statements)).filter(({ scans }) => scans.has('conv_intelligence'));
    expect(reading.map(({ kept }) => kept)).toEqual([0]);
  });
});

import { beforeEach } from 'vitest';
import type { MetricKey } from '../../src/domain/metric.ts';
import { customerHealth } from '../../src/measures/customer-health.ts';
import { type TestDatabase, useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { account, owned } from './customer-rows.ts';
import { measureRequest, member, type TestRun } from './measure-request.ts';

/** Monday: eight weeks before is 2026-01-05, thirteen 2025-12-01, twenty-six 2025-09-01. */
export const T = '2026-03-02';
/** The last Friday before. */
export const FRIDAY = '2026-02-27';
export const cora = member('cora', { role: 'CSM' });

/** Accounts and owners default to: all that are scored, all cora's. */
interface Rows {
  readonly accounts?: readonly object[];
  readonly ownership?: readonly object[];
  readonly health: readonly { account_id: string }[];
}

export interface HealthWorld {
  readonly database: TestDatabase;
  /** Loads the rows and measures cora. */
  measure(key: MetricKey, rows: Rows, run?: Partial<TestRun>): Promise<Found>;
  /** Measures what is there. */
  remeasure(key: MetricKey, run?: Partial<TestRun>): Promise<Found>;
}

type Found = Awaited<ReturnType<typeof measureCora>>;

/** A database that each test finds without customers. Call it at the top of the file. */
export function useHealthWorld(): HealthWorld {
  const database = useDatabase();
  beforeEach(async () => {
    await database.owner.raw('truncate customer_health_log, account_ownership, accounts');
  });
  return {
    database,
    async measure(key, rows, run) {
      const ids = [...new Set(rows.health.map((row) => row.account_id))];
      const copied = (list: readonly object[]) => list.map((row) => ({ ...row }));
      await loadTables(database.owner, {
        accounts: copied(rows.accounts ?? ids.map((id) => account(id))),
        account_ownership: copied(rows.ownership ?? ids.map((id) => owned(id, 'cora'))),
        customer_health_log: copied(rows.health),
      });
      return measureCora(database, key, run);
    },
    remeasure: (key, run) => measureCora(database, key, run),
  };
}

async function measureCora(database: TestDatabase, key: MetricKey, run: Partial<TestRun> = {}) {
  const request = measureRequest({ metrics: [key], t: T, members: [cora], ...run });
  const { metrics, refused } = await customerHealth(database.db, request);
  const series = metrics[0]?.series.find((one) => one.repId === 'cora');
  const tallies = series?.own.filter((tally) => tally.size > 0) ?? [];
  return {
    series,
    size: tallies.reduce((sum, tally) => sum + tally.size, 0),
    counts: (series?.own ?? []).map((tally) => `${tally.numerator}/${tally.denominator}`).join(' '),
    segments: tallies.map((tally) => tally.segment),
    value: series?.value?.toNumber() ?? null,
    slopes:
      series?.evidence.kind === 'observations' ? series.evidence.groups.flatMap((group) => group.values).sort() : [],
    pairs: series?.evidence.kind === 'counted' ? `${series.evidence.worse}/${series.evidence.size}` : null,
    previous: series?.benchmark?.value?.toNumber() ?? null,
    newEvidence: series?.newEvidence,
    quality: metrics[0]?.quality.get('cora'),
    refused,
  };
}

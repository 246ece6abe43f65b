import type { Knex } from 'knex';
import { z } from 'zod';
import { sourceTables } from '../../../src/db/source-contract/source-tables.ts';

/** A statement that a run sent, as the driver gets it. */
export interface SentStatement {
  readonly sql: string;
  readonly bindings: readonly Knex.RawBinding[];
}

const sent = z.object({ sql: z.string(), bindings: z.array(z.custom<Knex.RawBinding>()).default([]) });

/** Everything that is sent while `run` runs. */
export async function statementsOf(db: Knex, run: () => Promise<unknown>): Promise<SentStatement[]> {
  const statements: SentStatement[] = [];
  const note = (query: unknown) => statements.push(sent.parse(query));
  db.on('query', note);
  try {
    await run();
  } finally {
    db.removeListener('query', note);
  }
  return statements;
}

const SOURCE_NAMES = new Set(sourceTables.map((table) => table.name));

/** How often each source table is scanned in a plan, whatever the kind of scan and its alias. */
export function sourceScans(plan: unknown): Map<string, number> {
  const scans = new Map<string, number>();
  for (const [key, value] of entriesOf(plan)) {
    if (key === 'Relation Name' && typeof value === 'string' && SOURCE_NAMES.has(value)) {
      scans.set(value, (scans.get(value) ?? 0) + 1);
    }
  }
  return scans;
}

/** How often a plan reads rows that an earlier step of it kept: each of them was written first. */
export function scansOfKept(plan: unknown): number {
  return [...entriesOf(plan)].filter(([key, value]) => key === 'Node Type' && value === 'CTE Scan').length;
}

function* entriesOf(node: unknown): Generator<[string, unknown]> {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    yield [key, value];
    yield* entriesOf(value);
  }
}

import type { Knex } from 'knex';
import type { SourceState } from '../../domain/system-status.ts';
import { sourceTables } from '../source-contract/source-tables.ts';

/** As the sources were when they were last looked at, by name; none before that. */
export async function sourceStates(db: Knex): Promise<SourceState[]> {
  return await db<SourceState>('source_state').orderBy('source').select('source', 'latest');
}

/** Whether the sources were last looked at before an instant of business time, or never. */
export async function isSourceStateOlderThan(db: Knex, instant: Date): Promise<boolean> {
  const row = await db<{ looked_at: Date }>('source_state').min('looked_at as oldest').first<{ oldest: Date | null }>();
  return row?.oldest == null || row.oldest < instant;
}

/**
 * Looks at when each source last learnt something by `now`, business time. Reads every source table once, unless an
 * index helps: not for every look at a screen.
 */
export async function refreshSourceStates(db: Knex, now: Date): Promise<void> {
  for (const { name } of sourceTables) {
    await db.raw(
      `insert into source_state (source, latest, looked_at)
       select :name, max(recorded_at), :now from :table: where recorded_at <= :now
       on conflict (source) do update set latest = excluded.latest, looked_at = excluded.looked_at`,
      { name, table: name, now },
    );
  }
}

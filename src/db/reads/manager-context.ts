import type { Knex } from 'knex';
import type { StoredContext } from '../../domain/manager-context.ts';

/** What the manager wrote beside an episode before it escalated; null when nobody ever did. */
export async function managerContext(db: Knex, episodeId: string): Promise<StoredContext | null> {
  const row = await db('manager_context as c')
    .join('person as author', 'author.person_id', 'c.author_id')
    .where({ 'c.episode_id': episodeId })
    .first<{ full_name: string; body: string | null; written_at: Date; version: number } | undefined>(
      'author.full_name',
      'c.body',
      'c.written_at',
      'c.version',
    );
  if (row === undefined) return null;
  return { by: row.full_name, at: row.written_at, text: row.body, version: row.version };
}

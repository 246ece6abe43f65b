import type { Knex } from 'knex';
import type { FeedView } from '../feed-views.ts';

/** Every row of a feed as the database gives it, in the order of the columns named. */
export async function feedRows(db: Knex, view: FeedView, order: readonly string[]): Promise<unknown[]> {
  return db(view)
    .select('*')
    .orderBy([...order]);
}

import type { Knex } from 'knex';
import { z } from 'zod';
import type { FeedView } from '../db/feed-views.ts';
import { feedRows } from '../db/reads/feed-rows.ts';

/** What one neighbouring system is given: a view, and the contract of its rows. */
export interface Feed<Shape extends z.ZodRawShape = z.ZodRawShape> {
  /** The view without its `feed_`, as it is asked for on the command line. */
  readonly name: string;
  readonly view: FeedView;
  /** Who takes it. */
  readonly consumer: string;
  /** One row, column by column, each with its meaning; a row with a column more or less breaks the contract. */
  readonly row: z.ZodObject<Shape, z.core.$strict>;
  /** Columns that no two rows have alike, in the order of the rows. */
  readonly key: readonly (keyof Shape & string)[];
}

/** The rows of a feed, exact decimals as text. @throws ZodError for a row that breaks the contract. */
export async function readFeed<Shape extends z.ZodRawShape>(
  db: Knex,
  feed: Feed<Shape>,
): Promise<z.output<Feed<Shape>['row']>[]> {
  const rows = await feedRows(db, feed.view, feed.key);
  return z.array(feed.row).parse(rows);
}

/** The column types of feeds. */
export const id = z.string().min(1);
export const localDate = z.iso.date();
export const exact = z.string().regex(/^-?\d+(\.\d+)?$/);
export const count = z.int().min(0);
export const role = z.enum(['AE', 'AM', 'CSM', 'SDR']);
/** A timestamptz, as ISO 8601 in UTC. */
export const instant = z.date().transform((at) => at.toISOString());

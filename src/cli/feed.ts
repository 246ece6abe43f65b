import { Command, Option } from 'commander';
import { z } from 'zod';
import { type Config, loadConfig } from '../config.ts';
import { checkConnection, connect, databaseName, FEED_READER_ROLE } from '../db/connection.ts';
import { OperatorError, UsageError } from '../errors.ts';
import { type Feed, readFeed } from '../feeds/feed.ts';
import { feedNamed, feeds } from '../feeds/index.ts';
import { csvOf } from './csv.ts';

const FORMATS = ['json', 'csv'] as const;

export interface FeedRequest {
  readonly feed: Feed;
  readonly format: (typeof FORMATS)[number];
  readonly config: Pick<Config, 'database'>;
}

/** `rep-coach feed NAME [--format json|csv]`. */
export function feedCommand(perform = printFeed): Command {
  return new Command('feed')
    .description(`print a downstream feed: ${feeds.map(({ name }) => name).join(', ')}`)
    .argument('<name>', 'the feed')
    .addOption(new Option('--format <format>', 'numbers are exact, in json as text').choices(FORMATS).default('json'))
    .action(async (name: string, { format }: { format: FeedRequest['format'] }) => {
      const feed = feedNamed(name);
      if (feed === undefined) throw unknownFeed(name);
      await perform({ feed, format, config: loadConfig(['database']) });
    });
}

/**
 * Prints every row of the feed, read with the rights of the feeds' reader: a login of the role alone will do.
 * @throws OperatorError for a database that cannot be used so, or lacks the feed.
 */
export async function printFeed({ feed, format, config: { database } }: FeedRequest): Promise<void> {
  const { url, sourceSchema } = database;
  const applicationName = `rep-coach feed ${feed.name}`;
  // All weeks of a large organisation may take longer than a page may.
  const db = connect({ url, sourceSchema, role: FEED_READER_ROLE, poolMax: 1, applicationName, statementTimeoutMs: 0 });
  try {
    await checkConnection(db, url, FEED_READER_ROLE);
    const rows = await readFeed(db, feed).catch((error: unknown) => {
      throw isMissing(error) ? notMigrated(feed, url) : error;
    });
    process.stdout.write(format === 'json' ? `${JSON.stringify(rows, null, 2)}\n` : asCsv(feed, rows));
  } finally {
    await db.destroy();
  }
}

const cells = z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])));

function asCsv(feed: Feed, rows: unknown): string {
  return csvOf(Object.keys(feed.row.shape), cells.parse(rows));
}

/** Postgres: no such table, or no right to it. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '42P01' || error.code === '42501');
}

function notMigrated({ view }: Feed, url: string): OperatorError {
  return new OperatorError({
    code: 'feed_missing',
    what: `The database ${databaseName(url)} has no ${view} that ${FEED_READER_ROLE} may read.`,
    expected: 'the feeds of this version of Rep Coach',
    remedy: 'Run `rep-coach migrate` first.',
  });
}

function unknownFeed(name: string): UsageError {
  return new UsageError({
    what: `There is no feed ${JSON.stringify(name)}.`,
    expected: `one of ${feeds.map((feed) => feed.name).join(', ')}`,
    remedy: 'Type one of these names.',
  });
}

import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import type { Knex } from 'knex';
import { afterAll, beforeAll, beforeEach, expect, inject } from 'vitest';
import { BOT_ROLE, connect } from '../../src/db/connection.ts';
import { onDatabase, withDatabase } from './database-url.ts';
import { SOURCE_SCHEMA } from './source-schema.ts';

export interface TestDatabase {
  /** As the bot: what production code gets. */
  readonly db: Knex;
  /** As superuser: to prepare rows and to look at them. */
  readonly owner: Knex;
  /** Superuser, this file's database. */
  readonly url: string;
}

function nameAfterFile(): string {
  const file = basename(expect.getState().testPath ?? 'test', '.test.ts').replaceAll(/[^a-z0-9]+/g, '_');
  return `test_${file.slice(0, 40)}_${randomBytes(4).toString('hex')}`;
}

/**
 * A migrated, empty database of the test file's own, there from `beforeAll` on. Call it at the top of the file. It is
 * dropped at the end, unless a test of the file failed: then it is kept and named.
 */
export function useDatabase(): TestDatabase {
  let open: TestDatabase | undefined;
  let failed = false;
  const opened = () => {
    if (open === undefined)
      throw new Error('The test database is there from beforeAll on, not while tests are collected.');
    return open;
  };

  beforeAll(async () => {
    const name = nameAfterFile();
    const templateUrl = inject('templateUrl');
    const template = new URL(templateUrl).pathname.slice(1);
    await onDatabase(withDatabase(templateUrl, 'postgres'), `create database ${name} template ${template}`);
    const url = withDatabase(templateUrl, name);
    open = {
      url,
      db: connect({ url, sourceSchema: SOURCE_SCHEMA, role: BOT_ROLE, poolMax: 5 }),
      owner: connect({ url, sourceSchema: SOURCE_SCHEMA, poolMax: 5 }),
    };
  });
  beforeEach(({ onTestFailed }) => {
    onTestFailed(() => {
      failed = true;
    });
  });
  afterAll(async () => {
    if (open === undefined) return;
    await open.db.destroy();
    await open.owner.destroy();
    const name = new URL(open.url).pathname.slice(1);
    if (failed) process.stderr.write(`Kept the database of the failed test: ${name}\n`);
    else await onDatabase(withDatabase(open.url, 'postgres'), `drop database ${name} with (force)`);
  });

  return {
    get db() {
      return opened().db;
    },
    get owner() {
      return opened().owner;
    },
    get url() {
      return opened().url;
    },
  };
}

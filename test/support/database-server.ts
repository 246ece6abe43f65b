import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/db/migrate.ts';
import { startEmbeddedPostgres } from '../../src/sandbox/postgres.ts';
import { SOURCE_SCHEMA } from './source-schema.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser, the migrated template database. */
    templateUrl: string;
  }
}

/** Once a run: a server in memory with one migrated database, from which each test file's database is copied. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startEmbeddedPostgres({ purpose: 'test' });
  await migrate({ url: server.url, sourceSchema: SOURCE_SCHEMA });
  project.provide('templateUrl', server.url);
  return () => server.stop();
}

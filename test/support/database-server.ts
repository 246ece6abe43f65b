import { randomBytes } from 'node:crypto';
import type { TestProject } from 'vitest/node';
import { loadConfig } from '../../src/config.ts';
import { migrate } from '../../src/db/migrate.ts';
import { startEmbeddedPostgres } from '../../src/sandbox/postgres.ts';
import { onDatabase, withDatabase } from './database-url.ts';
import { SOURCE_SCHEMA } from './source-schema.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser, the migrated template database. */
    templateUrl: string;
  }
}

interface TemplateServer {
  readonly templateUrl: string;
  end(testsFailed: boolean): Promise<void>;
}

/** In memory. When tests failed, the data stay until the next run, to be looked at. */
async function embeddedServer(): Promise<TemplateServer> {
  const server = await startEmbeddedPostgres({ purpose: 'test' });
  return {
    templateUrl: server.url,
    async end(testsFailed) {
      await server.stop({ keepData: testsFailed });
      if (testsFailed) {
        process.stderr.write(
          `Look at the databases kept: node --import tsx test/support/open-kept.ts ${server.dataDir}\n`,
        );
      }
    },
  };
}

/** The Postgres of DATABASE_URL, whose login must be a superuser. */
async function givenServer(url: string): Promise<TemplateServer> {
  const name = `rep_coach_template_${randomBytes(4).toString('hex')}`;
  await onDatabase(url, `create database ${name}`);
  return {
    templateUrl: withDatabase(url, name),
    end: () => onDatabase(url, `drop database ${name} with (force)`),
  };
}

/** Once a run: a server with one migrated database, from which each test file's database is copied. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { sandbox } = loadConfig(['sandbox']);
  const server = await (sandbox.databaseUrl === undefined ? embeddedServer() : givenServer(sandbox.databaseUrl));
  try {
    await migrate({ url: server.templateUrl, sourceSchema: SOURCE_SCHEMA });
  } catch (error) {
    await server.end(false);
    throw error;
  }
  project.provide('templateUrl', server.templateUrl);
  return () => server.end(project.vitest.state.getCountOfFailedTests() > 0);
}

import { startEmbeddedPostgres } from '../../src/sandbox/postgres.ts';

/** A process that owns an embedded Postgres, for postgres.test.ts: says where it is, then ends as the test asks. */
const server = await startEmbeddedPostgres({ purpose: 'test' });
process.on('SIGINT', async () => {
  await server.stop();
  process.exit(0);
});
process.stdin.on('data', () => process.exit(3));
process.send?.({ url: server.url, dataDir: server.dataDir, pid: server.pid });

import { reopenEmbeddedPostgres } from '../../src/sandbox/postgres.ts';

// Serves the databases that a failed run kept, until Ctrl-C; then they are removed.
const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('Usage: node --import tsx test/support/open-kept.ts DATA_FOLDER');
const server = await reopenEmbeddedPostgres(dataDir);
process.stdout.write(`${server.url} (put the name of the kept database at its end). Ctrl-C removes the data.\n`);
const keepRunning = setInterval(() => {}, 60_000);
process.once('SIGINT', async () => {
  clearInterval(keepRunning);
  await server.stop();
});

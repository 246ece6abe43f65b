import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/database-server.ts'],
    pool: 'forks',
    maxWorkers: 2,
    unstubEnvs: true,
    // A loaded machine may take a while to hand a click round.
    expect: { poll: { timeout: 8_000 } },
    // A story of weeks runs every job of every day.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

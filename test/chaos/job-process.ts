import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { BOT_ROLE, connect } from '../../src/db/connection.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { SOURCE_SCHEMA } from '../support/source-schema.ts';

/** One replica that runs a weekly job over many reps as a process of its own: DATABASE_URL. */
const [url = ''] = process.argv.slice(2);
const db = connect({ url, sourceSchema: SOURCE_SCHEMA, role: BOT_ROLE, poolMax: 4 });
const reps = Array.from({ length: 150 }, (_, index) => `rep-${index}`);

const engine = createEngine({
  db,
  settings: { orgTz: 'UTC', orgCalendarId: 'US', jobTime: '06:00' },
  leaseMs: 1_500,
  handlers: {
    weekly: async (run) => {
      const counts = await run.forEachItem(
        'step',
        reps,
        (rep) => rep,
        async (trx, rep) => {
          await trx('slack_request').insert({
            request_key: `${rep} ${randomUUID()}`,
            kind: 'test',
            received_at: run.now,
          });
          await sleep(10);
        },
      );
      return { reps: counts.done + counts.skipped };
    },
  },
});

const now = new Date('2026-06-01T06:00:00Z');
await engine.run({ job: 'weekly', localPeriod: '2026-06-01', now, wait: true });
await db.destroy();

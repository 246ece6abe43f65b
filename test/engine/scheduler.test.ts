import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { startScheduler } from '../../src/engine/scheduler.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();

it('looks at once on start, on any number of replicas, and never at what is older than the first', async () => {
  const ran: string[] = [];
  const { db } = database;
  const settings = { orgTz: 'UTC', orgCalendarId: 'US', jobTime: '06:00' };
  const start = (now: Date) => {
    const engine = createEngine({
      db,
      settings,
      handlers: {
        weekly: async ({ localPeriod }) => {
          ran.push(localPeriod);
          return {};
        },
      },
    });
    return startScheduler({ db, engine, businessNow: () => now, log: pino({ level: 'silent' }) });
  };
  await start(new Date('2026-06-03T09:00:00Z'))();
  expect(ran).toEqual([]);

  const later = new Date('2026-06-16T09:00:00Z');
  const stops = [start(later), start(later), start(later)];
  await expect.poll(() => ran.length).toBe(2);
  for (const stop of stops) await stop();
  expect(ran).toEqual(['2026-06-08', '2026-06-15']);
  expect(await db('heartbeat').pluck('part')).toEqual(['scheduler']);
});

it('logs what broke a run off without what the rows hold', async () => {
  const lines: string[] = [];
  const { db } = database;
  await database.owner.raw('truncate job_run, job_schedule cascade');
  const engine = createEngine({
    db,
    settings: { orgTz: 'UTC', orgCalendarId: 'US', jobTime: '06:00' },
    handlers: {
      weekly: async () => {
        await db('escalation_note').insert({ escalation_id: 'none', author_id: 'a', body: 'Rae is ill, keep private' });
        return {};
      },
    },
  });
  await engine.begin(new Date('2026-06-01T05:00:00Z'));
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  await startScheduler({ db, engine, businessNow: () => new Date('2026-06-01T06:00:00Z'), log })();
  expect(lines.join('')).toContain('a scheduled run broke off');
  expect(lines.join('')).not.toContain('keep private');
});

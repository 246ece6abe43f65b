import { expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { startReplica } from './replica.ts';

const database = useDatabase();

it('a run whose process is killed is gone on with by another, each item once', { timeout: 60_000 }, async () => {
  const count = async () => (await database.db('slack_request')).length;
  const first = startReplica('job-process.ts', [database.url]);
  await expect.poll(count, { timeout: 20_000, interval: 50 }).toBeGreaterThan(20);
  const other = startReplica('job-process.ts', [database.url]);
  await first.kill();
  const left = 150 - (await count());
  expect(left).toBeGreaterThan(0);

  expect(await other.ended()).toBe(0);
  const keys = await database.db('slack_request').pluck<string[]>('request_key');
  expect(keys).toHaveLength(150);
  expect(new Set(keys.map((key) => key.split(' ')[0])).size).toBe(150);
  expect(await database.db('job_run').first()).toMatchObject({ state: 'done', attempts: 2, summary: { reps: 150 } });
});

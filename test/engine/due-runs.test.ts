import { describe, expect, it } from 'vitest';
import type { JobContext } from '../../src/engine/job-context.ts';
import { at, closedGate, run, useJobs } from './job-bench.ts';

const { database, done, each, engineWith } = useJobs();

describe('weeks run in order', () => {
  it('a week that never ran is refused once a later one has', async () => {
    const engine = engineWith({ weekly: each(['a']) });
    await run(engine, '2026-06-08');
    await expect(run(engine, '2026-06-01')).rejects.toMatchObject({ code: 'later_run_exists' });
    await engine.begin(at('2026-05-30'));
    expect(await engine.due(at('2026-06-10'))).toEqual([]);
  });

  it('a week waits for an earlier one that was begun', async () => {
    let isBroken = true;
    const engine = engineWith({
      weekly: async () => {
        if (isBroken) throw new Error('broken');
        return {};
      },
    });
    await expect(run(engine, '2026-06-01')).rejects.toThrow('broken');
    isBroken = false;
    await expect(run(engine, '2026-06-08')).rejects.toMatchObject({ code: 'earlier_run_unfinished' });
    await run(engine, '2026-06-01');
    expect(await run(engine, '2026-06-08')).toMatchObject({ outcome: 'done' });
  });

  it('a week is not opened again while a later one is at work', async () => {
    let isBroken = true;
    const gate = closedGate();
    const breakable = each(['a'], () => {
      if (isBroken) throw new Error('not yet');
    });
    const slow = engineWith({
      weekly: async (context) => {
        if (context.localPeriod === '2026-06-08') await gate.opened;
        return breakable(context);
      },
    });
    await run(slow, '2026-06-01');
    const later = run(slow, '2026-06-08');
    await expect.poll(() => database.db('job_run').where({ local_period: '2026-06-08' })).toHaveLength(1);
    isBroken = false;
    expect(await run(slow, '2026-06-01')).toEqual({ outcome: 'running_elsewhere', localPeriod: '2026-06-08' });
    const waited = slow.run({ job: 'weekly', localPeriod: '2026-06-01', now: at('2026-06-30'), wait: true });
    gate.open();
    await later;
    expect(await waited).toMatchObject({ outcome: 'done', isRepeat: false });
    expect(done).toEqual(['2026-06-01 a']);
    await run(slow, '2026-06-15');
    expect(done).toEqual(['2026-06-01 a', '2026-06-08 a', '2026-06-15 a']);
  });

  it('a week does not begin while somebody else retries an earlier one', async () => {
    let isBroken = true;
    const gate = closedGate();
    const engine = engineWith({
      weekly: each(['a'], async () => {
        if (isBroken) throw new Error('not yet');
        await gate.opened;
      }),
    });
    await run(engine, '2026-06-01');
    isBroken = false;
    const first = run(engine, '2026-06-08');
    await expect.poll(() => database.db('job_run').where({ state: 'running' })).toHaveLength(1);
    expect(await run(engine, '2026-06-08')).toEqual({ outcome: 'running_elsewhere', localPeriod: '2026-06-01' });
    gate.open();
    await first;
    expect(done).toEqual(['2026-06-01 a', '2026-06-08 a']);
  });
});

describe('what is due', () => {
  const record = (context: JobContext) => {
    done.push(`${context.job} ${context.localPeriod}`);
    return Promise.resolve({});
  };

  it('nothing is due that is older than the first start', async () => {
    const engine = engineWith({ weekly: record, monthly: record });
    await engine.begin(at('2026-06-03'));
    await engine.begin(at('2026-05-03'));
    await engine.runDue(at('2026-06-07'));
    expect(done).toEqual([]);
    await engine.runDue(at('2026-06-08', '05:59'));
    expect(done).toEqual([]);
    await engine.runDue(at('2026-06-08'));
    await engine.runDue(at('2026-06-08', '06:01'));
    expect(done).toEqual(['weekly 2026-06-08']);
  });

  it('after an outage each missed one is caught up once, in order, with its own period', async () => {
    const engine = engineWith({ weekly: record, monthly: record });
    await engine.begin(at('2026-05-24'));
    const others = engineWith({ weekly: record, monthly: record });
    await Promise.all([
      engine.runDue(at('2026-06-16'), { wait: true }),
      others.runDue(at('2026-06-16'), { wait: true }),
    ]);
    expect(done).toEqual([
      'weekly 2026-05-25',
      'weekly 2026-06-01',
      'monthly 2026-06-01',
      'weekly 2026-06-08',
      'weekly 2026-06-15',
    ]);
  });

  it('a latest run that is asked for leaves none behind that is due and builds up to it', async () => {
    const engine = engineWith({ weekly: record, monthly: record });
    await engine.begin(at('2026-05-24'));
    const latest = { outcome: 'done', localPeriod: '2026-06-15', isRepeat: false };
    expect(await engine.runLatest('weekly', '2026-06-16', at('2026-06-17'))).toMatchObject(latest);
    const weeks = ['2026-05-25', '2026-06-01', '2026-06-08', '2026-06-15'];
    expect(done).toEqual(weeks.map((week) => `weekly ${week}`));
    await engine.runLatest('weekly', '2026-06-16', at('2026-06-17'));
    expect(done).toHaveLength(4);
  });

  it('a run that breaks off is gone on with, and holds up the later runs of its job but no others', async () => {
    let isBroken = true;
    const engine = engineWith({
      weekly: async (context) => {
        if (isBroken) throw new Error('broken');
        return record(context);
      },
      monthly: record,
    });
    await engine.begin(at('2026-05-31'));
    for (const day of ['2026-06-01', '2026-06-08', '2026-06-09']) {
      await expect(engine.runDue(at(day))).rejects.toThrow('broken');
    }
    expect(done).toEqual(['monthly 2026-06-01']);
    expect(await database.db('job_run').where({ job: 'weekly' })).toMatchObject([{ attempts: 3 }]);
    isBroken = false;
    await engine.runDue(at('2026-06-09'));
    expect(done.slice(1)).toEqual(['weekly 2026-06-01', 'weekly 2026-06-08']);
  });

  it('a run that left something undone is due again after four hours, until nothing is left', async () => {
    let isBroken = true;
    const breakable = each(['a', 'b'], (item) => {
      if (isBroken && item === 'b') throw new Error('not yet');
    });
    const engine = engineWith({ weekly: breakable, monthly: breakable });
    await engine.begin(at('2026-05-31'));
    await engine.runDue(at('2026-06-01'));
    expect(done).toEqual(['2026-06-01 a', '2026-06-01 a']);
    isBroken = false;
    expect(await engine.due(at('2026-06-01', '09:59'))).toEqual([]);
    await engine.runDue(at('2026-06-01', '10:00'));
    expect(done.slice(2)).toEqual(['2026-06-01 b', '2026-06-01 b']);
    expect(await engine.due(at('2026-06-03'))).toEqual([]);
  });

  it('what cannot be done is tried every four hours and not more often', async () => {
    let tries = 0;
    const engine = engineWith({
      weekly: each(['a'], () => {
        tries += 1;
        throw new Error('never');
      }),
    });
    await engine.begin(at('2026-05-31'));
    for (const time of ['06:00', '06:01', '09:59', '10:00', '10:01', '14:00'] as const) {
      await engine.runDue(at('2026-06-01', time));
    }
    expect(tries).toBe(3);
  });

  it('a month that breaks off does not hold up the next', async () => {
    const engine = engineWith({
      monthly: async (context) => {
        if (context.localPeriod === '2026-06-01') throw new Error('broken');
        return record(context);
      },
    });
    await engine.begin(at('2026-05-31'));
    await expect(engine.runDue(at('2026-07-01'))).rejects.toThrow('broken');
    expect(done).toEqual(['monthly 2026-07-01']);
  });

  it('the next stop is the next run, or a message that waits for its time', async () => {
    const engine = engineWith({ weekly: record });
    expect(await engine.nextStop(at('2026-06-01'))).toEqual({ at: at('2026-06-08'), what: 'weekly run' });
    await database.owner('person').insert({ person_id: 'p', full_name: 'P', email: 'p@e', time_zone: 'UTC' });
    await database.owner('delivery').insert({
      delivery_key: 'k',
      kind: 'review_request',
      recipient_id: 'p',
      not_before: at('2026-06-02', '08:00'),
      created_at: at('2026-06-01'),
    });
    expect(await engine.nextStop(at('2026-06-01'))).toEqual({ at: at('2026-06-02', '08:00'), what: 'message' });
  });
});

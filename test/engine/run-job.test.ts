import { beforeEach, describe, expect, it } from 'vitest';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import type { JobContext, JobHandlers } from '../../src/engine/job-context.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
const settings = { orgTz: 'UTC', orgCalendarId: 'US', jobTime: '06:00' };
const at = (date: string, time = '06:00') => new Date(`${date}T${time}:00Z`);

let done: string[];
beforeEach(async () => {
  await database.owner.raw('truncate job_item, job_run, job_schedule, delivery cascade');
  done = [];
});

/** Does something for each rep, which a rolled back transaction would take back. */
function each(reps: string[], before: (rep: string, context: JobContext) => Promise<void> | void = () => {}) {
  return async (context: JobContext) => {
    const counts = await context.forEachItem(
      'step',
      reps,
      (rep) => rep,
      async (trx, rep) => {
        await before(rep, context);
        await trx('slack_request').insert({
          request_key: `${context.job} ${context.localPeriod} ${rep}`,
          kind: 'test',
          received_at: context.runStart,
        });
        done.push(`${context.localPeriod} ${rep}`);
      },
    );
    return { reps: counts.done + counts.skipped };
  };
}

function engineWith(handlers: JobHandlers, leaseMs = 2_000): Engine {
  return createEngine({ db: database.db, settings, handlers, leaseMs });
}

const run = (engine: Engine, localPeriod: LocalDate, now = at('2026-06-30')) =>
  engine.run({ job: 'weekly', localPeriod, now });

beforeEach(() => database.owner('slack_request').delete());

describe('a run', () => {
  it('happens once: asked for again it says the same and does nothing', async () => {
    const engine = engineWith({ weekly: each(['a', 'b']) });
    expect(await run(engine, '2026-06-01')).toEqual({ outcome: 'done', summary: { reps: 2 }, isRepeat: false });
    expect(await run(engine, '2026-06-01')).toEqual({ outcome: 'done', summary: { reps: 2 }, isRepeat: true });
    expect(done).toEqual(['2026-06-01 a', '2026-06-01 b']);
  });

  it('that is asked for twice at once runs once; the other says so, or waits', async () => {
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const one = engineWith({ weekly: each(['a', 'b'], () => gate) });
    const two = engineWith({ weekly: each(['a', 'b']) });
    const first = run(one, '2026-06-01');
    await expect.poll(async () => (await database.db('job_run')).length).toBe(1);
    expect(await run(two, '2026-06-01')).toEqual({ outcome: 'running_elsewhere', localPeriod: '2026-06-01' });
    const waited = two.run({ job: 'weekly', localPeriod: '2026-06-01', now: at('2026-06-30'), wait: true });
    letGo();
    expect(await first).toMatchObject({ isRepeat: false });
    expect(await waited).toMatchObject({ outcome: 'done', isRepeat: true });
    expect(done).toHaveLength(2);
  });

  it('that broke off goes on with what is left, at the time of its first attempt', async () => {
    let isBroken = true;
    const starts: Date[] = [];
    const engine = engineWith({
      weekly: async (context) => {
        starts.push(context.runStart);
        await context.once('read', async () => {
          done.push('read');
        });
        const said = await each(['a', 'b'])(context);
        if (isBroken) throw new Error('the power went');
        return said;
      },
    });
    await expect(run(engine, '2026-06-01', at('2026-06-01'))).rejects.toThrow('the power went');
    expect(await database.db('job_run').first()).toMatchObject({
      state: 'running',
      last_error: 'Error: the power went',
    });
    isBroken = false;
    expect(await run(engine, '2026-06-01', at('2026-06-02'))).toMatchObject({ summary: { reps: 2 } });
    expect(done).toEqual(['read', '2026-06-01 a', '2026-06-01 b']);
    expect(starts).toEqual([at('2026-06-01'), at('2026-06-01')]);
  });

  it('whose owner fell silent is taken over, and the old owner can do nothing more', async () => {
    let letGo = () => {};
    const frozen = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const before = async (rep: string) => {
      if (rep === 'b') await frozen;
    };
    const slow = engineWith(
      {
        weekly: async (context) => {
          await each(['a'])(context);
          await before('b');
          return each(['b', 'c'])(context);
        },
      },
      60_000,
    );
    const first = run(slow, '2026-06-01');
    await expect.poll(() => done.length).toBe(1);
    await database.owner('job_run').update({ lease_until: new Date(0) });
    expect(await run(engineWith({ weekly: each(['a', 'b', 'c']) }), '2026-06-01')).toMatchObject({ outcome: 'done' });
    letGo();
    await expect(first).rejects.toThrow('taken over');
    expect(done).toEqual(['2026-06-01 a', '2026-06-01 b', '2026-06-01 c']);
    expect(await database.db('job_run').first()).toMatchObject({ state: 'done', last_error: null });
  });

  it('keeps its lease while it works', async () => {
    const engine = engineWith({ weekly: each(['a'], () => new Promise((resolve) => setTimeout(resolve, 700))) }, 300);
    const first = run(engine, '2026-06-01');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await run(engineWith({ weekly: each(['a']) }), '2026-06-01')).toMatchObject({
      outcome: 'running_elsewhere',
    });
    await first;
    expect(done).toEqual(['2026-06-01 a']);
  });

  it('cannot be of a period that has not come', async () => {
    const engine = engineWith({ weekly: each([]) });
    await expect(run(engine, '2026-07-06')).rejects.toMatchObject({ code: 'period_not_begun' });
  });
});

describe('an item that fails', () => {
  const parked = () => database.db('job_item').where({ state: 'parked' }).orderBy('local_period').select();

  it('is parked with its error, leaves nothing half-done, and the others go on', async () => {
    const engine = engineWith({
      weekly: async (context) => {
        const counts = await context.forEachItem(
          'step',
          ['a', 'b', 'c'],
          (rep) => rep,
          async (trx, rep) => {
            await trx('slack_request').insert({ request_key: rep, kind: 'test', received_at: context.now });
            if (rep === 'b') throw new Error('no such territory');
          },
        );
        return { ...counts };
      },
    });
    expect(await run(engine, '2026-06-01')).toMatchObject({ summary: { done: 2, parked: 1 } });
    expect(await database.db('slack_request').orderBy('request_key').pluck('request_key')).toEqual(['a', 'c']);
    expect(await parked()).toMatchObject([{ item: 'step:b', error: 'Error: no such territory', attempts: 1 }]);
  });

  it('waits in the next week, and is done in order once it can be', async () => {
    let isBroken = true;
    const engine = engineWith({
      weekly: each(['a', 'b'], (rep) => {
        if (rep === 'b' && isBroken) throw new Error('no such territory');
      }),
    });
    await run(engine, '2026-06-01');
    await run(engine, '2026-06-08');
    expect(await parked()).toMatchObject([
      { local_period: '2026-06-01', error: 'Error: no such territory', attempts: 2 },
      { local_period: '2026-06-08', error: 'waits for 2026-06-01' },
    ]);
    expect(done).toEqual(['2026-06-01 a', '2026-06-08 a']);

    isBroken = false;
    await run(engine, '2026-06-15');
    expect(await parked()).toEqual([]);
    expect(done.slice(2)).toEqual(['2026-06-01 b', '2026-06-08 b', '2026-06-15 a', '2026-06-15 b']);
  });

  it('is tried again when its run is asked for again', async () => {
    let isBroken = true;
    const engine = engineWith({
      weekly: each(['a'], () => {
        if (isBroken) throw new Error('not yet');
      }),
    });
    expect(await run(engine, '2026-06-01')).toMatchObject({ summary: { parked: 1 } });
    isBroken = false;
    expect(await run(engine, '2026-06-01')).toMatchObject({ isRepeat: false, summary: { reps: 1 } });
    expect(await run(engine, '2026-06-01')).toMatchObject({ isRepeat: true, summary: { reps: 1 } });
    expect(done).toEqual(['2026-06-01 a']);
  });
});

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

  it('a run that breaks off holds up what comes after it and is gone on with', async () => {
    let isBroken = true;
    const engine = engineWith({
      weekly: async (context) => {
        if (isBroken) throw new Error('broken');
        return record(context);
      },
      monthly: record,
    });
    await engine.begin(at('2026-05-31'));
    await expect(engine.runDue(at('2026-06-01'))).rejects.toThrow('broken');
    expect(done).toEqual([]);
    isBroken = false;
    await engine.runDue(at('2026-06-01'));
    expect(done).toEqual(['weekly 2026-06-01', 'monthly 2026-06-01']);
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

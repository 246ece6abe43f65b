import { describe, expect, it } from 'vitest';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { at, run, useJobs } from './job-bench.ts';

const { database, done, each, engineWith } = useJobs();

describe('a run', () => {
  it('happens once: asked for again it says the same and does nothing', async () => {
    const engine = engineWith({ weekly: each(['a', 'b']) });
    expect(await run(engine, '2026-06-01')).toEqual({
      outcome: 'done',
      localPeriod: '2026-06-01',
      summary: { reps: 2 },
      isRepeat: false,
    });
    expect(await run(engine, '2026-06-01')).toEqual({
      outcome: 'done',
      localPeriod: '2026-06-01',
      summary: { reps: 2 },
      isRepeat: true,
    });
    expect(done).toEqual(['2026-06-01 a', '2026-06-01 b']);
  });

  it.each(['weekly', 'monthly'] as const)(
    'of the %s job asked for twice at once runs once; the other says so, or waits',
    async (job) => {
      let letGo = () => {};
      const gate = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      const one = engineWith({ [job]: each(['a', 'b'], () => gate) });
      const two = engineWith({ [job]: each(['a', 'b']) });
      const asked = { job, localPeriod: '2026-06-01', now: at('2026-06-30') } as const;
      const first = one.run(asked);
      await expect.poll(async () => (await database.db('job_run')).length).toBe(1);
      expect(await two.run(asked)).toEqual({ outcome: 'running_elsewhere', localPeriod: '2026-06-01' });
      const waited = two.run({ ...asked, wait: true });
      letGo();
      expect(await first).toMatchObject({ isRepeat: false });
      expect(await waited).toMatchObject({ outcome: 'done', isRepeat: true });
      expect(done).toHaveLength(2);
    },
  );

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

  it('that is taken over in the middle of an item ends that item and begins no other', async () => {
    let letGo = () => {};
    const frozen = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const doneBy: string[] = [];
    const by = (owner: string, pause: Promise<void>) =>
      each(['a', 'b', 'c'], async (rep) => {
        if (rep === 'a') await pause;
        doneBy.push(`${rep} by ${owner}`);
      });
    const first = run(engineWith({ weekly: by('the first', frozen) }, 60_000), '2026-06-01');
    await expect.poll(async () => (await database.db('job_run')).length).toBe(1);
    await database.owner('job_run').update({ lease_until: new Date(0) });
    const second = run(engineWith({ weekly: by('the second', Promise.resolve()) }), '2026-06-01');
    await expect.poll(async () => (await database.db('job_run').first()).attempts).toBe(2);
    letGo();
    await expect(first).rejects.toThrow('taken over');
    expect(await second).toMatchObject({ outcome: 'done' });
    expect(doneBy).toEqual(['a by the first', 'b by the second', 'c by the second']);
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
  const parked = () => database.db('job_item').where({ state: 'parked' }).orderBy(['local_period', 'item']).select();

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

  it('is parked without what the row holds that the database refused', async () => {
    const engine = engineWith({
      weekly: async (context) => {
        const note = { request_key: 'Rae is often late', kind: 'test', received_at: context.now, state: 'none' };
        const counts = await context.forEachItem('step', ['a'], String, async (trx) => {
          await trx('slack_request').insert(note);
        });
        return { ...counts };
      },
    });
    await run(engine, '2026-06-01');
    const [item] = await parked();
    expect(item.error).toContain('23514, constraint slack_request_state_check');
    expect(JSON.stringify(item)).not.toContain('Rae');
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

  it('waits in weeks that would not list it, and is done there only if they list it by then', async () => {
    let isBroken = true;
    const listed: Record<string, string[]> = { '2026-06-01': ['a', 'b'], '2026-06-08': [], '2026-06-15': [] };
    const engine = engineWith({
      weekly: (context) =>
        each(listed[context.localPeriod] ?? [], () => {
          if (isBroken) throw new Error('no such territory');
          // What the first week does makes the second week list it.
          listed['2026-06-08'] = ['a'];
        })(context),
    });
    await run(engine, '2026-06-01');
    await run(engine, '2026-06-08');
    expect(await parked()).toMatchObject([
      { local_period: '2026-06-01', item: 'step:a' },
      { local_period: '2026-06-01', item: 'step:b' },
      { local_period: '2026-06-08', item: 'step:a', error: 'waits for 2026-06-01' },
      { local_period: '2026-06-08', item: 'step:b', error: 'waits for 2026-06-01' },
    ]);
    isBroken = false;
    await run(engine, '2026-06-15');
    expect(await parked()).toEqual([]);
    expect(done).toEqual(['2026-06-01 a', '2026-06-01 b', '2026-06-08 a']);
  });

  it('is all that is left of a run that had ended: what is listed since is not begun so late', async () => {
    let isBroken = true;
    const engine = engineWith({
      weekly: each(['a'], () => {
        if (isBroken) throw new Error('not yet');
      }),
    });
    await run(engine, '2026-06-01');
    isBroken = false;
    await run(engineWith({ weekly: each(['a', 'new']) }), '2026-06-01');
    expect(done).toEqual(['2026-06-01 a']);
  });

  it('of a month is tried again with the next month, which does not wait for it', async () => {
    let isBroken = true;
    const engine = engineWith({
      monthly: each(['a', 'b'], (rep, { localPeriod }) => {
        if (rep === 'b' && localPeriod === '2026-04-01' && isBroken) throw new Error('no such territory');
      }),
    });
    const month = (localPeriod: LocalDate) => engine.run({ job: 'monthly', localPeriod, now: at('2026-06-30') });
    await month('2026-04-01');
    await month('2026-05-01');
    expect(done).toEqual(['2026-04-01 a', '2026-05-01 a', '2026-05-01 b']);
    isBroken = false;
    await month('2026-06-01');
    expect(done.slice(3)).toEqual(['2026-04-01 b', '2026-06-01 a', '2026-06-01 b']);
    expect(await parked()).toEqual([]);
  });

  it('of a month that breaks off when it is tried again does not hold up the next', async () => {
    const engine = engineWith({
      monthly: async (context) => {
        const isRetry = done.includes('2026-05-01 a') && context.localPeriod === '2026-05-01';
        if (isRetry) throw new Error('out of memory');
        return each(['a', 'b'], (rep) => {
          if (rep === 'b') throw new Error('no such territory');
        })(context);
      },
    });
    const month = (localPeriod: LocalDate) => engine.run({ job: 'monthly', localPeriod, now: at('2026-06-30') });
    await month('2026-05-01');
    await expect(month('2026-06-01')).rejects.toThrow('out of memory');
    expect(await month('2026-06-01')).toMatchObject({ outcome: 'done' });
    expect(done).toEqual(['2026-05-01 a', '2026-06-01 a']);
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

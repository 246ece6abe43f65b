import { describe, expect, it } from 'vitest';
import { errorLine, summarise } from '../src/error-summary.ts';
import { OperatorError } from '../src/errors.ts';
import { useDatabase } from './support/database.ts';

const database = useDatabase();

async function thrownBy(work: () => Promise<unknown>): Promise<unknown> {
  return work().then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('what is logged of an error', () => {
  it('of a row that a check refuses: which constraint, where, and nothing of the row', async () => {
    const person = { person_id: 'rae', full_name: 'Rae Private', email: 'rae@example.com', time_zone: null };
    const thrown = await thrownBy(() => database.db('job_item').insert({ job: 'Rae Private', local_period: null }));
    const duplicate = await thrownBy(async () => {
      for (let times = 0; times < 2; times += 1) await database.owner('person').insert({ ...person, time_zone: 'UTC' });
    });
    expect(JSON.stringify([summarise(thrown), summarise(duplicate)])).not.toMatch(/Rae|rae/);
    expect(summarise(thrown)).toMatchObject({ code: '23502' });
    expect(summarise(duplicate)).toMatchObject({ code: '23505', constraint: 'person_pkey' });
  });

  it('never lines of a message that look like places', () => {
    const { at } = summarise(new Error('ill\nat home (with the flu:1:2)\nRae said'));
    expect(at.join()).not.toContain('flu');
    expect(at[0]).toContain('error-summary.test.ts');
  });

  it('of ours: what it says; of what caused it, the same rules hold', () => {
    const fault = { code: 'port_taken', what: 'Port 1 is taken.', expected: 'a free port', remedy: 'Choose another.' };
    const summary = summarise(new OperatorError(fault, { cause: new TypeError('Rae Private') }));
    expect(summary).toMatchObject({ code: 'port_taken', detail: expect.stringContaining('Port 1 is taken.') });
    expect(summary.cause).toMatchObject({ name: 'TypeError', detail: undefined });
    expect(JSON.stringify(summary)).not.toContain('Rae');
  });
});

describe('what is kept and printed of an error', () => {
  it('of a row that does not fit: which constraint, table and column, and nothing of the row', async () => {
    const thrown = [
      await thrownBy(() => database.db('job_item').insert({ job: 'Rae Private', local_period: null })),
      await thrownBy(() => database.owner('person').insert({ person_id: 'rae-1', full_name: '', email: 'rae@x' })),
      await thrownBy(() => database.db('delivery').where({ part: 'Rae Private' }).first()),
    ];
    // What the database itself quotes is in the third only.
    for (const error of thrown.slice(0, 2))
      expect(error).toMatchObject({ message: expect.not.stringMatching(/Rae|rae/) });
    const said = thrown.map(errorLine);
    expect(said).toEqual([
      'database error 23502, table job_item, column local_period',
      'database error 23502, table person, column time_zone',
      'database error 22P02',
    ]);
  });

  it('of a statement that took too long: nothing of its values', async () => {
    const slow = database.db.raw('select pg_sleep(0.3), ?::text', ['Rae Private']);
    const thrown = await thrownBy(async () => await slow.timeout(1));
    expect(thrown).toMatchObject({ name: 'KnexTimeoutError' });
    expect(errorLine(thrown)).not.toMatch(/Rae/);
  });

  it('of anything else: what it says', () => {
    expect(errorLine(new Error('the power went'))).toBe('Error: the power went');
    expect(errorLine('no error')).toBe('no error');
  });
});

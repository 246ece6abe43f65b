import { describe, expect, it } from 'vitest';
import { summarise } from '../src/error-summary.ts';
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

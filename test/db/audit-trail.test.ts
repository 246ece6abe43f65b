import { beforeEach, describe, expect, it } from 'vitest';
import { type AuditEvent, appendAuditEvents } from '../../src/db/stores/audit-events.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
beforeEach(() => database.owner('audit_event').del());

const event = (subjectId: string): AuditEvent => ({
  at: new Date('2026-03-16T14:00:00Z'),
  actorId: 'mia',
  action: 'recommendation.approve',
  repId: 'rae',
  subjectId,
  detail: { version: 1 },
});
const append = (...subjects: string[]) => database.db.transaction((trx) => appendAuditEvents(trx, subjects.map(event)));

/** The numbers of the lines that do not follow from the one before, told from the rows alone. */
async function broken(): Promise<number[]> {
  const { rows } = await database.owner.raw<{ rows: { seq: string }[] }>(
    `select seq from (
       select *, coalesce(lag(hash) over (order by seq), ''::bytea) as before, row_number() over (order by seq) as nth
       from audit_event) line
     where seq is distinct from nth or previous_hash is distinct from before
       or hash is distinct from sha256(before || convert_to(jsonb_build_array(
            seq, extract(epoch from at), actor_id, action, rep_id, subject_id, detail)::text, 'UTF8'))
     order by seq`,
  );
  return rows.map(({ seq }) => Number(seq));
}

describe('the trail', () => {
  it('is one unbroken chain, also of what is written at once and of what was undone', async () => {
    await append('a', 'b');
    await Promise.all(Array.from({ length: 12 }, (_, index) => append(`c${index}`)));
    const undone = database.db.transaction(async (trx) => {
      await appendAuditEvents(trx, [event('undone')]);
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    await append('d');
    expect(await database.owner('audit_event')).toHaveLength(15);
    expect(await broken()).toEqual([]);
  });

  it('shows a line that somebody changed, took out or put in', async () => {
    await append('a');
    await append('b');
    await append('c');
    const second = database.owner('audit_event').where({ subject_id: 'b' });
    await second.clone().update({ actor_id: 'max' });
    expect(await broken()).toEqual([2]);
    await second.clone().update({ actor_id: 'mia' });
    expect(await broken()).toEqual([]);
    await second.clone().del();
    expect(await broken()).toEqual([3]);
  });

  it('cannot be changed or cut by the bot', async () => {
    await append('a');
    for (const attempt of [
      database.db('audit_event').update({ actor_id: null }),
      database.db('audit_event').del(),
      database.db.raw('truncate audit_event'),
    ]) {
      await expect(attempt).rejects.toThrow('permission denied');
    }
    expect(await database.db('audit_event').pluck('subject_id')).toEqual(['a']);
  });
});

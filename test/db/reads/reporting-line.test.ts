import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reportingLine } from '../../../src/db/reads/reporting-line.ts';
import { useDatabase } from '../../support/database.ts';
import { loadPeople, orgTz, people } from '../../support/small-organisation.ts';

const database = useDatabase();
const { rep, manager, slm } = people;
const [delegate] = people.peers;
const now = new Date('2026-03-16T14:00:00Z');
const lineNow = () => reportingLine(database.db, rep, { orgTz, now });

beforeAll(() => loadPeople(database.owner, '2025-01-06'));
beforeEach(async () => {
  await database.owner('delegation').del();
  await database.owner('rep_absence').del();
  await database.owner('person').update({ deactivated_at: null });
  await change({ manager_id: manager, slm_id: slm, effective_from: '2025-01-06', effective_to: null });
});

const change = (to: object) => database.owner('reporting_line').where({ rep_id: rep }).update(to);
const leave = (personId: string, at: Date) =>
  database.owner('person').where({ person_id: personId }).update({ deactivated_at: at });
const absent = (personId: string, to_date: string) =>
  database.owner('rep_absence').insert({ rep_id: personId, from_date: '2026-03-10', to_date, kind: 'leave' });
const away = (to_date = '2026-03-20', delegate_id: string = delegate) =>
  database.owner('delegation').insert({ manager_id: manager, delegate_id, from_date: '2026-03-10', to_date });

describe('who answers for a rep', () => {
  it('is whom the line of the local date names', async () => {
    expect(await lineNow()).toEqual({ isInForce: true, managerId: manager, slmId: slm, actingForManagerId: null });
  });

  it('is nobody before the line begins, and nobody any more on the date on which it ends', async () => {
    await change({ effective_from: '2026-03-17' });
    expect(await lineNow()).toMatchObject({ isInForce: false, managerId: null, slmId: null });
    await change({ effective_from: '2025-01-06', effective_to: '2026-03-16' });
    expect(await lineNow()).toMatchObject({ isInForce: false, managerId: null });
    await change({ effective_to: '2026-03-17' });
    expect(await lineNow()).toMatchObject({ isInForce: true, managerId: manager });
  });

  it('is never the rep', async () => {
    await change({ manager_id: rep, slm_id: rep });
    expect(await lineNow()).toEqual({ isInForce: true, managerId: null, slmId: null, actingForManagerId: null });
    await change({ manager_id: manager, slm_id: slm });
    await away('2026-03-20', rep);
    expect(await lineNow()).toMatchObject({ managerId: manager, actingForManagerId: slm });
  });

  it('is whoever stands in for an absent manager until the date on which that ends', async () => {
    await away('2026-03-17');
    expect(await lineNow()).toMatchObject({ managerId: manager, actingForManagerId: delegate });
    await database.owner('delegation').update({ to_date: '2026-03-16' });
    expect(await lineNow()).toMatchObject({ actingForManagerId: null });
  });

  it('is nobody who has left, from that instant on', async () => {
    await leave(manager, now);
    expect(await lineNow()).toMatchObject({ managerId: null, slmId: slm, actingForManagerId: slm });
    await leave(slm, now);
    expect(await lineNow()).toMatchObject({ managerId: null, slmId: null, actingForManagerId: null });
    await leave(manager, new Date(now.getTime() + 1));
    expect(await lineNow()).toMatchObject({ managerId: manager, slmId: null });
  });

  it('is the second-line manager where the delegate has left', async () => {
    await away();
    await leave(delegate, now);
    expect(await lineNow()).toMatchObject({ managerId: manager, actingForManagerId: slm });
  });

  it('is the second-line manager on the days on which the delegate is absent, too', async () => {
    await away();
    await absent(delegate, '2026-03-17');
    expect(await lineNow()).toMatchObject({ managerId: manager, actingForManagerId: slm });
    await database.owner('rep_absence').update({ to_date: '2026-03-16' });
    expect(await lineNow()).toMatchObject({ actingForManagerId: delegate });
  });

  it('stays the second-line manager who is absent like everybody else: they can be asked, and nobody is above them', async () => {
    await away();
    for (const personId of [manager, delegate, slm]) await absent(personId, '2026-03-17');
    expect(await lineNow()).toEqual({ isInForce: true, managerId: manager, slmId: slm, actingForManagerId: slm });
  });

  it.each([
    ['there is no second-line manager', null],
    ['the second-line manager is the absent manager', manager],
  ])('stays the absent delegate where %s', async (_, slm_id) => {
    await change({ slm_id });
    await away();
    await absent(delegate, '2026-03-17');
    expect(await lineNow()).toMatchObject({ managerId: manager, actingForManagerId: delegate });
  });

  it('is nobody for a rep who has left', async () => {
    await leave(rep, now);
    expect(await lineNow()).toMatchObject({ isInForce: false, managerId: null, slmId: null });
  });
});

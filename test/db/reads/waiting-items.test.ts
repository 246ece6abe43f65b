import { beforeAll, describe, expect, test } from 'vitest';
import { openEscalations } from '../../../src/db/reads/open-escalations.ts';
import { waitingItems } from '../../../src/db/reads/waiting-items.ts';
import { givePendingItem } from '../../support/coaching-rows.ts';
import { useDatabase } from '../../support/database.ts';
import { loadPeople, orgTz, people } from '../../support/small-organisation.ts';

const world = useDatabase();
const all = { limit: 10, offset: 0 };
let rae = '';
const noonOf = (date: string) => ({ orgTz, now: new Date(`${date}T17:00:00Z`) });

const waiting = async (personId: string, today: '2026-03-02' | '2026-03-09' | '2026-03-16' = '2026-03-02') =>
  (await waitingItems(world.db, personId, noonOf(today), all)).items.map((item) => item.coachingId);

beforeAll(async () => {
  await loadPeople(world.owner, '2025-01-06');
  rae = (await givePendingItem(world.owner, { repId: people.rep, on: '2026-03-02' })).coachingId;
  await world.owner('delegation').insert({
    manager_id: people.manager,
    delegate_id: people.otherManager,
    from_date: '2026-03-09',
    to_date: '2026-03-16',
  });
  await world
    .owner('rep_absence')
    .insert({ rep_id: people.manager, from_date: '2026-03-16', to_date: '2026-03-23', kind: 'leave' });
});

describe('what waits for a person', () => {
  test('is what concerns the reps they manage today', async () => {
    expect(await waiting(people.manager)).toEqual([rae]);
    for (const person of [people.otherManager, people.slm, people.rep, people.admin])
      expect(await waiting(person)).toEqual([]);
  });

  test('goes to the named delegate while the manager is away, else to the second-line manager', async () => {
    expect(await waiting(people.otherManager, '2026-03-09')).toEqual([rae]);
    expect(await waiting(people.slm, '2026-03-09')).toEqual([]);
    expect(await waiting(people.slm, '2026-03-16')).toEqual([rae]);
    expect(await waiting(people.otherManager, '2026-03-16')).toEqual([]);
    expect(await waiting(people.manager, '2026-03-16')).toEqual([rae]);
  });

  test('comes oldest first, a page at a time, and counts all', async () => {
    const later = await givePendingItem(world.owner, { repId: 'pam', on: '2026-03-09' });
    const earlier = await givePendingItem(world.owner, { repId: 'pat', on: '2026-02-23' });
    const first = await waitingItems(world.db, people.otherManager, noonOf('2026-03-02'), { limit: 1, offset: 0 });
    expect(first).toMatchObject({ total: 2, items: [{ coachingId: earlier.coachingId, repName: 'Pat Example' }] });
    const second = await waitingItems(world.db, people.otherManager, noonOf('2026-03-02'), { limit: 1, offset: 1 });
    expect(second.items.map((item) => item.coachingId)).toEqual([later.coachingId]);
  });

  test('leaves out what is decided and patterns that are over', async () => {
    const over = await givePendingItem(world.owner, { repId: people.rep, on: '2026-03-02', dimension: '3>4' });
    await world
      .owner('pattern_episode')
      .where({ episode_id: over.episodeId })
      .update({ state: 'resolved', closed_on: '2026-03-16' });
    expect(await waiting(people.manager)).toEqual([rae]);
  });
});

test('open escalations are listed for today’s second-line manager only', async () => {
  const escalation = {
    rule: 'E2',
    rep_id: people.rep,
    role: 'AE',
    as_of: '2026-03-16',
    with_since: new Date('2026-03-18T11:00:00Z'),
    coaching_id: rae,
    dedup_key: 'one',
  };
  await world.owner('escalation').insert(escalation);
  expect(await openEscalations(world.db, people.slm, noonOf('2026-03-16'))).toMatchObject([
    { repName: 'Rae Example', dimension: '2>3', since: '2026-03-18', ownerName: null },
  ]);
  for (const person of [people.manager, people.rep, people.admin]) {
    expect(await openEscalations(world.db, person, noonOf('2026-03-16'))).toEqual([]);
  }
  const resolved = {
    resolved_at: new Date(),
    resolved_by: people.slm,
    outcome: 'other',
    resolution_note: 'Done with it.',
  };
  await world.owner('escalation').update(resolved);
  expect(await openEscalations(world.db, people.slm, noonOf('2026-03-16'))).toEqual([]);
});

import { beforeEach, expect, it } from 'vitest';
import { lockActionsToSurface } from '../../../src/db/reads/actions-to-surface.ts';
import { addDigest } from '../../../src/db/stores/digests.ts';
import { givePendingItem } from '../../support/coaching-rows.ts';
import { useDatabase } from '../../support/database.ts';
import { loadPeople, people } from '../../support/small-organisation.ts';

const database = useDatabase();
const runStart = new Date('2026-04-01T10:00:00Z');
const second = (n: number) => new Date(runStart.getTime() + n * 1000);

beforeEach(async () => {
  await database.owner.raw(
    'truncate person, pattern_episode, digest, rep_activity, territory_definitions, delivery cascade',
  );
  await loadPeople(database.owner, '2025-01-06');
});

async function approveAt(dimension: string, decided_at: Date): Promise<string> {
  const { coachingId } = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-02', dimension });
  const approval = { approval_status: 'approved', approved_by: people.manager, decided_at };
  await database.owner('rep_coaching_log').where({ coaching_id: coachingId }).update(approval);
  return coachingId;
}

const surfaced = (start = runStart) =>
  database.db.transaction(async (trx) =>
    (await lockActionsToSurface(trx, people.rep, start)).map(({ coachingId }) => coachingId),
  );

it('is what was approved before the run began, and not in the moment or after', async () => {
  const before = await approveAt('1>2', second(-1));
  await approveAt('2>3', runStart);
  await approveAt('3>4', second(1));
  expect(await surfaced()).toEqual([before]);
  expect(await surfaced(second(2))).toHaveLength(3);
});

it('is not what a digest carries already, whether or not it has reached the rep', async () => {
  const carried = await approveAt('1>2', second(-2));
  const digest = { repId: people.rep, role: 'AE', periodMonth: '2026-02-01', runStart, content: {} } as const;
  await database.db.transaction((trx) => addDigest(trx, { ...digest, coachingIds: [carried] }));
  expect(await surfaced()).toEqual([]);
});

import { beforeAll, expect, test } from 'vitest';
import { lostDealsAtStage } from '../../../src/db/reads/lost-deals-at-stage.ts';
import { useDatabase } from '../../support/database.ts';
import { loadPeople, loadWeek, orgTz, people } from '../../support/small-organisation.ts';

const world = useDatabase();
const window = { windowStart: '2026-02-16', windowEnd: '2026-03-02' } as const;
const lost = (repId: string, stage = 2) => lostDealsAtStage(world.db, { repId, stage, ...window }, orgTz);

beforeAll(async () => {
  await loadPeople(world.owner, '2025-01-06');
  await loadWeek(world.owner, people.rep, '2026-02-09', { passed: 0, lost: 2 });
  await loadWeek(world.owner, people.rep, '2026-02-16', { passed: 3, lost: 2 });
  await loadWeek(world.owner, people.rep, '2026-02-23', { passed: 0, lost: 5 });
});

test('the latest five deals lost at the stage, newest first', async () => {
  expect((await lost(people.rep)).map((deal) => deal.closedOn)).toEqual([
    '2026-02-27',
    '2026-02-26',
    '2026-02-25',
    '2026-02-24',
    '2026-02-23',
  ]);
});

test('none of another rep, another stage or another time', async () => {
  expect(await lost('pam')).toEqual([]);
  expect(await lost(people.rep, 3)).toEqual([]);
  const before = await lostDealsAtStage(
    world.db,
    { repId: people.rep, stage: 2, windowStart: '2026-02-09', windowEnd: '2026-02-16' },
    orgTz,
  );
  expect(before).toHaveLength(2);
});

test('a deal that was opened again is not lost', async () => {
  const id = 'rae-2026-02-23-4';
  const again = { stage_order: 2, status: 'open', entered_at: '2026-02-28T12:00:00Z', owner_rep_id: people.rep };
  await world.owner('opportunity_stage_history').insert({ opp_id: id, seq: 4, ...again });
  expect((await lost(people.rep)).map((deal) => deal.oppId)).not.toContain(id);
});

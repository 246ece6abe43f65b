import { beforeEach, expect, it } from 'vitest';
import { teamWorkload } from '../../../src/db/reads/team-workload.ts';
import { giveEscalationOf, givePendingItem } from '../../support/coaching-rows.ts';
import { useDatabase } from '../../support/database.ts';
import { loadPeople, people } from '../../support/small-organisation.ts';

const database = useDatabase();
const [pam, pat] = people.peers;
const workload = () => teamWorkload(database.db, [people.rep, pam]);

beforeEach(async () => {
  await database.owner.raw('truncate person, pattern_episode, rep_coaching_log, escalation cascade');
  await database.owner.raw('truncate rep_activity, territory_definitions');
  await loadPeople(database.owner, '2025-01-06');
});

it('what waits is pending and not over, with a pattern or without, of these reps alone', async () => {
  const { owner } = database;
  expect(await workload()).toEqual({ pendingDecisions: 0, openEscalations: 0 });
  const { episodeId } = await givePendingItem(owner, { repId: people.rep, on: '2026-03-16' });
  const ofFlag = await givePendingItem(owner, { repId: pam, on: '2026-03-16' });
  await owner('rep_coaching_log').where({ coaching_id: ofFlag.coachingId }).update({ episode_id: null });
  await givePendingItem(owner, { repId: pat, on: '2026-03-16' });
  expect((await workload()).pendingDecisions).toBe(2);
  const over = { state: 'resolved', closed_on: '2026-03-30' };
  await owner('pattern_episode').where({ episode_id: episodeId }).update(over);
  expect((await workload()).pendingDecisions).toBe(1);
  const decided = { approval_status: 'approved', approved_by: people.manager, decided_at: new Date(0) };
  await owner('rep_coaching_log').where({ coaching_id: ofFlag.coachingId }).update(decided);
  expect((await workload()).pendingDecisions).toBe(0);
});

it('an escalation is open until it is resolved', async () => {
  const { owner } = database;
  const id = await giveEscalationOf(owner, await givePendingItem(owner, { repId: people.rep, on: '2026-03-16' }));
  const open = () => workload().then(({ openEscalations }) => openEscalations);
  expect(await open()).toBe(1);
  await owner('escalation').where({ escalation_id: id }).update({ owned_by: people.slm });
  expect(await open()).toBe(1);
  const resolution = { outcome: 'plan_agreed', resolution_note: 'They agreed on a plan.', resolved_by: people.slm };
  await owner('escalation')
    .where({ escalation_id: id })
    .update({ ...resolution, resolved_at: new Date(0) });
  expect(await open()).toBe(0);
});

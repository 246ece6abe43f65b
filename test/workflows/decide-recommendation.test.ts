import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import type { Decision } from '../../src/domain/approval.ts';
import { decideRecommendation } from '../../src/workflows/decide-recommendation.ts';
import { givePendingItem } from '../support/coaching-rows.ts';
import { useDatabase } from '../support/database.ts';
import { loadPeople, orgTz, people } from '../support/small-organisation.ts';

const database = useDatabase();
const now = new Date('2026-03-16T14:00:00Z');
let coachingId: string;
let episodeId: string;

beforeAll(() => loadPeople(database.owner, '2025-01-06'));
beforeEach(async () => {
  await database.owner.raw('truncate pattern_episode, rep_coaching_log, rep_absence, delegation, delivery cascade');
  ({ coachingId, episodeId } = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-16' }));
});

const ask = (actorId: string, decision: Decision, seenVersion = 1) =>
  decideRecommendation(
    database.db,
    { orgTz, catalog: builtInCatalog },
    { coachingId, seenVersion, decision, actorId, now },
  );
const row = () => database.owner('rep_coaching_log').where({ coaching_id: coachingId }).first();
const approve: Decision = { kind: 'approve' };

describe('a decision on a recommendation', () => {
  it('is recorded with who made it and when', async () => {
    expect(await ask(people.manager, approve)).toEqual({ outcome: 'done' });
    expect(await row()).toMatchObject({
      approval_status: 'approved',
      approved_by: people.manager,
      decided_at: now,
      version: 2,
    });
  });

  it('keeps the proposed text when the manager writes another, and brings it back with Undo', async () => {
    await ask(people.manager, { kind: 'modify', action: 'Call the buyers of your three largest deals.' });
    expect(await row()).toMatchObject({
      approval_status: 'modified',
      recommended_action: 'Call the buyers of your three largest deals.',
      original_action: 'Review two lost deals with your manager this week.',
    });
    await ask(people.manager, { kind: 'undo' }, 2);
    expect(await row()).toMatchObject({
      approval_status: 'pending_approval',
      recommended_action: 'Review two lost deals with your manager this week.',
      original_action: null,
      approved_by: null,
      decided_at: null,
    });
  });

  it('with the proposed text sent back unchanged is an approval, and nothing says that it was changed', async () => {
    const unchanged = ' Review two lost deals with your manager this week.\r\n';
    expect(await ask(people.manager, { kind: 'modify', action: unchanged })).toEqual({ outcome: 'done' });
    expect(await row()).toMatchObject({
      approval_status: 'approved',
      recommended_action: 'Review two lost deals with your manager this week.',
      original_action: null,
      approved_by: people.manager,
      version: 2,
    });
    const [trace] = await database.owner('audit_event').where({ subject_id: coachingId }).orderBy('seq', 'desc');
    expect(trace).toMatchObject({
      action: 'recommendation.approve',
      detail: { asked: 'modify', result: 'approved' },
    });
    await ask(people.manager, { kind: 'undo' }, 2);
    expect(await row()).toMatchObject({
      approval_status: 'pending_approval',
      recommended_action: 'Review two lost deals with your manager this week.',
    });
  });

  it('of two managers’ clicks at once has one outcome', async () => {
    const outcomes = await Promise.all([
      ask(people.manager, approve),
      ask(people.manager, { kind: 'dismiss', reason: 'bad_data', note: null }),
      ask(people.manager, approve),
    ]);
    expect(outcomes.filter((result) => result.outcome === 'done')).toHaveLength(1);
    expect(outcomes.filter((result) => result.outcome === 'refused')).toEqual([
      { outcome: 'refused', refusal: 'already_decided' },
      { outcome: 'refused', refusal: 'already_decided' },
    ]);
    expect((await row()).version).toBe(2);
  });

  it.each([people.rep, people.otherManager, people.slm, people.admin, people.peers[0], 'nobody'])(
    'by %s is answered as if there were no such item, and leaves a trace',
    async (actorId) => {
      expect(await ask(actorId, approve)).toEqual({ outcome: 'refused', refusal: 'not_found' });
      expect((await row()).approval_status).toBe('pending_approval');
      const traces = await database.owner('audit_event').where({ actor_id: actorId, subject_id: coachingId });
      expect(traces).toMatchObject([{ action: 'recommendation.refused' }]);
    },
  );

  it('about an unknown item gets the same answer', async () => {
    const unknown = { coachingId: 'none', seenVersion: 1, decision: approve, actorId: people.manager, now };
    expect(await decideRecommendation(database.db, { orgTz, catalog: builtInCatalog }, unknown)).toEqual({
      outcome: 'refused',
      refusal: 'not_found',
    });
  });

  it('is the SLM’s while the manager is away, and the delegate’s where one is named', async () => {
    await database.owner('rep_absence').insert({
      rep_id: people.manager,
      from_date: '2026-03-16',
      to_date: '2026-03-17',
      kind: 'leave',
    });
    expect(await ask(people.slm, approve)).toEqual({ outcome: 'done' });
    await ask(people.slm, { kind: 'undo' }, 2);
    await database.owner('delegation').insert({
      manager_id: people.manager,
      delegate_id: people.otherManager,
      from_date: '2026-03-10',
      to_date: '2026-03-20',
    });
    expect(await ask(people.slm, approve, 3)).toEqual({ outcome: 'refused', refusal: 'not_found' });
    expect(await ask(people.otherManager, approve, 3)).toEqual({ outcome: 'done' });
  });

  it('is never the rep’s own, even as the manager’s delegate: then it is the SLM’s', async () => {
    await database.owner('delegation').insert({
      manager_id: people.manager,
      delegate_id: people.rep,
      from_date: '2026-03-10',
      to_date: '2026-03-20',
    });
    expect(await ask(people.rep, approve)).toEqual({ outcome: 'refused', refusal: 'not_found' });
    expect(await ask(people.slm, approve)).toEqual({ outcome: 'done' });
  });

  it('comes too late once the pattern is over or a digest has taken the action up', async () => {
    await database.owner('pattern_episode').where({ episode_id: episodeId }).update({
      state: 'resolved',
      closed_on: '2026-03-23',
    });
    expect(await ask(people.manager, approve)).toEqual({ outcome: 'refused', refusal: 'pattern_over' });
  });

  it('asks every message that shows the item to be drawn again', async () => {
    await database.owner('delivery').insert({
      delivery_key: 'review:1',
      kind: 'review_request',
      recipient_id: people.manager,
      subjects: [`coaching:${coachingId}`],
      not_before: now,
      created_at: now,
    });
    await ask(people.manager, approve);
    expect(await database.owner('delivery').first('wanted_version')).toEqual({ wanted_version: 2 });
  });
});

describe('the trail of decisions', () => {
  it('is numbered and chained, and the bot cannot change it', async () => {
    await Promise.all([ask(people.manager, approve), ask(people.rep, approve), ask(people.slm, approve)]);
    const { rows } = await database.owner.raw(
      `select seq, previous_hash = lag(hash, 1, ''::bytea) over (order by seq) as chained from audit_event order by seq`,
    );
    expect(rows.every((event: { chained: boolean }) => event.chained)).toBe(true);
    await expect(database.db('audit_event').update({ actor_id: null })).rejects.toThrow('permission denied');
    await expect(database.db('audit_event').del()).rejects.toThrow('permission denied');
  });
});

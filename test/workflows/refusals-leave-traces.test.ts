import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { acknowledgeDigest } from '../../src/workflows/acknowledge-digest.ts';
import { decideRecommendation } from '../../src/workflows/decide-recommendation.ts';
import { markActionDone } from '../../src/workflows/mark-action-done.ts';
import { requestEscalation } from '../../src/workflows/request-escalation.ts';
import { resolveEscalation } from '../../src/workflows/resolve-escalation.ts';
import { givePendingItem } from '../support/coaching-rows.ts';
import { useDatabase } from '../support/database.ts';
import { loadPeople, orgTz, people } from '../support/small-organisation.ts';

const database = useDatabase();
const now = new Date('2026-03-16T14:00:00Z');
const [peer] = people.peers;
let coachingId: string;

beforeAll(() => loadPeople(database.owner, '2025-01-06'));
beforeEach(async () => {
  await database.owner.raw('truncate digest, pattern_episode, rep_coaching_log, escalation, audit_event cascade');
  ({ coachingId } = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-16' }));
});
const traces = () => database.owner('audit_event').orderBy('seq').select('actor_id', 'action', 'rep_id');

describe('whoever asks for what is not theirs', () => {
  it('with another’s digest, leaves a trace', async () => {
    const [digest] = await database
      .owner('digest')
      .insert({ rep_id: people.rep, role: 'AE', period_month: '2026-02-01', run_start: now, content: '{}' })
      .returning<{ digest_id: string }[]>('digest_id');
    const digestId = digest?.digest_id ?? '';
    await database.owner('digest_action').insert({ digest_id: digestId, coaching_id: coachingId });
    expect(await acknowledgeDigest(database.db, { digestId, actorId: peer, now })).toMatchObject({
      refusal: 'not_found',
    });
    expect(await markActionDone(database.db, { coachingId, actorId: peer, now })).toMatchObject({
      refusal: 'not_found',
    });
    expect(await traces()).toEqual([
      { actor_id: peer, action: 'digest.refused', rep_id: people.rep },
      { actor_id: peer, action: 'digest.refused', rep_id: people.rep },
    ]);
  });

  it('or asks for help about a rep with a pattern of another, leaves a trace', async () => {
    const note = 'Two calls a week do not help.';
    const request = { repId: peer, coachingId, note, viewId: 'V1', actorId: people.otherManager, now };
    expect(await requestEscalation(database.db, orgTz, request)).toMatchObject({ refusal: 'item_over' });
    expect(await database.owner('escalation')).toEqual([]);
    expect(await traces()).toEqual([{ actor_id: people.otherManager, action: 'escalation.refused', rep_id: peer }]);
  });

  it('or comes too late with a decision, leaves a trace', async () => {
    const approve = {
      coachingId,
      seenVersion: 1,
      decision: { kind: 'approve' },
      actorId: people.manager,
      now,
    } as const;
    expect(await decideRecommendation(database.db, { orgTz, catalog: builtInCatalog }, approve)).toEqual({
      outcome: 'done',
    });
    expect(await decideRecommendation(database.db, { orgTz, catalog: builtInCatalog }, approve)).toMatchObject({
      refusal: 'already_decided',
    });
    expect(await traces()).toEqual([
      { actor_id: people.manager, action: 'recommendation.approve', rep_id: people.rep },
      { actor_id: people.manager, action: 'recommendation.refused', rep_id: people.rep },
    ]);
  });

  it('or comes too late with an escalation, leaves a trace', async () => {
    const [row] = await database
      .owner('escalation')
      .insert({
        rule: 'E2',
        rep_id: people.rep,
        role: 'AE',
        as_of: '2026-03-16',
        with_since: now,
        slm_id: people.slm,
        dedup_key: 'E2:1',
      })
      .returning<{ escalation_id: string }[]>('escalation_id');
    const note = 'A joint call every week until May.';
    const request = {
      escalationId: row?.escalation_id ?? '',
      actorId: people.slm,
      outcome: 'improving' as const,
      note,
      now,
    };
    expect(await resolveEscalation(database.db, orgTz, request)).toEqual({ outcome: 'done' });
    expect(await resolveEscalation(database.db, orgTz, request)).toMatchObject({ refusal: 'already_resolved' });
    expect((await traces()).map(({ action }) => action)).toEqual(['escalation.resolved', 'escalation.refused']);
  });
});

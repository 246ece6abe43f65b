import { describe, expect, test } from 'vitest';
import { addDigest } from '../../../src/db/stores/digests.ts';
import type { Delivery } from '../../../src/delivery/delivery.ts';
import { people } from '../../support/small-organisation.ts';
import { digestContent } from '../messages/sample.ts';
import { delivery, monday, now, sent, useRendering } from './rendering-world.ts';

const { world, ids, render, said } = useRendering();

describe('a digest', () => {
  async function givenDigest(): Promise<Delivery> {
    await world.owner('rep_coaching_log').update({
      approval_status: 'approved',
      approved_by: people.manager,
      decided_at: now,
    });
    const action = {
      coachingId: ids.coachingId,
      title: 'Conversion',
      text: 'Call two buyers again.',
      improvedSince: false,
      progress: null,
    };
    const content = digestContent({ repId: people.rep, actions: [action] });
    const run = {
      repId: people.rep,
      role: 'AE',
      periodMonth: '2026-03-01',
      runStart: new Date('2026-04-01T10:00:00Z'),
    } as const;
    const digestId = await world.owner.transaction((trx) =>
      addDigest(trx, { ...run, content, coachingIds: [ids.coachingId] }),
    );
    return delivery({ kind: 'rep_digest', recipientId: people.rep, reference: { digest_id: digestId ?? '' } });
  }

  test('goes to its rep, as its row fixed it', async () => {
    const text = await said(await givenDigest());
    expect(text).toContain('38.1% of 21 deals');
    expect(text).toContain('Call two buyers again.');
  });

  test('goes to nobody else, and not to a rep who has left', async () => {
    const digest = await givenDigest();
    expect(await render({ ...digest, recipientId: people.manager })).toMatchObject({ outcome: 'withhold' });
    await world.owner('person').where({ person_id: people.rep }).update({ deactivated_at: now });
    expect(await render(digest)).toMatchObject({ outcome: 'withhold' });
  });

  test('never shows an action that is not approved, even if its row names it', async () => {
    const digest = await givenDigest();
    await world
      .owner('rep_coaching_log')
      .update({ approval_status: 'pending_approval', approved_by: null, decided_at: null });
    expect(await said(digest)).not.toContain('Call two buyers again.');
  });

  test('an item it has taken up says so to the manager, and cannot be undone', async () => {
    await givenDigest();
    const request = delivery({
      kind: 'review_request',
      recipientId: people.manager,
      reference: { rep_id: people.rep, as_of: monday },
      subjects: [`coaching:${ids.coachingId}`],
      ...sent,
    });
    const text = await said(request, new Date('2026-04-01T11:00:00Z'));
    expect(text).toContain('Part of Rae Example’s digest of 1 Apr 2026.');
    expect(text).not.toContain('Undo');
  });
});

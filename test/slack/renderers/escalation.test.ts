import { beforeEach, describe, expect, test } from 'vitest';
import { giveEscalationOf } from '../../support/coaching-rows.ts';
import { people } from '../../support/small-organisation.ts';
import { delivery, monday, now, sent, useRendering } from './rendering-world.ts';

const { world, ids, render, said } = useRendering();

describe('an escalation', () => {
  let reference: { escalation_id: string };

  beforeEach(async () => {
    await world.owner('pattern_episode').update({ clock: 3, escalated_on: '2026-03-16' });
    reference = { escalation_id: await giveEscalationOf(world.owner, ids) };
  });

  test('reaches the second-line manager of today with each week', async () => {
    const text = await said(delivery({ kind: 'escalation', recipientId: people.slm, reference }));
    expect(text).toContain('• 2 Mar 2026: 38.0%, first flagged: week 1');
    expect(text).toContain('I own this');
  });

  test.each(['rae', 'mia', 'max', 'ada'])('does not reach %s', async (recipientId) => {
    for (const kind of ['escalation', 'escalation_history'] as const) {
      expect(await render(delivery({ kind, recipientId, reference }))).toMatchObject({ outcome: 'withhold' });
    }
  });

  test('moves with the second-line manager, and stays when the rep has left', async () => {
    const thread = delivery({ kind: 'escalation', recipientId: people.slm, reference, ...sent });
    await world.owner('reporting_line').where({ rep_id: people.rep }).update({ slm_id: people.admin });
    expect(await said(thread)).toContain('Moved');
    await world
      .owner('reporting_line')
      .where({ rep_id: people.rep })
      .update({ slm_id: people.slm, effective_to: '2026-03-01' });
    expect(await said(thread)).toContain('For your attention: Rae Example');
  });

  test('shows in its history what was decided, and in its news what became of the week', async () => {
    expect(await said(delivery({ kind: 'escalation_history', recipientId: people.slm, reference }))).toContain(
      '*Not decided yet:*',
    );
    const news = { ...reference, as_of: monday, what: 'persisting' };
    expect(await said(delivery({ kind: 'escalation_followup', recipientId: people.slm, reference: news }))).toContain(
      'Check of 2 Mar 2026: 38.0%, peers 55.0%',
    );
  });

  test('is told to the manager, with who owns it', async () => {
    await world.owner('escalation').update({ owned_by: people.slm });
    const notice = delivery({ kind: 'escalation_notice', recipientId: people.manager, reference });
    expect(await said(notice)).toContain('Owned by Sol Example.');
    expect(await render({ ...notice, recipientId: people.rep })).toMatchObject({ outcome: 'withhold' });
  });

  test('says since when it is with whose it is, also once it has moved, and who had it when it was resolved', async () => {
    const notice = delivery({ kind: 'escalation_notice', recipientId: people.manager, reference, ...sent });
    const root = delivery({ kind: 'escalation', recipientId: people.admin, reference });
    expect(await said(notice)).toContain('*Rae Example: now with Sol Example*, since 16 Mar 2026.');
    const line = world.owner('reporting_line').where({ rep_id: people.rep });
    await line.clone().update({ slm_id: people.admin });
    expect(await said(notice)).toContain('*Rae Example: now with Ada Example*.');
    await world.owner('escalation').update({ slm_id: people.admin, with_since: new Date('2026-03-21T02:00:00Z') });
    expect(await said(notice)).toContain('*Rae Example: now with Ada Example*, since 20 Mar 2026.');
    expect(await said(root)).toContain('*Why it is with you,* since 20 Mar 2026');
    const resolution = { outcome: 'other', resolution_note: 'All is agreed.', resolved_by: people.admin };
    await world.owner('escalation').update({ ...resolution, resolved_at: new Date('2026-03-22T15:00:00Z') });
    await line.clone().update({ slm_id: people.slm });
    const resolved = await said(notice);
    expect(resolved).toContain('*Rae Example: went to Ada Example* on 20 Mar 2026.');
    expect(resolved).not.toContain('Sol');
  });

  test('a kept reply is marked where it stands; a deleted one is not', async () => {
    const [note] = await world
      .owner('escalation_note')
      .insert({
        ...reference,
        author_id: people.slm,
        body: 'I will call her.',
        written_at: now,
        slack_channel: 'D9',
        slack_ts: '9.9',
      })
      .returning<{ note_id: string }[]>('note_id');
    const mark = delivery({
      kind: 'note_reaction',
      recipientId: people.slm,
      reference: { note_id: note?.note_id ?? '' },
    });
    expect(await render(mark)).toEqual({
      outcome: 'reaction',
      channelId: 'D9',
      messageTs: '9.9',
      name: 'white_check_mark',
    });
    await world.owner('escalation_note').update({ body: null, deleted_at: now });
    expect(await render(mark)).toMatchObject({ outcome: 'withhold' });
  });

  test('says who has it to a former second-line manager whose reply was not kept, and nothing of the rep', async () => {
    const word = (what: 'reply' | 'edit') =>
      said(delivery({ kind: 'reply_not_kept', recipientId: people.slm, reference: { ...reference, what } }));
    const line = world.owner('reporting_line').where({ rep_id: people.rep });
    await line.clone().update({ slm_id: people.admin });
    expect(await word('reply')).toContain(
      'this escalation is with Ada Example now, so what you wrote here was not kept',
    );
    expect(await word('edit')).toContain('what you wrote before stays. Please talk to them directly.');
    await line.clone().update({ slm_id: null });
    expect(await word('reply')).toContain('Nobody has it yet; the admins know.');
    expect(await word('reply')).not.toMatch(/Rae|stage|%/);
    await line.clone().update({ slm_id: people.slm });
    expect(await word('reply')).toContain('It is yours again: please write it once more.');
  });
});

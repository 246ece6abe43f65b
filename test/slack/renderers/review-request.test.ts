import { describe, expect, test } from 'vitest';
import type { Delivery } from '../../../src/delivery/delivery.ts';
import { givePendingItem } from '../../support/coaching-rows.ts';
import { people } from '../../support/small-organisation.ts';
import { delivery, monday, sent, useRendering } from './rendering-world.ts';

const { world, ids, render, said } = useRendering();

describe('a review request', () => {
  const request = (recipientId: string, change: Partial<Delivery> = {}) =>
    delivery({
      kind: 'review_request',
      recipientId,
      reference: { rep_id: people.rep, as_of: monday },
      subjects: [`coaching:${ids.coachingId}`],
      ...change,
    });

  test('shows the manager what the rows say now, the deals that cost most among it', async () => {
    const text = await said(request(people.manager));
    expect(text).toContain('Rae Example (AE): 1 new pattern');
    expect(text).toContain('*38.1%* of 21 deals, peers 55.0%');
    expect(text).toMatch(/To look at:\n25 Feb 2026\s+Account rae-2026-02-23-2: lost \(deal rae-2026-02-23-2\)/);
    expect(text).toMatch(/24 Feb 2026\s+Account rae-2026-02-23-1: lost \(deal rae-2026-02-23-1\)/);
    expect(text).not.toContain('moved on\n');
    expect(text).toContain('Approve');
  });

  test('goes to nobody who does not answer for the rep today: not even to the rep', async () => {
    for (const person of [people.otherManager, people.rep, people.admin, people.slm]) {
      expect(await render(request(person))).toMatchObject({ outcome: 'withhold' });
    }
  });

  test('shrinks to "moved" when another manager has the rep since, and says nothing about them', async () => {
    await world.owner('reporting_line').where({ rep_id: people.rep }).update({ manager_id: people.otherManager });
    const text = await said(request(people.manager, sent));
    expect(text).toContain('Moved');
    expect(text).not.toMatch(/Rae|deals|%/);
    expect(await said(request(people.otherManager))).toContain('*38.1%* of 21 deals');
  });

  test('a delegate reads it for the absent manager, until the manager is back', async () => {
    const away = {
      manager_id: people.manager,
      delegate_id: people.otherManager,
      from_date: '2026-03-02',
      to_date: '2026-03-09',
    };
    await world.owner('delegation').insert(away);
    expect(await said(request(people.otherManager))).toContain('For Mia Example, who is away.');
    const after = new Date('2026-03-09T14:00:00Z');
    expect(await said(request(people.otherManager, sent), after)).toContain('Moved');
  });

  test('does not go out once everything is decided, but shows the decision where it is already', async () => {
    await world
      .owner('rep_coaching_log')
      .where({ coaching_id: ids.coachingId })
      .update({
        approval_status: 'approved',
        approved_by: people.manager,
        decided_at: new Date('2026-03-02T15:00:00Z'),
        version: 2,
      });
    expect(await render(request(people.manager))).toEqual({
      outcome: 'withhold',
      reason: 'Nothing is left to decide.',
    });
    const text = await said(request(people.manager, sent));
    expect(text).toContain(
      '*Approved* by Mia Example, 2 Mar 2026, 10:00. Goes to Rae Example with the digest of 1 Apr 2026.',
    );
    expect(text).toContain('Undo');
  });

  test('tells who resolved the escalation meanwhile, and which check was the last', async () => {
    await world.owner('pattern_episode').update({ clock: 1, escalated_on: '2026-03-16' });
    const weeks = ['2026-03-09', '2026-03-16'].map((as_of) => ({ as_of, flagged: true, value: '0.4', clock: 1 }));
    await world.owner('pattern_week').insert(weeks.map((week) => ({ ...week, episode_id: ids.episodeId })));
    await world.owner('escalation').insert({
      rule: 'E2',
      rep_id: people.rep,
      role: 'AE',
      as_of: '2026-03-16',
      with_since: new Date('2026-03-16T11:00:00Z'),
      slm_id: people.slm,
      episode_id: ids.episodeId,
      coaching_id: ids.coachingId,
      dedup_key: `E2:${ids.episodeId}`,
      outcome: 'plan_agreed',
      resolution_note: 'Two joint calls.',
      resolved_by: people.slm,
      resolved_at: new Date('2026-03-20T15:00:00Z'),
    });
    const text = await said(request(people.manager, sent));
    expect(text).toContain('better in the check of 16 Mar 2026');
    expect(text).toContain('Sol Example resolved the escalation, 20 Mar 2026, 11:00: a plan is agreed.');
  });

  test('tells when the rep has read the digest and done the action', async () => {
    const at = new Date('2026-04-01T18:30:00Z');
    await world.owner('rep_coaching_log').update({
      approval_status: 'approved',
      approved_by: people.manager,
      decided_at: new Date('2026-03-02T15:00:00Z'),
      surfaced_at: at,
      done_at: at,
    });
    const [digest] = await world
      .owner('digest')
      .insert({
        rep_id: people.rep,
        role: 'AE',
        period_month: '2026-03-01',
        run_start: at,
        content: '{}',
        acknowledged_at: at,
      })
      .returning<{ digest_id: string }[]>('digest_id');
    await world.owner('digest_action').insert({ coaching_id: ids.coachingId, digest_id: digest?.digest_id });
    expect(await said(request(people.manager, sent))).toContain(
      'Read by Rae Example, 1 Apr 2026, 14:30. Done by Rae Example, 1 Apr 2026, 14:30.',
    );
  });

  test('never shows an item of another rep, whatever the delivery names', async () => {
    const other = await givePendingItem(world.owner, { repId: 'pam', on: monday });
    expect(await render(request(people.manager, { subjects: [`coaching:${other.coachingId}`] }))).toMatchObject({
      outcome: 'withhold',
    });
  });
});

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

  test('shows the manager what the rows say now, the latest lost deals among it', async () => {
    const text = await said(request(people.manager));
    expect(text).toContain('Rae Example (AE): 1 new pattern');
    expect(text).toContain('*38.1%* of 21 deals, peers 55.0%');
    expect(text).toMatch(
      /Latest lost here:\* Account rae-2026-02-23-2 \(25 Feb 2026\), Account rae-2026-02-23-1 \(24 Feb 2026\)/,
    );
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

  test('never shows an item of another rep, whatever the delivery names', async () => {
    const other = await givePendingItem(world.owner, { repId: 'pam', on: monday });
    expect(await render(request(people.manager, { subjects: [`coaching:${other.coachingId}`] }))).toMatchObject({
      outcome: 'withhold',
    });
  });
});

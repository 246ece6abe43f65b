import { describe, expect, test } from 'vitest';
import { giveEscalationOf } from '../../support/coaching-rows.ts';
import { people } from '../../support/small-organisation.ts';
import { delivery, sent, useRendering } from './rendering-world.ts';

const { world, ids, render, said } = useRendering();

describe('the reminder of what waits', () => {
  const reminder = (recipientId: string, change = {}) =>
    delivery({ kind: 'review_reminder', recipientId, reference: { digest_on: '2026-04-01' }, ...change });

  test('counts what waits for its reader, without a name in the notification', async () => {
    const text = await said(reminder(people.manager));
    expect(text).toContain('1 suggestion waits for your decision before the next digests.');
    expect(text).toContain('before the digests of 1 Apr 2026');
    expect(text).toContain('• Rae Example: 1');
    expect(text).toContain('Open the queue');
    expect(text.split('\n')[0]).not.toContain('Rae');
  });

  test('goes to nobody who has nothing to decide, and says so where it is already', async () => {
    for (const person of [people.rep, people.otherManager, people.slm]) {
      expect(await render(reminder(person))).toMatchObject({ outcome: 'withhold' });
    }
    await world.owner('pattern_episode').update({ state: 'resolved', closed_on: '2026-03-16' });
    const text = await said(reminder(people.manager, sent));
    expect(text).toContain('Nothing waits for your decision any more.');
    expect(text).not.toContain('Rae');
  });
});

describe('the reminder of an escalation', () => {
  async function reminder(recipientId: string, change = {}) {
    const [row] = await world.owner('escalation').pluck<string[]>('escalation_id');
    const escalationId = row ?? (await giveEscalationOf(world.owner, ids));
    return delivery({
      kind: 'escalation_reminder',
      recipientId,
      reference: { escalation_id: escalationId },
      ...change,
    });
  }

  test('asks the second-line manager, and nobody else, to take it on', async () => {
    expect(await said(await reminder(people.slm))).toContain('I own this');
    for (const person of [people.manager, people.rep, people.admin]) {
      expect(await render(await reminder(person))).toMatchObject({ outcome: 'withhold' });
    }
  });

  test('does not go out once it is owned, and names the owner where it is already', async () => {
    const one = await reminder(people.slm);
    await world.owner('escalation').update({ owned_by: people.slm });
    expect(await render(one)).toMatchObject({ outcome: 'withhold' });
    const text = await said({ ...one, ...sent });
    expect(text).toContain('Owned by Sol Example since.');
    expect(text).not.toContain('I own this');
  });
});

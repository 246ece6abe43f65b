import { describe, expect, it } from 'vitest';
import type { DeliveryKind } from '../../src/delivery/delivery-kind.ts';
import { type DeliveryIntent, enqueue } from '../../src/delivery/outbox.ts';
import { askingIn, leave } from './audit-asking.ts';
import { hours, monday, useAudit } from './audit-bench.ts';

const { database, look, alerts, giveEscalation, begin } = useAudit();
const { giveItem, ask, changeLine, asked, roots } = askingIn(database);

describe('whether somebody was asked', () => {
  const tell = (kind: DeliveryKind, own: Partial<DeliveryIntent>) =>
    enqueue(database.db, {
      key: `told:${kind}`,
      kind,
      recipientId: 'man',
      reference: { rep_id: 'rep' },
      now: monday,
      ...own,
    });
  const isAskedNow = async () => {
    const missing = (await look(hours(1))).filter(({ topic }) => topic === 'recommendation_unasked');
    expect(missing).toEqual([]);
    return (
      (await database.db('delivery').where({ kind: 'review_request' }).whereLike('delivery_key', 'review:audit%'))
        .length > 0
    );
  };

  it.each(['daily_flag', 'weak_calls'] as const)('a %s with its buttons is asking', async (kind) => {
    const { coachingId } = await giveItem();
    await tell(kind, { subjects: [`coaching:${coachingId}`] });
    expect(await isAskedNow()).toBe(false);
  });

  it.each([
    ['E1', false],
    ['E4', false],
    ['E6', false],
    ['E2', true],
  ])('a notice of an escalation by %s has the buttons, or not', async (rule, isAsked) => {
    const { coachingId } = await giveItem();
    const escalation_id = await giveEscalation();
    await database.owner('escalation').update({ rule });
    await begin(escalation_id, 'slm');
    await tell('escalation_notice', { subjects: [`coaching:${coachingId}`], reference: { escalation_id } });
    expect(await isAskedNow()).toBe(isAsked);
  });

  it.each([
    ['the day before', 'review_request', -24, true],
    ['the same day, in a flag', 'daily_flag', 0, true],
    ['the same day, in a request', 'review_request', 0, false],
  ] as const)('about another item %s, is asking about the rest, or not', async (_, kind, after, isAsked) => {
    await giveItem();
    await tell(kind, { subjects: ['coaching:other'], now: hours(after) });
    expect(await isAskedNow()).toBe(isAsked);
  });

  it('is not the delegate of days gone by, nor somebody instead of who leaves one day', async () => {
    const { coachingId } = await giveItem();
    await ask('man', coachingId);
    await database
      .owner('delegation')
      .insert({ ...leave, from_date: '2026-05-25', to_date: '2026-06-01', delegate_id: 'new' });
    await database
      .owner('person')
      .where({ person_id: 'man' })
      .update({ deactivated_at: hours(48) });
    expect(await look(hours(1))).toEqual([]);
    expect(await asked()).toEqual(['man']);
  });

  it('is the second-line manager of a rep who is named as their own manager', async () => {
    await giveItem();
    await changeLine({ manager_id: 'rep' });
    await look(hours(1));
    expect(await asked()).toEqual(['slm']);
  });
});

describe('what stands with a Slack account that its reader does not have any more', () => {
  /** It is in Slack, with the account that everybody has at the beginning. */
  const show = async () => {
    await database
      .owner('delivery')
      .update({ state: 'sent', message_ts: '1.1', channel_id: database.owner.raw(`'D' || recipient_id`) });
    await database.owner.raw(
      `insert into slack_dm select 'U' || recipient_id, 'D' || recipient_id from delivery on conflict do nothing`,
    );
  };
  const changeAccount = (person_id: string) =>
    database
      .owner('person')
      .where({ person_id })
      .update({ slack_user_id: `U${person_id}2` });

  it('is a pending item: its decider is asked anew, once', async () => {
    const { coachingId } = await giveItem();
    await ask('man', coachingId);
    await show();
    await changeAccount('slm');
    expect(await look(hours(1))).toEqual([]);
    expect(await asked()).toEqual(['man']);
    await changeAccount('man');
    expect(await look(hours(1))).toEqual([]);
    expect(await asked()).toEqual(['man', 'man']);
    await look(hours(2));
    expect(await asked()).toEqual(['man', 'man']);
    expect(await alerts()).toEqual([]);
  });

  it('is an open escalation: its thread begins anew, once', async () => {
    const escalationId = await giveEscalation();
    await begin(escalationId, 'slm');
    await show();
    await changeAccount('man');
    await look(hours(1));
    expect(await roots()).toEqual(['slm']);
    await changeAccount('slm');
    expect(await look(hours(1))).toEqual([]);
    expect(await roots()).toEqual(['slm', 'slm']);
    expect(await database.db('delivery').where({ kind: 'escalation', state: 'pending' })).toMatchObject([
      { delivery_key: `escalation:${escalationId}:slm` },
    ]);
    await look(hours(2));
    expect(await roots()).toEqual(['slm', 'slm']);
  });
});

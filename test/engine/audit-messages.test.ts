import { describe, expect, it } from 'vitest';
import { type DeliveryIntent, enqueue } from '../../src/delivery/outbox.ts';
import { givePendingItem } from '../support/coaching-rows.ts';
import { hours, monday, useAudit } from './audit-bench.ts';

const { database, look, alerts, giveEscalation } = useAudit();

describe('a parked message', () => {
  const park = async (reason: string, own: Partial<DeliveryIntent>) => {
    const intent = {
      key: 'd',
      kind: 'review_request',
      recipientId: 'man',
      reference: {},
      now: monday,
      ...own,
    } as const;
    await enqueue(database.db, intent);
    await database.owner('delivery').update({ state: 'parked', reason, parked_at: database.owner.fn.now() });
  };
  const about = async () =>
    (await look(hours(1))).filter(({ topic }) => topic === 'delivery_parked').map(({ repId }) => repId);

  it('is about the rep whom it names, by itself or by what it shows; else about its reader', async () => {
    const escalation_id = await giveEscalation();
    const { episodeId: episode_id } = await givePendingItem(database.owner, { repId: 'rep', on: '2026-06-01' });
    const month = { rep_id: 'rep', role: 'AE', period_month: '2026-05-01', run_start: monday, content: '{}' };
    const [digest] = await database.owner('digest').insert(month).returning<{ digest_id: string }[]>('digest_id');
    const references = [{ rep_id: 'rep' }, { escalation_id }, { episode_id }, { digest_id: digest?.digest_id ?? '' }];
    for (const reference of references) {
      await database.owner('delivery').del();
      await park('is_archived', { reference });
      expect(await about(), JSON.stringify(reference)).toContain('rep');
    }
    await database.owner('delivery').del();
    await park('is_archived', {});
    expect(await about()).toContain('man');
  });

  it.each(['is_archived', 'no_slack_user'])(
    'to an admin about something is no matter of its own (%s)',
    async (reason) => {
      await park(reason, { kind: 'admin_alert', recipientId: 'ada', reference: { topic: 'no_manager' } });
      await database.owner('person').where({ person_id: 'ada' }).update({ slack_user_id: null });
      expect(await look(hours(1))).toEqual([]);
    },
  );
});

it('a message to somebody without a Slack account is not tried again for nothing, however long it waits', async () => {
  await enqueue(database.db, { key: 'd', kind: 'review_request', recipientId: 'man', reference: {}, now: monday });
  const parked = { state: 'parked', reason: 'no_slack_user', parked_at: '2026-01-01' };
  await database.owner('delivery').update(parked);
  await database.owner('person').where({ person_id: 'man' }).update({ slack_user_id: null });
  await look(hours(1));
  expect(await database.db('delivery').where({ delivery_key: 'd' }).first()).toMatchObject({ state: 'parked' });
});

describe('messages of ours that no row has', () => {
  const see = (channel_id: string, message_ts: string) =>
    database
      .owner('unknown_message')
      .insert({ channel_id, message_ts, message_uuid: database.owner.raw('gen_random_uuid()') });

  /** What the admins were told of, each with whom, whichever message it stood in. */
  const alerted = async () => {
    const rows = await database.db('delivery').where({ kind: 'admin_alert' });
    return rows
      .flatMap(({ subjects, recipient_id }) => subjects.map((mark: string) => `${mark}:${recipient_id}`))
      .sort();
  };

  it('are told by conversation and count, once; more of them once more; of their own an admin hears nothing', async () => {
    await database.owner('slack_dm').insert([
      { slack_user_id: 'Uman', channel_id: 'Dman' },
      { slack_user_id: 'Uada', channel_id: 'Dada' },
    ]);
    await see('Dman', '1.1');
    await see('Dman', '2.1');
    await see('Dada', '1.1');
    await see('Dgone', '1.1');
    expect(await look(hours(1))).toEqual([
      { topic: 'message_unknown', subjectId: 'Dada:1:1.1', repId: 'ada' },
      { topic: 'message_unknown', subjectId: 'Dgone:1:1.1', repId: null },
      { topic: 'message_unknown', subjectId: 'Dman:2:2.1', repId: 'man' },
    ]);
    const told = ['Dada:1:1.1:rep', 'Dgone:1:1.1:ada', 'Dgone:1:1.1:rep', 'Dman:2:2.1:ada', 'Dman:2:2.1:rep'];
    const marks = (subjects: string[]) => subjects.map((subject) => `admin-alert:message_unknown:${subject}`);
    expect(await alerted()).toEqual(marks(told));
    await see('Dman', '3.1');
    await look(hours(2));
    expect(await alerted()).toEqual(marks([...told, 'Dman:3:3.1:ada', 'Dman:3:3.1:rep']));
  });

  it('are none any more once a row has them', async () => {
    await see('Dman', '1.1');
    const { message_uuid } = await database.owner('unknown_message').first('message_uuid');
    await enqueue(database.db, { key: 'd', kind: 'admin_alert', recipientId: 'man', reference: {}, now: monday });
    const sent = { state: 'sent', message_ts: '1.1', channel_id: 'Dman', message_uuid };
    await database.owner('delivery').update(sent);
    expect(await look(hours(1))).toEqual([]);
    for (const elsewhere of [{ message_ts: '0.1' }, { channel_id: 'Dother' }]) {
      await database
        .owner('delivery')
        .where({ delivery_key: 'd' })
        .update({ ...sent, ...elsewhere });
      expect(await look(hours(1))).toMatchObject([{ topic: 'message_unknown' }]);
    }
    const lookedUp = { state: 'ambiguous', message_ts: null, channel_id: 'Dman' };
    await database.owner('delivery').where({ delivery_key: 'd' }).update(lookedUp);
    expect(await look(hours(1))).toEqual([]);
  });
});

describe('a message that Slack refused', () => {
  it('is told once, and tried again by the auditor in the end', async () => {
    await enqueue(database.db, { key: 'd', kind: 'review_request', recipientId: 'man', reference: {}, now: monday });
    const parked = { state: 'parked', reason: 'messages_tab_disabled' };
    await database.owner('delivery').update({ ...parked, parked_at: database.owner.fn.now() });
    expect(await look(hours(1))).toMatchObject([{ topic: 'delivery_parked' }]);
    const told = await alerts();
    await database.owner('delivery').where({ delivery_key: 'd' }).update({ parked_at: '2026-01-01' });
    expect(await look(hours(1))).toEqual([]);
    expect(await database.db('delivery').where({ delivery_key: 'd' }).first()).toMatchObject({ state: 'pending' });
    expect(await alerts()).toEqual(told);
  });
});

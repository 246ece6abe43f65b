import { expect, it } from 'vitest';
import { enqueue, releaseParked } from '../../src/delivery/outbox.ts';
import { hours, monday, useAudit } from './audit-bench.ts';

const { database, look, alerts } = useAudit();

/** A message to the manager waits since the day, because they are not known in Slack. */
async function park(key: string, since: Date): Promise<void> {
  await enqueue(database.db, { key, kind: 'review_request', recipientId: 'man', reference: {}, now: since });
  const parked = { state: 'parked', reason: 'no_slack_user', parked_at: since };
  await database.owner('delivery').where({ delivery_key: key }).update(parked);
  await giveAccount(null);
}
const giveAccount = (slack_user_id: string | null) =>
  database.owner('person').where({ person_id: 'man' }).update({ slack_user_id });
/** To both admins. */
const told = (since: string) => ['ada', 'rep'].map((admin) => `admin-alert:no_slack_user:man:${since}:${admin}`);

it('tells of people who are not known in Slack, and lets their messages go once they are', async () => {
  await park('d', monday);
  expect(await look(hours(1))).toEqual([{ topic: 'no_slack_user', subjectId: 'man:2026-06-01', repId: 'man' }]);
  await giveAccount('U9');
  expect(await look(hours(1))).toEqual([]);
  expect(await database.db('delivery').where({ delivery_key: 'd' }).first()).toMatchObject({ state: 'pending' });
});

it('tells of all whom it comes upon at once in one message, and later only of who is new', async () => {
  const parkFor = (recipientId: string) =>
    park(`to ${recipientId}`, monday).then(() =>
      database
        .owner('delivery')
        .where({ delivery_key: `to ${recipientId}` })
        .update({ recipient_id: recipientId }),
    );
  await database.owner('person').whereIn('person_id', ['slm', 'new']).update({ slack_user_id: null });
  await parkFor('man');
  await parkFor('slm');
  await Promise.all([look(hours(1)), look(hours(1))]);
  const together = await database.db('delivery').where({ kind: 'admin_alert' }).orderBy('recipient_id');
  expect(together.map(({ recipient_id, reference }) => [recipient_id, JSON.parse(reference.things).length])).toEqual([
    ['ada', 2],
    ['rep', 2],
  ]);
  await parkFor('new');
  await look(hours(2));
  expect((await alerts()).slice(2)).toEqual(['ada', 'rep'].map((a) => `admin-alert:no_slack_user:new:2026-06-01:${a}`));
});

it('tells of them once, however many messages wait, and again when it was mended and has come back', async () => {
  await park('one', monday);
  await look(hours(1));
  await park('two', hours(24));
  await look(hours(25));
  expect(await alerts()).toEqual(told('2026-06-01'));
  await giveAccount('U9');
  await database.db.transaction((trx) => releaseParked(trx, 'man'));
  await park('two', hours(72));
  await look(hours(73));
  expect(await alerts()).toEqual([...told('2026-06-01'), ...told('2026-06-04')]);
});

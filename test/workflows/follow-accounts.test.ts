import { beforeEach, describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { followAccounts } from '../../src/workflows/follow-accounts.ts';
import { giveEscalationOf, givePendingItem } from '../support/coaching-rows.ts';
import { useDatabase } from '../support/database.ts';
import { giveSent } from '../support/sent-message.ts';
import { loadPeople, orgTz, people, slackIdOf } from '../support/small-organisation.ts';

const database = useDatabase();
const now = new Date('2026-03-17T14:00:00Z');
const follow = () => followAccounts(database.db, { orgTz, now, catalog: builtInCatalog });
const changeAccount = (personId: string) =>
  database
    .owner('person')
    .where({ person_id: personId })
    .update({ slack_user_id: slackIdOf(`${personId}2`) });
const writtenTo = (personId: string) =>
  database.owner('delivery').where({ recipient_id: personId, state: 'pending' }).orderBy('seq').pluck('kind');
let escalationId: string;

/** An item and an escalation of the rep, told of in the conversations that everybody has at the beginning. */
beforeEach(async () => {
  await database.owner.raw(
    `truncate person, rep_activity, territory_definitions, pattern_episode, rep_coaching_log, escalation, delivery,
       slack_dm, audit_event cascade`,
  );
  await loadPeople(database.owner, '2025-01-06');
  const item = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-16' });
  escalationId = await giveEscalationOf(database.owner, item);
  const subjects = [`coaching:${item.coachingId}`];
  const place = (personId: string) => ({ channel: `D${personId}`, ts: '1.1' });
  for (const id of [people.manager, people.slm])
    await database.owner('slack_dm').insert({ slack_user_id: slackIdOf(id), channel_id: `D${id}` });
  const request = { key: 'request', kind: 'review_request', to: people.manager } as const;
  await giveSent(database.owner, { ...request, subjects, place: place(people.manager), at: now });
  const root = { key: `escalation:${escalationId}:${people.slm}`, kind: 'escalation', to: people.slm } as const;
  const reference = { escalation_id: escalationId };
  await giveSent(database.owner, { ...root, reference, subjects, place: place(people.slm), at: now });
  await follow();
});

describe('following a changed Slack account', () => {
  it('writes nothing while everybody has the one they had', async () => {
    await follow();
    expect(await database.owner('delivery').where({ state: 'pending' })).toEqual([]);
  });

  it('asks a manager anew, once, and nobody else; the trail says so without naming the account', async () => {
    await changeAccount(people.manager);
    await follow();
    await follow();
    expect(await writtenTo(people.manager)).toEqual(['review_request', 'escalation_notice']);
    expect(await database.owner('delivery').where({ state: 'pending' })).toHaveLength(2);
    const trail = await database.owner('audit_event').where({ action: 'person.account_followed' });
    expect(trail).toMatchObject([{ subject_id: people.manager, rep_id: null, detail: {} }]);
  });

  it('gives a second-line manager the escalation, and nothing to decide', async () => {
    await changeAccount(people.slm);
    await follow();
    expect(await writtenTo(people.slm)).toEqual(['escalation', 'escalation_history']);
  });

  it('does not begin the thread of a resolved escalation anew', async () => {
    const resolution = { outcome: 'other', resolution_note: 'Done.', resolved_by: people.slm, resolved_at: now };
    await database.owner('escalation').update(resolution);
    await changeAccount(people.slm);
    await follow();
    expect(await writtenTo(people.slm)).toEqual([]);
  });

  it('lets go what Slack refused to the account before', async () => {
    await giveSent(database.owner, { key: 'roll-up', kind: 'manager_rollup', to: people.manager, at: now });
    const parked = { state: 'parked', reason: 'user_disabled', message_ts: null, parked_at: now };
    await database.owner('delivery').where({ delivery_key: 'roll-up' }).update(parked);
    await follow();
    expect(await writtenTo(people.manager)).toEqual([]);
    await changeAccount(people.manager);
    await follow();
    expect(await writtenTo(people.manager)).toContain('manager_rollup');
  });

  it('waits for an account where there is none for a while', async () => {
    await database.owner('person').where({ person_id: people.slm }).update({ slack_user_id: null });
    await follow();
    expect(await writtenTo(people.slm)).toEqual([]);
    await changeAccount(people.slm);
    await follow();
    expect(await writtenTo(people.slm)).toEqual(['escalation', 'escalation_history']);
  });
});

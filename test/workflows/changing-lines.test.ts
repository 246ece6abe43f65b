import { describe, expect, it } from 'vitest';
import { admins } from '../../src/db/reads/admins.ts';
import { openEscalations } from '../../src/db/reads/open-escalations.ts';
import { waitingItems } from '../../src/db/reads/waiting-items.ts';
import { ownEscalation } from '../../src/workflows/own-escalation.ts';
import { recordReply } from '../../src/workflows/record-reply.ts';
import { resolveEscalation } from '../../src/workflows/resolve-escalation.ts';
import { orgTz, people } from '../support/small-organisation.ts';
import { noonOf, useLineWeeks } from './line-weeks.ts';

const weeks = ['2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23', '2026-03-30', '2026-04-06'] as const;
const third = weeks[2];
const { database, engine, run, follow, sendAll, messagesTo, changeLine } = useLineWeeks(weeks);
/** A new second-line manager: the admin of the small organisation will do. */
const successor = people.admin;

describe('an escalation when the second-line manager changes', () => {
  it('is told to the admins each time that it is nobody’s', async () => {
    await changeLine(third, { slm_id: null });
    await run(0, 3);
    const told = async () => (await messagesTo(people.admin)).length;
    expect(await told()).toBe(1);
    await changeLine('2026-03-18', { slm_id: people.slm });
    await follow('2026-03-18');
    expect(await told()).toBe(1);
    await changeLine('2026-03-20', { slm_id: null });
    await follow('2026-03-20');
    await follow('2026-03-21');
    expect(await told()).toBe(2);
  });

  it('goes to the new one with its history, and later news too', async () => {
    await run(0, 3);
    await sendAll();
    await changeLine(weeks[3], { slm_id: successor });
    await run(3, 4);
    expect(await messagesTo(successor)).toEqual(['escalation', 'escalation_history']);
    expect(await database.owner('escalation').select('slm_id', 'as_of', 'with_since')).toEqual([
      { slm_id: successor, as_of: third, with_since: noonOf(weeks[3]) },
    ]);
    await run(4, 6);
    expect(await messagesTo(successor)).toEqual(['escalation', 'escalation_history', 'escalation_followup']);
    expect(await database.owner('escalation')).toHaveLength(1);
  });

  it('is redrawn with the old one, who may do nothing in it any more', async () => {
    await run(0, 3);
    await sendAll();
    const wanted = database.owner('delivery').where({ kind: 'escalation', recipient_id: people.slm });
    const [before] = await wanted.clone().pluck('wanted_version');
    await changeLine(weeks[3], { slm_id: successor });
    await follow(weeks[3]);
    const [after] = await wanted.clone().pluck('wanted_version');
    expect(after).toBeGreaterThan(before);
    await follow(weeks[3]);
    expect(await wanted.clone().pluck('wanted_version')).toEqual([after]);
    const [escalationId] = await database.owner('escalation').pluck<string[]>('escalation_id');
    const request = { escalationId: String(escalationId), now: noonOf(weeks[3]) };
    expect(await ownEscalation(database.db, orgTz, { ...request, actorId: people.slm })).toMatchObject({
      refusal: 'not_found',
    });
    expect(await ownEscalation(database.db, orgTz, { ...request, actorId: successor })).toEqual({ outcome: 'done' });
  });

  it('that a late run raises goes by the line of the day on which it is made', async () => {
    await run(0, 2);
    await changeLine('2026-03-17', { manager_id: people.otherManager, slm_id: successor });
    await engine().run({ job: 'weekly', localPeriod: third, now: noonOf('2026-03-17') });
    expect(await messagesTo(successor)).toEqual(['escalation', 'escalation_history']);
    expect(await messagesTo(people.otherManager)).toContain('escalation_notice');
  });

  it('comes back to the first one as a message that is drawn anew', async () => {
    await run(0, 3);
    await database.owner('delivery').where({ kind: 'escalation' }).update({ state: 'withheld', reason: 'not theirs' });
    await changeLine(weeks[3], { slm_id: successor });
    await follow(weeks[3]);
    await changeLine(weeks[4], { slm_id: people.slm });
    await follow(weeks[4]);
    const root = database.owner('delivery').where({ kind: 'escalation', recipient_id: people.slm });
    expect(await root.pluck('state')).toEqual(['pending']);
    expect(await messagesTo(people.slm)).not.toContain('escalation_followup');
  });

  it('comes back to the first one, who has its thread, with a word in it: a message drawn anew tells nobody', async () => {
    await run(0, 3);
    await sendAll();
    await changeLine(weeks[3], { slm_id: successor });
    await follow(weeks[3]);
    await sendAll();
    await changeLine(weeks[4], { slm_id: people.slm });
    await follow(weeks[4]);
    await follow(weeks[4]);
    const news = await database.owner('delivery').where({ kind: 'escalation_followup' }).select();
    expect(news).toHaveLength(1);
    const [root] = await database.owner('delivery').where({ kind: 'escalation', recipient_id: people.slm }).select();
    expect(news[0]).toMatchObject({
      recipient_id: people.slm,
      thread_key: root.delivery_key,
      reference: { what: 'returned', as_of: weeks[4] },
    });
    await changeLine('2026-04-01', { slm_id: successor });
    await follow('2026-04-01');
    const again = await database
      .owner('delivery')
      .where({ kind: 'escalation_followup' })
      .orderBy('seq', 'desc')
      .first();
    expect(again).toMatchObject({ recipient_id: successor, reference: { what: 'returned', as_of: '2026-04-01' } });
  });
});

describe('an escalation with nobody to go to', () => {
  it('is told to the admins, and goes out as soon as there is somebody', async () => {
    await database.owner('reporting_line').where({ rep_id: people.rep }).update({ slm_id: null });
    await run(0, 3);
    expect(await messagesTo(people.admin)).toEqual(['admin_alert']);
    await database.owner('reporting_line').where({ rep_id: people.rep }).update({ slm_id: people.slm });
    await follow(weeks[3]);
    expect(await messagesTo(people.slm)).toEqual(['escalation', 'escalation_history']);
  });

  it.each(['slm', 'manager and SLM'] as const)('is told to the admins when the %s has left', async (who) => {
    const leavers = who === 'slm' ? [people.slm] : [people.manager, people.slm];
    await database
      .owner('person')
      .whereIn('person_id', leavers)
      .update({ deactivated_at: noonOf('2026-03-10') });
    await run(0, 3);
    expect(await messagesTo(people.slm)).toEqual([]);
    expect(await messagesTo(people.admin)).toContain('admin_alert');
  });
});

describe('the open escalation of a rep who has left', () => {
  it('stays with its second-line manager, who can own, answer and resolve it', async () => {
    await run(0, 3);
    await sendAll();
    await database.owner('reporting_line').where({ rep_id: people.rep }).update({ effective_to: '2026-03-18' });
    const root = await database.owner('delivery').where({ kind: 'escalation' }).first('message_ts');
    const [escalationId] = await database.owner('escalation').pluck<string[]>('escalation_id');
    const asked = { escalationId: String(escalationId), actorId: people.slm, now: noonOf('2026-03-19') };
    await follow('2026-03-19');
    expect(await ownEscalation(database.db, orgTz, asked)).toEqual({ outcome: 'done' });
    const reply = {
      authorId: people.slm,
      channelId: 'D1',
      threadTs: root.message_ts,
      ts: '99.1',
      text: 'Thank you all.',
    };
    expect(await recordReply(database.db, orgTz, { ...reply, now: asked.now })).toBe('stored');
    const listed = await openEscalations(database.db, people.slm, { orgTz, now: asked.now });
    expect(listed.map((one) => one.escalationId)).toEqual([escalationId]);
    const resolution = { ...asked, outcome: 'left' as const, note: 'Rae has left the company.' };
    expect(await resolveEscalation(database.db, orgTz, resolution)).toEqual({ outcome: 'done' });
    expect(await ownEscalation(database.db, orgTz, { ...asked, actorId: people.manager })).toMatchObject({
      refusal: 'not_found',
    });
  });
});

describe('people with a last day', () => {
  it('count until it has come', async () => {
    await database
      .owner('person')
      .where({ person_id: people.admin })
      .update({ deactivated_at: '2026-06-30T00:00:00Z' });
    expect(await admins(database.db, noonOf('2026-04-01'))).toEqual([people.admin]);
    expect(await admins(database.db, noonOf('2026-07-01'))).toEqual([]);
  });

  it('leave their queue to the SLM once it has', async () => {
    await run(0, 1);
    await database
      .owner('person')
      .where({ person_id: people.manager })
      .update({ deactivated_at: noonOf(weeks[1]) });
    const waiting = async (personId: string, date: string) =>
      (await waitingItems(database.db, personId, { orgTz, now: noonOf(date) }, { limit: 9, offset: 0 })).total;
    expect([await waiting(people.slm, weeks[0]), await waiting(people.slm, weeks[1])]).toEqual([0, 1]);
  });
});

describe('delegations', () => {
  it('of one manager may not overlap', async () => {
    const add = (from_date: string, to_date: string) =>
      database.owner('delegation').insert({
        manager_id: people.manager,
        delegate_id: people.otherManager,
        from_date,
        to_date,
      });
    await add('2026-03-10', '2026-03-20');
    await expect(add('2026-03-19', '2026-03-25')).rejects.toThrow('overlaps');
    await add('2026-03-20', '2026-03-25');
  });
});

import { describe, expect, it } from 'vitest';
import { countRepairs } from '../../src/db/stores/repairs.ts';
import { enqueue } from '../../src/delivery/outbox.ts';
import { givePendingItem } from '../support/coaching-rows.ts';
import { askingIn, leave } from './audit-asking.ts';
import { hours, monday, useAudit } from './audit-bench.ts';

const { database, look, alerts, giveEscalation, begin } = useAudit();
const { giveItem, ask, changeLine, asked, roots } = askingIn(database);

describe('a pending item that an earlier manager has', () => {
  it('is given to today’s manager, once, and nobody else hears of it', async () => {
    const { coachingId } = await giveItem();
    await ask('man', coachingId);
    expect(await look(hours(1))).toEqual([]);
    expect(await asked()).toEqual(['man']);
    await changeLine({ manager_id: 'new' });
    expect(await look(hours(2))).toEqual([]);
    expect(await asked()).toEqual(['man', 'new']);
    expect(await look(hours(3))).toEqual([]);
    expect(await asked()).toEqual(['man', 'new']);
    expect(await alerts()).toEqual([]);
    expect(await countRepairs(database.db, { now: hours(3), exceptAbout: null })).toEqual({
      forgotten: 0,
      followed: 1,
    });
  });

  it('is given to today’s manager who was only told of week two', async () => {
    const { coachingId } = await giveItem();
    await ask('man', coachingId);
    await ask('new', coachingId, 'week_two_notice');
    await changeLine({ manager_id: 'new' });
    await look(hours(1));
    expect(await asked()).toEqual(['man', 'new']);
  });

  it('is told to the admins where today’s manager cannot be asked again', async () => {
    const { coachingId } = await giveItem();
    await ask('man', coachingId);
    await changeLine({ manager_id: 'new' });
    await look(hours(1));
    await database
      .owner('delivery')
      .where({ recipient_id: 'new' })
      .update({ state: 'withheld', reason: 'The recipient does not answer for the rep any more.' });
    const subjectId = `${coachingId}:new`;
    expect(await look(hours(2))).toEqual([{ topic: 'recommendation_unasked', subjectId, repId: 'rep' }]);
    expect(await alerts()).toEqual([`admin-alert:recommendation_unasked:${subjectId}:ada`]);
  });

  it.each([
    ['the delegate', 'new', () => database.owner('delegation').insert({ ...leave, delegate_id: 'new' })],
    [
      'the second-line manager',
      'slm',
      () => {
        const { manager_id: rep_id, ...dates } = leave;
        return database.owner('rep_absence').insert({ rep_id, ...dates, kind: 'leave' });
      },
    ],
    [
      'the second-line manager, of a manager who has gone',
      'slm',
      () => database.owner('person').where({ person_id: 'man' }).update({ deactivated_at: monday }),
    ],
  ])('is given to %s who stands in', async (_, standIn, away) => {
    const { coachingId } = await giveItem();
    await ask('man', coachingId);
    await away();
    expect(await look(hours(1))).toEqual([]);
    expect(await asked()).toEqual(['man', standIn]);
  });

  it('is given to the second-line manager while the delegate is absent, and to the delegate afterwards', async () => {
    const { coachingId } = await giveItem();
    await ask('man', coachingId);
    await database.owner('delegation').insert({ ...leave, delegate_id: 'new' });
    const away = { from_date: '2026-06-01', to_date: '2026-06-02', kind: 'leave' };
    await database.owner('rep_absence').insert({ rep_id: 'new', ...away });
    expect(await look(hours(1))).toEqual([]);
    expect(await asked()).toEqual(['man', 'slm']);
    expect(await look(hours(25))).toEqual([]);
    expect(await asked()).toEqual(['man', 'new', 'slm']);
  });

  it('is given to the delegate, absent or not, where nobody else can stand in', async () => {
    const { coachingId } = await giveItem();
    await ask('man', coachingId);
    await database.owner('delegation').insert({ ...leave, delegate_id: 'new' });
    await database
      .owner('rep_absence')
      .insert({ rep_id: 'new', from_date: '2026-06-01', to_date: '2026-06-02', kind: 'leave' });
    await changeLine({ slm_id: null });
    expect(await look(hours(1))).toEqual([]);
    expect(await asked()).toEqual(['man', 'new']);
  });

  it('is not given to the rep who would stand in for their own manager', async () => {
    const { coachingId } = await giveItem();
    await ask('man', coachingId);
    await database.owner('delegation').insert({ ...leave, delegate_id: 'rep' });
    expect(await look(hours(1))).toEqual([]);
    expect(await asked()).toEqual(['man', 'slm']);
  });

  it.each(['decided', 'over', 'of a rep who has left'])('stays where it is when it is %s', async (why) => {
    const { coachingId, episodeId } = await giveItem();
    await ask('man', coachingId);
    await changeLine({ manager_id: 'new' });
    const { owner } = database;
    if (why === 'decided')
      await owner('rep_coaching_log').update({ approval_status: 'approved', approved_by: 'man', decided_at: monday });
    else if (why === 'over')
      await owner('pattern_episode')
        .where({ episode_id: episodeId })
        .update({ state: 'resolved', closed_on: '2026-06-01' });
    else await owner('person').where({ person_id: 'rep' }).update({ deactivated_at: monday });
    expect(await look(hours(1))).toEqual([]);
    expect(await asked()).toEqual(['man']);
  });

  it('stays on the list that holds it back, with today’s manager too', async () => {
    const shown = await giveItem();
    const held = await givePendingItem(database.owner, { repId: 'rep', on: '2026-06-01', dimension: '3>4' });
    await ask('man', shown.coachingId);
    await changeLine({ manager_id: 'new' });
    await ask('new', shown.coachingId);
    expect(await look(hours(1))).toEqual([]);
    const holding = await database.db('delivery').whereRaw('subjects @> array[?]', [`coaching:${held.coachingId}`]);
    expect(holding).toEqual([]);
  });

  it('that the daily run found is given to today’s manager once somebody was asked, and waits for the list before', async () => {
    const { coachingId } = await giveItem();
    await database.owner('rep_coaching_log').update({ episode_id: null });
    expect(await look(hours(1))).toEqual([]);
    await enqueue(database.db, {
      key: 'flag',
      kind: 'daily_flag',
      recipientId: 'man',
      reference: { rep_id: 'rep' },
      subjects: [`coaching:${coachingId}`],
      now: monday,
    });
    expect(await look(hours(1))).toEqual([]);
    expect(await asked()).toEqual([]);
    await changeLine({ manager_id: 'new' });
    expect(await look(hours(1))).toEqual([]);
    expect(await asked()).toEqual(['new']);
  });
});

describe('an open escalation that an earlier second-line manager has', () => {
  it('is given to today’s, with its history, and told to nobody else', async () => {
    const escalationId = await giveEscalation();
    await begin(escalationId, 'slm');
    await database.owner('delivery').update({ state: 'sent', message_ts: '1.1' });
    await changeLine({ slm_id: 'new' });
    expect(await look(hours(1))).toEqual([]);
    expect(await roots()).toEqual(['new', 'slm']);
    expect(await database.db('escalation').pluck('slm_id')).toEqual(['new']);
    expect(await database.db('delivery').where({ kind: 'escalation_history' }).pluck('recipient_id')).toEqual(['new']);
    await look(hours(2));
    expect(await database.db('delivery').whereIn('kind', ['escalation', 'escalation_history'])).toHaveLength(3);
    expect(await countRepairs(database.db, { now: hours(3), exceptAbout: null })).toEqual({
      forgotten: 0,
      followed: 1,
    });
  });

  it.each([
    ['there is none', { slm_id: null }],
    ['there is none but the manager', { slm_id: 'man' }],
    ['there is none but the rep', { slm_id: 'rep' }],
    ['who there is has left', { slm_id: 'gone' }],
  ])('is told to the admins where %s', async (_, line) => {
    const escalationId = await giveEscalation();
    await begin(escalationId, 'slm');
    await database.owner('delivery').update({ state: 'sent', message_ts: '1.1' });
    const gone = { person_id: 'gone', full_name: 'Gone', email: 'gone@example.com', time_zone: 'UTC' };
    await database.owner('person').insert({ ...gone, deactivated_at: monday });
    await changeLine(line);
    await look(hours(1));
    expect(await database.db('escalation').pluck('slm_id')).toEqual([null]);
    expect(await look(hours(2))).toMatchObject([{ topic: 'no_slm', repId: 'rep' }]);
    expect(await alerts()).toEqual([expect.stringContaining(`no_slm:${escalationId}`)]);
  });

  it('stays where it is when it is resolved', async () => {
    const escalationId = await giveEscalation();
    await begin(escalationId, 'slm');
    const resolution = { outcome: 'other', resolution_note: 'Looked after.', resolved_by: 'slm', resolved_at: monday };
    await database.owner('escalation').update(resolution);
    await database.owner('delivery').update({ state: 'sent', message_ts: '1.1' });
    await changeLine({ slm_id: 'new' });
    expect(await look(hours(1))).toEqual([]);
    expect(await roots()).toEqual(['slm']);
  });

  it('counts as overlooked where nobody had got it', async () => {
    const escalationId = await giveEscalation();
    await begin(escalationId, 'slm');
    await database.owner('delivery').update({ state: 'withheld', reason: 'gone' });
    await changeLine({ slm_id: 'new' });
    expect(await look(hours(1))).toEqual([]);
    expect(await countRepairs(database.db, { now: hours(3), exceptAbout: null })).toEqual({
      forgotten: 1,
      followed: 0,
    });
  });

  it('stays where it is when the rep has left', async () => {
    const escalationId = await giveEscalation();
    await begin(escalationId, 'slm');
    await database.owner('delivery').update({ state: 'sent', message_ts: '1.1' });
    await database.owner('reporting_line').update({ effective_to: '2026-05-30', slm_id: 'new' });
    expect(await look(hours(1))).toEqual([]);
    expect(await roots()).toEqual(['slm']);
  });
});

import { describe, expect, it } from 'vitest';
import { runStatus } from '../../src/db/reads/run-status.ts';
import { sourceTables } from '../../src/db/source-contract/source-tables.ts';
import { countRepairs } from '../../src/db/stores/repairs.ts';
import { enqueue } from '../../src/delivery/outbox.ts';
import { health } from '../../src/engine/health.ts';
import type { JobHandlers } from '../../src/engine/job-context.ts';
import { givePendingItem } from '../support/coaching-rows.ts';
import { hours, monday, useAudit } from './audit-bench.ts';

const { database, look, alerts, giveEscalation, begin } = useAudit();
const running = { state: () => ({ kind: 'running' as const }) };
const repairs = () => countRepairs(database.db, { now: hours(24), exceptAbout: null });

describe('the auditor', () => {
  it('looks at the sources now and then, at what was known by then', async () => {
    const lead = (id: string, at: Date) => ({ lead_id: id, sdr_rep_id: 'rep', created_at: at, recorded_at: at });
    const latest = async () =>
      (await database.db('source_state').where({ source: 'leads' }).first('latest'))?.latest?.toISOString() ?? null;
    await look(monday);
    expect(await database.db('source_state').pluck('source')).toHaveLength(sourceTables.length);
    await database.owner('leads').insert([lead('a', hours(-1)), lead('b', hours(20))]);
    await look(hours(11));
    expect(await latest()).toBeNull();
    await look(hours(13));
    expect(await latest()).toBe(hours(-1).toISOString());
    await look(hours(26));
    expect(await latest()).toBe(hours(20).toISOString());
  });

  it('finds nothing where all is well', async () => {
    const { coachingId } = await givePendingItem(database.owner, { repId: 'rep', on: '2026-06-01' });
    await enqueue(database.db, {
      key: 'review',
      kind: 'review_request',
      recipientId: 'man',
      reference: {},
      subjects: [`coaching:${coachingId}`],
      now: monday,
    });
    expect(await look(hours(1))).toEqual([]);
    expect(await alerts()).toEqual([]);
  });

  it('tells every admin once of an escalation that has not gone, but not the rep it is about', async () => {
    const escalation_id = await giveEscalation();
    await begin(escalation_id, 'slm');
    expect(await look(new Date(monday.getTime() + 14 * 60_000))).toEqual([]);
    expect(await look(hours(1))).toMatchObject([{ topic: 'escalation_unsent', repId: 'rep' }]);
    await look(hours(2));
    const { delivery_id } = await database.db('delivery').where({ kind: 'escalation' }).first();
    expect(await alerts()).toEqual([`admin-alert:escalation_unsent:${delivery_id}:ada`]);
  });

  it.each(['pending', 'sending', 'ambiguous'])(
    'tells of a notice to the manager that is still %s, too',
    async (state) => {
      const escalation_id = await giveEscalation();
      await begin(escalation_id, 'slm');
      await database.owner('delivery').update({ state: 'sent', message_ts: '1.1' });
      await enqueue(database.db, {
        key: 'notice',
        kind: 'escalation_notice',
        recipientId: 'man',
        reference: { escalation_id },
        now: monday,
      });
      await database.owner('delivery').where({ delivery_key: 'notice' }).update({ state });
      expect(await look(hours(1))).toMatchObject([{ topic: 'escalation_unsent', repId: 'rep' }]);
    },
  );

  it('finds an open escalation that is nobody’s, and tells whoever is an admin by now', async () => {
    const escalationId = await giveEscalation();
    for (const table of ['reporting_line', 'escalation']) await database.owner(table).update({ slm_id: null });
    const subjectId = `${escalationId}:2026-06-01`;
    const nobodys = [{ topic: 'no_slm', subjectId, repId: 'rep' }];
    expect(await look(hours(1))).toEqual(nobodys);
    await database.owner('person').where({ person_id: 'man' }).update({ is_admin: true });
    expect(await look(hours(2))).toEqual(nobodys);
    const told = (subject: string) => ['ada', 'man'].map((admin) => `admin-alert:no_slm:${subject}:${admin}`);
    await database.owner.raw(`update person set deactivated_at = ? where person_id = 'rep'`, [hours(3)]);
    await look(hours(4));
    expect(await alerts()).toEqual([...told(subjectId), ...told(`${subjectId}:left`)]);
    const resolution = { outcome: 'other', resolution_note: 'Looked after.', resolved_by: 'man', resolved_at: monday };
    await database.owner('escalation').update(resolution);
    expect(await look(hours(3))).toEqual([]);
  });

  it('finds an escalation for which no message was ever written, writes it and counts it', async () => {
    await giveEscalation();
    expect(await look(hours(1))).toEqual([]);
    expect(await repairs()).toEqual({ forgotten: 1, followed: 0 });
    expect(await alerts()).toEqual([]);
    expect(await database.db('delivery').where({ recipient_id: 'slm' }).orderBy('seq').pluck('kind')).toEqual([
      'escalation',
      'escalation_history',
    ]);
    expect(await look(hours(1))).toEqual([]);
  });

  it('finds an open escalation whose message was withheld', async () => {
    const escalation_id = await giveEscalation();
    await begin(escalation_id, 'slm');
    const { delivery_id: subjectId } = await database.db('delivery').first('delivery_id');
    const root = () => database.owner('delivery').where({ kind: 'escalation' });
    await root().update({ state: 'withheld', reason: 'no_longer_theirs', message_ts: null });
    expect(await look(new Date(monday.getTime() + 14 * 60_000))).toEqual([]);
    expect(await look(hours(1))).toEqual([{ topic: 'escalation_unsent', subjectId, repId: 'rep' }]);
    const resolution = { outcome: 'improving', resolution_note: 'better', resolved_by: 'slm', resolved_at: monday };
    await database.owner('escalation').update(resolution);
    expect(await look(hours(1))).toEqual([]);
    await root().update({ state: 'sent', reason: null, message_ts: '1.1' });
    await database.owner('escalation').update({
      outcome: null,
      resolution_note: null,
      resolved_by: null,
      resolved_at: null,
    });
    expect(await look(hours(1))).toEqual([]);
  });

  it('finds a recommendation for which nobody was asked, asks the manager and counts it; alarms nobody', async () => {
    await givePendingItem(database.owner, { repId: 'rep', on: '2026-06-01' });
    expect(await look(hours(1))).toEqual([]);
    expect(await database.db('delivery').where({ kind: 'review_request' }).pluck('recipient_id')).toEqual(['man']);
    expect(await repairs()).toEqual({ forgotten: 1, followed: 0 });
    expect(await look(hours(1))).toEqual([]);
    expect(await repairs()).toEqual({ forgotten: 1, followed: 0 });
    expect(await alerts()).toEqual([]);
    await database.owner('delivery').delete();
    await database.owner('reporting_line').delete();
    expect(await look(hours(1))).toEqual([]);
  });

  it('tells the admins of a recommendation about which it can ask nobody', async () => {
    const { coachingId } = await givePendingItem(database.owner, { repId: 'rep', on: '2026-06-01' });
    await database.owner('reporting_line').update({ slm_id: null });
    await database.owner('person').where({ person_id: 'man' }).update({ deactivated_at: monday });
    const subjectId = `${coachingId}:nobody`;
    expect(await look(hours(1))).toEqual([{ topic: 'recommendation_unasked', subjectId, repId: 'rep' }]);
    expect(await alerts()).toEqual([`admin-alert:recommendation_unasked:${subjectId}:ada`]);
    expect(await repairs()).toEqual({ forgotten: 0, followed: 0 });
  });

  it('shows what it set right for seven days, to an admin nothing about themselves', async () => {
    await givePendingItem(database.owner, { repId: 'rep', on: '2026-06-01' });
    await look(hours(1));
    const seen = async (personId: string, now: Date) => (await runStatus(database.db, { personId, now })).repairs;
    expect(await seen('ada', hours(1 + 7 * 24 - 1))).toEqual({ forgotten: 1, followed: 0 });
    expect(await seen('ada', hours(1 + 7 * 24))).toEqual({ forgotten: 0, followed: 0 });
    expect(await seen('rep', hours(2))).toEqual({ forgotten: 0, followed: 0 });
    expect((await health({ db: database.db, sender: running, now: hours(2) })).repairs).toEqual({
      forgotten: 1,
      followed: 0,
    });
  });

  it('takes what was held back for a later week for no fault, while the rep’s requests go out', async () => {
    const held = await givePendingItem(database.owner, { repId: 'rep', on: '2026-06-01' });
    const asked = await givePendingItem(database.owner, { repId: 'rep', on: '2026-06-01', dimension: '3>4' });
    const isHeldShown = async () =>
      (await database.db('delivery').whereRaw('subjects @> array[?]', [`coaching:${held.coachingId}`])).length > 0;
    const request = (as_of: string, coachingId: string) =>
      enqueue(database.db, {
        key: `review:${as_of}`,
        kind: 'review_request',
        recipientId: 'man',
        reference: { rep_id: 'rep', as_of },
        subjects: [`coaching:${coachingId}`],
        now: monday,
      });
    await request('2026-06-01', asked.coachingId);
    expect(await look(hours(1))).toEqual([]);
    expect(await isHeldShown()).toBe(false);
    await database
      .owner('delivery')
      .where({ delivery_key: 'review:2026-06-01' })
      .update({ state: 'withheld', reason: 'gone' });
    expect(await look(hours(1))).toEqual([]);
    expect(await isHeldShown()).toBe(true);
  });

  it('finds an action in a sent digest that nobody approved', async () => {
    const { coachingId, episodeId } = await givePendingItem(database.owner, { repId: 'rep', on: '2026-06-01' });
    await database
      .owner('pattern_episode')
      .where({ episode_id: episodeId })
      .update({ state: 'resolved', closed_on: '2026-06-01' });
    const [digest] = await database
      .owner('digest')
      .insert({ rep_id: 'rep', role: 'AE', period_month: '2026-05-01', run_start: monday, content: '{}' })
      .returning<{ digest_id: string }[]>('digest_id');
    await database.owner('digest_action').insert({ coaching_id: coachingId, digest_id: digest?.digest_id });
    const reference = { digest_id: digest?.digest_id ?? '' };
    await enqueue(database.db, { key: 'digest', kind: 'rep_digest', recipientId: 'rep', reference, now: monday });
    expect(await look(hours(1))).toEqual([]);
    await database.owner('delivery').update({ state: 'sent', message_ts: '1.1' });
    expect(await look(hours(1))).toEqual([{ topic: 'surfaced_without_approval', subjectId: coachingId, repId: 'rep' }]);
  });

  it('finds an action that its rep saw and nobody approved, also where the rows could say so', async () => {
    const { coachingId } = await givePendingItem(database.owner, { repId: 'rep', on: '2026-06-01' });
    const { rows } = await database.owner.raw<{ rows: { name: string }[] }>(
      `select conname as name from pg_constraint where conrelid = 'rep_coaching_log'::regclass and contype = 'c'
       and pg_get_constraintdef(oid) ~ 'surfaced_at|approved_by'`,
    );
    for (const { name } of rows) await database.owner.raw('alter table rep_coaching_log drop constraint ??', [name]);
    const found = async () => (await look(hours(1))).filter(({ topic }) => topic === 'surfaced_without_approval');
    expect(await found()).toEqual([]);
    const item = database.owner('rep_coaching_log').where({ coaching_id: coachingId });
    await item.clone().update({ surfaced_at: monday });
    expect(await found()).toMatchObject([{ subjectId: coachingId, repId: 'rep' }]);
    await item.clone().update({ approval_status: 'approved', decided_at: monday });
    expect(await found()).toMatchObject([{ subjectId: coachingId }]);
    await item.clone().update({ approved_by: 'man' });
    expect(await found()).toEqual([]);
  });

  it('finds a period that is due without a run, and a run that left something undone', async () => {
    await database.owner('job_schedule').insert({ job: 'weekly', due_from: monday });
    const handlers: JobHandlers = { weekly: async () => ({}) };
    expect(await look(new Date(monday.getTime() + 30 * 60_000), handlers)).toEqual([]);
    expect(await look(hours(2), handlers)).toEqual([
      { topic: 'run_overdue', subjectId: 'weekly:2026-06-01', repId: null },
    ]);
    await database.owner('job_run').insert({
      job: 'weekly',
      local_period: '2026-06-01',
      state: 'done',
      run_start: monday,
      lease_until: monday,
      finished_at: monday,
    });
    const item = { job: 'weekly', local_period: '2026-06-01', item: 'step:rep', state: 'parked', error: 'no' };
    await database.owner('job_item').insert(item);
    expect(await look(hours(2), handlers)).toEqual([
      { topic: 'run_item_parked', subjectId: 'weekly:2026-06-01', repId: null },
    ]);
  });
});

it('leaves a sign of life', async () => {
  await look(hours(1));
  expect(await database.db('heartbeat').pluck('part')).toEqual(['auditor']);
});

describe('health', () => {
  const allAlive = () =>
    database.owner.raw(`insert into heartbeat values ('sender', now()), ('scheduler', now()), ('auditor', now())`);

  it('is well while every part gives a sign of life', async () => {
    expect(await health({ db: database.db, sender: running, now: monday })).toMatchObject({ ok: false });
    await allAlive();
    expect(await health({ db: database.db, sender: running, now: monday })).toEqual({
      ok: true,
      database: 'ok',
      sender: 'running',
      heartbeats: { sender: 0, scheduler: 0, auditor: 0 },
      repairs: { forgotten: 0, followed: 0 },
    });
  });

  it('is not when a part fell silent or Slack does not accept the bot', async () => {
    await allAlive();
    await database
      .owner('heartbeat')
      .where({ part: 'auditor' })
      .update({ beat_at: database.owner.raw(`now() - interval '1 hour'`) });
    expect(await health({ db: database.db, sender: running, now: monday })).toMatchObject({ ok: false });
    await database.owner('heartbeat').update({ beat_at: database.owner.raw('now()') });
    const sender = { state: () => ({ kind: 'stopped' as const, error: 'token_revoked' }) };
    expect(await health({ db: database.db, sender, now: monday })).toMatchObject({
      ok: false,
      sender: 'stopped: token_revoked',
    });
  });
});

import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { sourceTables } from '../../src/db/source-contract/source-tables.ts';
import { enqueue } from '../../src/delivery/outbox.ts';
import { audit } from '../../src/engine/auditor.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { health } from '../../src/engine/health.ts';
import type { JobHandlers } from '../../src/engine/job-context.ts';
import { givePendingItem } from '../support/coaching-rows.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
const log = pino({ level: 'silent' });
const monday = new Date('2026-06-01T06:00:00Z');
const hours = (n: number) => new Date(monday.getTime() + n * 3_600_000);

beforeEach(async () => {
  await database.owner.raw(
    `truncate person, delivery, digest_action, digest, escalation, rep_coaching_log, pattern_episode, reporting_line,
       job_schedule, job_item, job_run, heartbeat, source_state, leads cascade`,
  );
  const person = (person_id: string, is_admin = false) => ({
    person_id,
    full_name: person_id,
    email: `${person_id}@example.com`,
    slack_user_id: `U${person_id}`,
    time_zone: 'UTC',
    is_admin,
  });
  await database.owner('person').insert([person('rep', true), person('man'), person('slm'), person('ada', true)]);
  await database.owner('reporting_line').insert({ rep_id: 'rep', manager_id: 'man', effective_from: '2026-01-01' });
});

function look(now: Date, handlers: JobHandlers = {}) {
  const { db } = database;
  const settings = { orgTz: 'UTC', orgCalendarId: 'US', jobTime: '06:00' };
  const engine = createEngine({ db, settings, handlers });
  return audit({ db, engine, orgTz: 'UTC', businessNow: () => now, log });
}

const alerts = () => database.db('delivery').where({ kind: 'admin_alert' }).orderBy('seq').pluck('delivery_key');

async function giveEscalation(): Promise<string> {
  const [row] = await database
    .owner('escalation')
    .insert({ rule: 'E2', rep_id: 'rep', role: 'AE', as_of: '2026-06-01', slm_id: 'slm', dedup_key: 'E2:1' })
    .returning<{ escalation_id: string }[]>('escalation_id');
  return row?.escalation_id ?? '';
}

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
    const subjects = [`escalation:${escalation_id}`];
    const intent = {
      kind: 'escalation' as const,
      recipientId: 'slm',
      reference: { escalation_id },
      subjects,
      now: monday,
    };
    await enqueue(database.db, { key: 'esc', ...intent });
    expect(await look(new Date(monday.getTime() + 14 * 60_000))).toEqual([]);
    expect(await look(hours(1))).toMatchObject([{ topic: 'escalation_unsent', repId: 'rep' }]);
    await look(hours(2));
    const { delivery_id } = await database.db('delivery').where({ delivery_key: 'esc' }).first();
    expect(await alerts()).toEqual([`admin-alert:escalation_unsent:${delivery_id}:ada`]);
  });

  it('finds an escalation for which no message was ever written', async () => {
    const subjectId = await giveEscalation();
    expect(await look(hours(1))).toEqual([{ topic: 'escalation_unsent', subjectId, repId: 'rep' }]);
  });

  it('finds an open escalation whose second-line manager has no message, whatever became of others', async () => {
    const escalation_id = await giveEscalation();
    const begin = (recipientId: string) =>
      enqueue(database.db, {
        key: `esc:${recipientId}`,
        kind: 'escalation',
        recipientId,
        reference: { escalation_id },
        subjects: [`escalation:${escalation_id}`],
        now: monday,
      });
    const sent = { state: 'sent', reason: null, message_ts: '1.1' };
    const withheld = { state: 'withheld', reason: 'no_longer_theirs', message_ts: null };
    const settle = (recipientId: string, as: typeof sent | typeof withheld) =>
      database
        .owner('delivery')
        .where({ delivery_key: `esc:${recipientId}` })
        .update(as);
    await begin('slm');
    const { delivery_id: subjectId } = await database.db('delivery').first('delivery_id');
    const unsent = [{ topic: 'escalation_unsent', subjectId, repId: 'rep' }];
    await settle('slm', withheld);
    expect(await look(hours(1))).toEqual(unsent);
    await settle('slm', sent);
    expect(await look(hours(1))).toEqual([]);

    await database.owner('escalation').update({ slm_id: 'man' });
    expect(await look(hours(1))).toEqual([{ topic: 'escalation_unsent', subjectId: escalation_id, repId: 'rep' }]);
    await begin('man');
    await settle('man', sent);
    expect(await look(hours(1))).toEqual([]);
    await settle('man', withheld);
    const resolution = { outcome: 'improving', resolution_note: 'better', resolved_by: 'man', resolved_at: monday };
    await database.owner('escalation').update(resolution);
    expect(await look(hours(1))).toEqual([]);
  });

  it('finds a recommendation for which nobody was asked', async () => {
    const { coachingId } = await givePendingItem(database.owner, { repId: 'rep', on: '2026-06-01' });
    expect(await look(hours(1))).toEqual([{ topic: 'recommendation_unasked', subjectId: coachingId, repId: 'rep' }]);
    await database.owner('reporting_line').delete();
    expect(await look(hours(1))).toEqual([]);
  });

  it('takes what was held back for a later week for no fault, while the rep’s requests go out', async () => {
    const held = await givePendingItem(database.owner, { repId: 'rep', on: '2026-06-01' });
    const asked = await givePendingItem(database.owner, { repId: 'rep', on: '2026-06-01', dimension: '3>4' });
    const unasked = { topic: 'recommendation_unasked', subjectId: held.coachingId, repId: 'rep' };
    const request = (as_of: string, coachingId: string) =>
      enqueue(database.db, {
        key: `review:${as_of}`,
        kind: 'review_request',
        recipientId: 'man',
        reference: { rep_id: 'rep', as_of },
        subjects: [`coaching:${coachingId}`],
        now: monday,
      });
    await request('2026-05-25', asked.coachingId);
    expect(await look(hours(1))).toEqual([unasked]);
    await request('2026-06-01', asked.coachingId);
    expect(await look(hours(1))).toEqual([]);
    await database
      .owner('delivery')
      .where({ delivery_key: 'review:2026-06-01' })
      .update({ state: 'withheld', reason: 'gone' });
    expect(await look(hours(1))).toEqual([unasked]);
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

  it('tells of people who are not known in Slack, and lets their messages go once they are', async () => {
    await enqueue(database.db, { key: 'd', kind: 'review_request', recipientId: 'man', reference: {}, now: monday });
    await database.owner('delivery').update({ state: 'parked', reason: 'no_slack_user' });
    await database.owner('person').where({ person_id: 'man' }).update({ slack_user_id: null });
    expect(await look(hours(1))).toEqual([{ topic: 'no_slack_user', subjectId: 'man', repId: 'man' }]);
    await database.owner('person').where({ person_id: 'man' }).update({ slack_user_id: 'U9' });
    expect(await look(hours(1))).toEqual([]);
    expect(await database.db('delivery').where({ delivery_key: 'd' }).first()).toMatchObject({ state: 'pending' });
  });
});

describe('health', () => {
  const running = { state: () => ({ kind: 'running' as const }) };
  const allAlive = () =>
    database.owner.raw(`insert into heartbeat values ('sender', now()), ('scheduler', now()), ('auditor', now())`);

  it('is well while every part gives a sign of life', async () => {
    expect(await health({ db: database.db, sender: running })).toMatchObject({ ok: false });
    await allAlive();
    expect(await health({ db: database.db, sender: running })).toEqual({
      ok: true,
      database: 'ok',
      sender: 'running',
      heartbeats: { sender: 0, scheduler: 0, auditor: 0 },
    });
  });

  it('is not when a part fell silent or Slack does not accept the bot', async () => {
    await allAlive();
    await database
      .owner('heartbeat')
      .where({ part: 'auditor' })
      .update({ beat_at: database.owner.raw(`now() - interval '1 hour'`) });
    expect(await health({ db: database.db, sender: running })).toMatchObject({ ok: false });
    await database.owner('heartbeat').update({ beat_at: database.owner.raw('now()') });
    const sender = { state: () => ({ kind: 'stopped' as const, error: 'token_revoked' }) };
    expect(await health({ db: database.db, sender })).toMatchObject({ ok: false, sender: 'stopped: token_revoked' });
  });
});

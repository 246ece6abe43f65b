import { beforeEach, describe, expect, it } from 'vitest';
import { type LocalDate, localDate } from '../../src/domain/local-date.ts';
import { composeEngine } from '../../src/main.ts';
import { followUp } from '../../src/workflows/follow-up-escalation.ts';
import { giveEscalationOf, givePendingItem } from '../support/coaching-rows.ts';
import { useDatabase } from '../support/database.ts';
import { giveSent } from '../support/sent-message.ts';
import { loadPeople, orgTz, people } from '../support/small-organisation.ts';

const database = useDatabase();
const settings = { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' };
const at = (date: string, time = '11:00') => new Date(`${date}T${time}:00Z`);

beforeEach(async () => {
  await database.owner.raw(
    `truncate person, rep_activity, territory_definitions, pattern_episode, rep_coaching_log, digest, delivery, job_run,
       job_item, job_schedule, audit_event, holiday, business_calendar, delegation cascade`,
  );
  await loadPeople(database.owner, '2025-01-06');
  await database.owner('job_schedule').insert({ job: 'monthly', due_from: at('2026-03-10') });
});

/** The daily run of a local date, at seven in the morning. */
const daily = (date: LocalDate) =>
  composeEngine({ db: database.db, settings, jobTime: '06:00' }).run({
    job: 'daily',
    localPeriod: date,
    now: at(date),
  });
const reminders = (kind: string) => database.owner('delivery').where({ kind }).orderBy('seq');
const holiday = (calendar_id: string, holiday_date: LocalDate) =>
  database.owner('holiday').insert({ calendar_id, holiday_date, name: 'A day off' });

describe('a manager with actions waiting', () => {
  beforeEach(async () => {
    await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-16' });
    await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-16', dimension: '3>4' });
  });

  it('is reminded two business days before the digests, once, by one message', async () => {
    await daily('2026-03-29');
    expect(await reminders('review_reminder')).toEqual([]);
    await daily('2026-03-30');
    await daily('2026-03-31');
    expect(await reminders('review_reminder')).toMatchObject([
      { recipient_id: people.manager, reference: { digest_on: '2026-04-01' } },
    ]);
    const [subjects] = await reminders('review_reminder').pluck<string[][]>('subjects');
    expect(subjects).toHaveLength(2);
  });

  it('is reminded earlier where a holiday or a weekend lies between', async () => {
    await holiday('US', '2026-03-31');
    await daily('2026-03-26');
    expect(await reminders('review_reminder')).toEqual([]);
    await daily('2026-03-27');
    expect(await reminders('review_reminder')).toHaveLength(1);
  });

  it('is reminded late, never on the digests’ own day, when the run fell into an outage', async () => {
    await daily('2026-04-01');
    expect(await reminders('review_reminder')).toEqual([]);
    // As if this day had been run instead.
    await database.owner.raw('truncate job_run cascade');
    await daily('2026-03-31');
    expect(await reminders('review_reminder')).toHaveLength(1);
  });

  it('who is away is reminded beside their delegate; nobody without anything waiting is', async () => {
    const away = { manager_id: people.manager, delegate_id: people.otherManager };
    await database.owner('delegation').insert({ ...away, from_date: '2026-03-20', to_date: '2026-04-10' });
    await daily('2026-03-30');
    expect(await reminders('review_reminder').pluck('recipient_id')).toEqual([people.otherManager, people.manager]);
  });

  it('is not reminded of what they were asked about on that very day', async () => {
    await database.owner('rep_coaching_log').update({ coaching_date: '2026-03-30' });
    await daily('2026-03-30');
    await daily('2026-03-31');
    expect(await reminders('review_reminder')).toEqual([]);
  });

  it('is not reminded of what is decided or over', async () => {
    await database.owner('pattern_episode').update({ state: 'resolved', closed_on: '2026-03-23' });
    await daily('2026-03-30');
    expect(await reminders('review_reminder')).toEqual([]);
  });
});

describe('an escalation that nobody owns', () => {
  let episodeId = '';
  const sentOn = async (date: LocalDate, time = '10:05') => {
    const ids = await givePendingItem(database.owner, { repId: people.rep, on: '2026-03-02' });
    episodeId = ids.episodeId;
    const escalationId = await giveEscalationOf(database.owner, ids);
    await giveSent(database.owner, {
      key: `escalation:${escalationId}:${people.slm}`,
      kind: 'escalation',
      to: people.slm,
      reference: { escalation_id: escalationId },
      subjects: [`escalation:${escalationId}`],
      at: at(date, time),
      askedAt: at(date),
    });
    return escalationId;
  };

  it('is brought up again in its thread after three business days, once', async () => {
    const escalationId = await sentOn('2026-03-16');
    await daily('2026-03-18');
    expect(await reminders('escalation_reminder')).toEqual([]);
    await daily('2026-03-19');
    await daily('2026-03-20');
    await daily('2026-04-20');
    expect(await reminders('escalation_reminder')).toMatchObject([
      { recipient_id: people.slm, thread_key: `escalation:${escalationId}:${people.slm}` },
    ]);
  });

  it('counts the business days of the second-line manager', async () => {
    const territory = await database.owner('territory_definitions').first();
    const own = { territory_id: 'of-sol', rep_id: people.slm, holiday_calendar_id: 'DE' };
    await database.owner('territory_definitions').insert({ ...territory, ...own });
    await holiday('DE', '2026-03-17');
    await holiday('US', '2026-03-18');
    await sentOn('2026-03-13');
    await daily('2026-03-18');
    expect(await reminders('escalation_reminder')).toEqual([]);
    await daily('2026-03-19');
    expect(await reminders('escalation_reminder')).toHaveLength(1);
  });

  it.each([
    ['owned', { owned_by: people.slm }],
    [
      'resolved',
      { outcome: 'other', resolution_note: 'Agreed with all.', resolved_by: people.slm, resolved_at: at('2026-03-17') },
    ],
  ])('is not brought up again once it is %s', async (_, change) => {
    await sentOn('2026-03-16');
    await database.owner('escalation').update(change);
    await daily('2026-03-23');
    expect(await reminders('escalation_reminder')).toEqual([]);
  });

  it('again after it was resolved is counted from when it opened again', async () => {
    await sentOn('2026-03-16');
    const resolution = { outcome: 'other', resolution_note: 'Agreed with all.', resolved_by: people.slm };
    await database.owner('escalation').update({ ...resolution, resolved_at: at('2026-03-17') });
    const asOf = localDate('2026-03-23');
    const line = { isInForce: true, managerId: people.manager, slmId: people.slm, actingForManagerId: null };
    await database.db.transaction((trx) => followUp(trx, episodeId, 'persisting', { line, asOf, now: at(asOf) }));
    await daily(asOf);
    await daily('2026-03-25');
    expect(await reminders('escalation_reminder')).toEqual([]);
    await daily('2026-03-26');
    expect(await reminders('escalation_reminder')).toHaveLength(1);
  });

  it('and moved to another second-line manager is counted from when that one got it', async () => {
    await sentOn('2026-03-16');
    await database.owner('reporting_line').where({ rep_id: people.rep }).update({ slm_id: people.admin });
    await daily('2026-03-23');
    expect(await reminders('escalation_reminder')).toEqual([]);
  });
});

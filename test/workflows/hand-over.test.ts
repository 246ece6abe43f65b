import { describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { closeItemsOfLeaver } from '../../src/workflows/close-items-of-leaver.ts';
import { decideRecommendation } from '../../src/workflows/decide-recommendation.ts';
import { orgTz, people } from '../support/small-organisation.ts';
import { giveReading } from '../support/weekly-readings.ts';
import { noonOf, useLineWeeks } from './line-weeks.ts';

const weeks = ['2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23'] as const;
const { database, run, follow, sendAll, messagesTo, changeLine } = useLineWeeks(weeks);
/** Kinds of the messages to a person that are to be drawn again. */
const drawnAgain = (personId: string): Promise<string[]> =>
  database
    .owner('delivery')
    .where({ recipient_id: personId, state: 'sent' })
    .whereRaw('shown_version < wanted_version')
    .orderBy('seq')
    .pluck('kind');
const manageFrom = (on: LocalDate, managerId: string) => changeLine(on, { manager_id: managerId });
const away = (from_date: LocalDate, to_date: LocalDate, delegate_id: string) =>
  database.owner('delegation').insert({ manager_id: people.manager, delegate_id, from_date, to_date });

const place = { orgTz, catalog: builtInCatalog };

describe('a new manager in the middle of a week', () => {
  it('is asked about what waits the same day, once, and told whose it was; the old message is drawn again', async () => {
    await run(0, 1);
    await sendAll();
    await manageFrom('2026-03-04', people.otherManager);
    await follow('2026-03-03');
    expect(await messagesTo(people.otherManager)).toEqual([]);
    await follow('2026-03-04');
    await follow('2026-03-04');
    await follow('2026-03-05');
    expect(await messagesTo(people.otherManager)).toEqual(['review_request']);
    const asked = await database.owner('delivery').where({ recipient_id: people.otherManager }).first('reference');
    expect(asked?.reference).toEqual({ rep_id: people.rep, as_of: weeks[0], from: people.manager });
    expect(await drawnAgain(people.manager)).toEqual(['review_request']);
  });

  it('is told of week two and of open escalations as well', async () => {
    await run(0, 2);
    await sendAll();
    await manageFrom('2026-03-11', people.otherManager);
    await follow('2026-03-11');
    expect(await messagesTo(people.otherManager)).toEqual(['review_request', 'week_two_notice']);
    expect(await drawnAgain(people.manager)).toEqual(['review_request', 'week_two_notice']);
    await run(2, 3);
    await sendAll();
    await manageFrom('2026-03-18', people.manager);
    await follow('2026-03-18');
    expect(await messagesTo(people.manager)).toEqual(['review_request', 'week_two_notice', 'escalation_notice']);
    expect(await database.owner('escalation')).toHaveLength(1);
  });

  it('hands what never left back to the manager before, who is told of it after all', async () => {
    await run(0, 2);
    await manageFrom('2026-03-11', people.otherManager);
    await follow('2026-03-11');
    await database
      .owner('delivery')
      .where({ recipient_id: people.manager })
      .update({ state: 'withheld', reason: 'The recipient does not answer for the rep any more.' });
    await manageFrom('2026-03-12', people.manager);
    await follow('2026-03-12');
    const due = database.owner('delivery').where({ recipient_id: people.manager, state: 'pending' }).orderBy('seq');
    expect(await due.pluck('kind')).toEqual(['week_two_notice', 'review_request']);
  });

  it('decides, and the old one no longer can', async () => {
    await run(0, 1);
    await manageFrom('2026-03-04', people.otherManager);
    const { coaching_id } = await database.owner('rep_coaching_log').first('coaching_id');
    const request = { coachingId: coaching_id, seenVersion: 1, decision: { kind: 'approve' } as const };
    const at = { ...request, now: noonOf('2026-03-04') };
    expect(await decideRecommendation(database.db, place, { ...at, actorId: people.manager })).toEqual({
      outcome: 'refused',
      refusal: 'not_found',
    });
    expect(await decideRecommendation(database.db, place, { ...at, actorId: people.otherManager })).toEqual({
      outcome: 'done',
    });
  });

  it('is asked once what was decided before is taken back, and nobody twice', async () => {
    await run(0, 1);
    await sendAll();
    const { coaching_id: coachingId } = await database.owner('rep_coaching_log').first('coaching_id');
    const approve = { coachingId, seenVersion: 1, decision: { kind: 'approve' }, now: noonOf('2026-03-03') } as const;
    await decideRecommendation(database.db, place, { ...approve, actorId: people.manager });
    await manageFrom('2026-03-04', people.otherManager);
    await follow('2026-03-04');
    expect(await messagesTo(people.otherManager)).toEqual([]);
    const undo = { coachingId, seenVersion: 2, decision: { kind: 'undo' }, now: noonOf('2026-03-04') } as const;
    expect(await decideRecommendation(database.db, place, { ...undo, actorId: people.otherManager })).toEqual({
      outcome: 'done',
    });
    expect(await messagesTo(people.otherManager)).toEqual(['review_request']);
    expect(await messagesTo(people.manager)).toEqual(['review_request']);
  });

  it('is asked again in the next weekly run about what that finds, and about nothing twice', async () => {
    await run(0, 1);
    await manageFrom(weeks[1], people.otherManager);
    await giveReading(database.db, people.rep, weeks[1], { dimension: '3>4' });
    await follow(weeks[1]);
    await run(1, 2);
    const subjects = await database
      .owner('delivery')
      .where({ recipient_id: people.otherManager, kind: 'review_request' })
      .pluck<string[][]>('subjects');
    expect(subjects.map((shown) => shown.length)).toEqual([1, 1]);
    expect(new Set(subjects.flat()).size).toBe(2);
  });
});

describe('a manager who is the second-line manager, too', () => {
  const isBoth = (personId: string) =>
    database.owner('reporting_line').where({ rep_id: people.rep, effective_to: null }).update({ slm_id: personId });

  it('is told in week two and in week three, as any other, and the admins of what nobody above can take', async () => {
    await isBoth(people.manager);
    await run(0, 3);
    expect(await messagesTo(people.manager)).toEqual(['review_request', 'week_two_notice', 'escalation_notice']);
    expect(await messagesTo(people.admin)).toEqual(['admin_alert']);
  });

  it('is told when they take a rep over', async () => {
    await run(0, 2);
    await manageFrom('2026-03-11', people.otherManager);
    await isBoth(people.otherManager);
    await follow('2026-03-11');
    expect(await messagesTo(people.otherManager)).toEqual(['review_request', 'week_two_notice']);
  });
});

describe('a rep who had no reporting line', () => {
  it('has what waits given to the first manager who answers for them, on that day', async () => {
    await database.owner('reporting_line').where({ rep_id: people.rep }).del();
    await run(0, 2);
    expect(await messagesTo(people.manager)).toEqual([]);
    const line = { rep_id: people.rep, manager_id: people.manager, slm_id: people.slm, effective_from: '2026-03-11' };
    await database.owner('reporting_line').insert(line);
    await follow('2026-03-11');
    expect(await messagesTo(people.manager)).toEqual(['review_request', 'week_two_notice']);
  });
});

describe('a rep whose items cannot be handed over', () => {
  it('holds up no other rep, and is tried again', async () => {
    await run(0, 1);
    await follow(weeks[0]);
    await database.owner.raw(`
      create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$;
      create trigger refuse before update on followed_line for each row when (new.rep_id = 'pam') execute function refuse()`);
    for (const rep of ['pam', people.rep]) {
      await database.owner('reporting_line').where({ rep_id: rep }).update({ manager_id: 'pim' });
    }
    await expect(follow('2026-03-04')).rejects.toThrow('refused');
    expect(await messagesTo('pim')).toEqual(['review_request']);
    await run(1, 3);
    expect(await database.owner('escalation').pluck('rule')).toEqual(['E2']);
    expect(await database.owner('job_item').where({ state: 'parked' }).pluck('item')).toContain('follow:lines');
    await database.owner.raw('drop trigger refuse on followed_line; drop function refuse()');
    await expect(follow('2026-03-17')).resolves.toBeUndefined();
    expect(await database.owner('followed_line').where({ manager_id: 'pim' })).toHaveLength(2);
  });
});

describe('while the manager is away', () => {
  it('the delegate gets what waits at once, and it is drawn again when the manager is back', async () => {
    await run(0, 2);
    await sendAll();
    await away('2026-03-11', '2026-03-13', people.otherManager);
    await follow('2026-03-11');
    expect(await messagesTo(people.otherManager)).toEqual(['review_request', 'week_two_notice']);
    await sendAll();
    await follow('2026-03-13');
    expect(await drawnAgain(people.otherManager)).toEqual(['review_request', 'week_two_notice']);
    expect(await messagesTo(people.manager)).toEqual(['review_request', 'week_two_notice']);
  });

  it('without a delegate the SLM gets it, and no notice of what reaches them anyway', async () => {
    await run(0, 2);
    await database
      .owner('rep_absence')
      .insert({ rep_id: people.manager, from_date: '2026-03-11', to_date: '2026-03-20', kind: 'leave' });
    await follow('2026-03-11');
    expect(await messagesTo(people.slm)).toEqual(['review_request']);
    await run(2, 3);
    expect(await messagesTo(people.slm)).toEqual(['review_request', 'escalation', 'escalation_history']);
  });

  it('a delegate from the team gets nothing about themselves: it goes to the SLM', async () => {
    await run(0, 1);
    await away('2026-03-04', '2026-03-13', people.rep);
    await follow('2026-03-04');
    expect(await messagesTo(people.rep)).toEqual([]);
    expect(await messagesTo(people.slm)).toEqual(['review_request']);
  });

  it('the delegate is told in week two and of the escalation, beside the manager', async () => {
    await run(0, 1);
    await away('2026-03-08', '2026-03-30', people.otherManager);
    await run(1, 3);
    const told = ['review_request', 'week_two_notice', 'escalation_notice'];
    expect(await messagesTo(people.otherManager)).toEqual(told);
    expect(await messagesTo(people.manager)).toEqual(told);
  });
});

describe('a rep who leaves', () => {
  it('has their items closed the next day, and the open escalation says so and stays', async () => {
    await run(0, 3);
    await sendAll();
    const now = noonOf('2026-03-18');
    await database
      .owner('person')
      .where({ person_id: people.rep })
      .update({ deactivated_at: noonOf('2026-03-17') });
    await follow('2026-03-18');
    await database.db.transaction((trx) => closeItemsOfLeaver(trx, people.rep, { today: '2026-03-18', now }));
    expect(await database.owner('pattern_episode').first('state', 'closed_on')).toEqual({
      state: 'rep_left',
      closed_on: '2026-03-18',
    });
    expect(await database.owner('escalation').first('slm_id', 'resolved_at')).toEqual({
      slm_id: people.slm,
      resolved_at: null,
    });
    const [news] = await database.owner('delivery').where({ kind: 'escalation_followup' }).select('reference');
    expect(news.reference).toMatchObject({ what: 'rep_left' });
    await run(3, 4);
    expect(await database.owner('pattern_week')).toHaveLength(3);
  });

  it('before the run of their third week has nothing opened and nothing escalated, and nobody is told of a gap', async () => {
    await run(0, 2);
    await database
      .owner('person')
      .where({ person_id: people.rep })
      .update({ deactivated_at: new Date(`${weeks[2]}T09:00:00Z`) });
    await giveReading(database.db, people.rep, weeks[2], { dimension: '3>4' });
    await run(2, 3);
    expect(await database.owner('pattern_episode').pluck('state')).toEqual(['rep_left']);
    expect(await database.owner('escalation')).toEqual([]);
    expect(await messagesTo(people.admin)).toEqual([]);
    await run(3, 4);
    expect(await messagesTo(people.admin)).toEqual([]);
  });

  it('is nobody whose role no activity tells any more: the clock holds, and goes on when they are back', async () => {
    await run(0, 2);
    await database
      .owner('rep_absence')
      .insert({ rep_id: people.rep, from_date: weeks[1], to_date: weeks[2], kind: 'leave' });
    const activities = await database.owner('rep_activity').where({ rep_id: people.rep });
    await database.owner('rep_activity').where({ rep_id: people.rep }).del();
    await database.owner('metric_reading').where({ rep_id: people.rep, as_of: weeks[2] }).del();
    await run(2, 3);
    expect(await database.owner('pattern_episode').select('state', 'clock')).toEqual([{ state: 'open', clock: 2 }]);
    expect(await database.owner('pattern_week').orderBy('as_of').pluck('hold_reason')).toEqual([null, null, 'leave']);
    await database.owner('rep_activity').insert(activities);
    await run(3, 4);
    expect(await database.owner('escalation').pluck('as_of')).toEqual([weeks[3]]);
  });

  it('is not closed for want of a reporting line: nothing stops the clock', async () => {
    await run(0, 2);
    await database.owner('reporting_line').where({ rep_id: people.rep }).update({ effective_to: '2026-03-12' });
    await follow('2026-03-12');
    await run(2, 3);
    expect(await database.owner('escalation').pluck('rule')).toEqual(['E2']);
    expect(await messagesTo(people.admin)).toContain('admin_alert');
  });
});

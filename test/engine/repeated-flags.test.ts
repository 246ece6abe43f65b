import { describe, expect, it } from 'vitest';
import { addDays, type LocalDate } from '../../src/domain/local-date.ts';
import { giveClosed, giveQuarter } from '../support/daily-rows.ts';
import { people } from '../support/small-organisation.ts';
import { at, useDailyRuns } from './daily-world.ts';

/*
 * Three flags of a rep within four weeks go to the second-line manager, whatever became of each: held back for a budget,
 * summed up because its day was missed, carried by a review request, decided.
 */
const world = useDailyRuns();
const other = 'pim';
const [wednesday, thursday, tuesday] = ['2026-03-04', '2026-03-05', '2026-03-10'] as const;

/** The day before makes it critical on the day. */
const weakBefore = (day: LocalDate, scores: Parameters<typeof world.weakly>[2], repId: string = people.rep) =>
  world.weakly(repId, addDays(day, -1), scores);
const escalations = async () => {
  const rows = await world
    .owner('escalation')
    .where({ rep_id: people.rep })
    .orderBy('as_of')
    .select('rule', 'as_of', 'facts');
  return rows.map(({ rule, as_of, facts }) => [rule, as_of, facts.onsets?.map(({ on }: { on: LocalDate }) => on)]);
};
const held = () =>
  world.owner('daily_breach').where({ rep_id: people.rep, is_onset: true }).orderBy('breach_date').pluck('held_back');
const toldAs = () =>
  world
    .owner('daily_breach')
    .where({ rep_id: people.rep, is_onset: true })
    .orderBy('breach_date')
    .pluck('delivered_as');

describe('the third flag counts', () => {
  it('one that the budget held back', async () => {
    await world.owner('conv_intelligence').where({ call_owner_rep_id: other }).del();
    await world.owner('reporting_line').where({ rep_id: other }).update({ manager_id: people.manager });
    await weakBefore(wednesday, { objection_handling_score: 10, next_step_score: 10 }, other);
    await weakBefore(wednesday, { objection_handling_score: 20, next_step_score: 30 });
    await world.run(wednesday);
    expect((await held()).toSorted()).toEqual(['manager_budget', null]);
    await weakBefore(tuesday, { product_knowledge_score: 20 });
    await world.run(tuesday);
    expect(await escalations()).toEqual([['E6', tuesday, [wednesday, wednesday, tuesday]]]);
  });

  it('those that were summed up because their days were missed', async () => {
    await weakBefore(wednesday, { objection_handling_score: 20 });
    await weakBefore(thursday, { next_step_score: 20 });
    for (const missed of [wednesday, thursday]) await world.run(missed, at('2026-03-09'));
    expect(await held()).toEqual(['stale', 'stale']);
    await weakBefore(tuesday, { product_knowledge_score: 20 });
    await world.run(tuesday);
    expect(await escalations()).toEqual([['E6', tuesday, [wednesday, thursday, tuesday]]]);
  });

  it('one that a review request carried', async () => {
    const monday = '2026-03-02';
    await weakBefore(monday, { objection_handling_score: 20 });
    await world.run(monday, at(monday), 'weekly');
    await world.run(monday);
    await weakBefore(thursday, { next_step_score: 20 });
    await world.run(thursday);
    expect(await toldAs()).toEqual(['review_request', 'flag']);
    await weakBefore(tuesday, { product_knowledge_score: 20 });
    await world.run(tuesday);
    expect(await escalations()).toEqual([['E6', tuesday, [monday, thursday, tuesday]]]);
  });

  it('and is found on a missed day, too: late, not never', async () => {
    await weakBefore(wednesday, { objection_handling_score: 20, next_step_score: 30 });
    await world.run(wednesday);
    await weakBefore(tuesday, { product_knowledge_score: 20 });
    await world.run(tuesday, at('2026-04-07'));
    expect(await escalations()).toEqual([['E6', tuesday, [wednesday, wednesday, tuesday]]]);
    expect(await toldAs()).toEqual(['flag', 'flag', 'escalation']);
  });
});

it('only the third of them is told as the escalation: another one of that day is a flag of its own', async () => {
  await weakBefore(wednesday, { objection_handling_score: 20 });
  await world.run(wednesday);
  await weakBefore(tuesday, { product_knowledge_score: 20, next_step_score: 30 });
  await world.run(tuesday);
  const ofDay = await world
    .owner('daily_breach')
    .where({ breach_date: tuesday, is_onset: true })
    .orderBy('metric_key')
    .select('metric_key', 'delivered_as');
  expect(ofDay).toEqual([
    { metric_key: 'AE.next_step_quality', delivered_as: 'flag' },
    { metric_key: 'AE.product_knowledge', delivered_as: 'escalation' },
  ]);
});

describe('attainment below half is told', () => {
  const late = '2026-03-02';
  const again = '2026-03-23';

  it('to nobody about who is no AE any more', async () => {
    await giveQuarter(world.owner, [people.rep]);
    await world.owner('rep_activity').insert({
      activity_id: 'rae-moves',
      rep_id: people.rep,
      role: 'AM',
      activity_date: addDays(late, -2),
      activity_type: 'crm_login',
      recorded_at: `${addDays(late, -2)}T12:00:00Z`,
    });
    await world.run(late);
    expect(await escalations()).toEqual([]);
  });

  it('once in the quarter, also when the rep was something else in between', async () => {
    await giveQuarter(world.owner, [people.rep]);
    await world.run(late);
    const change = (role: string, on: LocalDate) =>
      world.owner('rep_activity').insert({
        activity_id: `rae-${on}`,
        rep_id: people.rep,
        role,
        activity_date: on,
        activity_type: 'crm_login',
        recorded_at: `${on}T12:00:00Z`,
      });
    await change('AM', '2026-03-05');
    await change('AE', '2026-03-12');
    await world.run(again);
    expect((await escalations()).map(([rule, asOf]) => [rule, asOf])).toEqual([['E1', late]]);
  });

  it('in the next quarter again', async () => {
    await giveQuarter(world.owner, [people.rep]);
    await world.run(late);
    await world.owner('quota_store').insert({
      rep_id: people.rep,
      fiscal_quarter: 'Q2-2026',
      effective_from: '2026-04-01',
      effective_to: '2026-07-01',
      quota_amount: 300_000,
      currency: 'USD',
      recorded_at: '2026-04-01T12:00:00Z',
    });
    await world.run('2026-05-20');
    await world.run('2026-05-21');
    expect((await escalations()).map(([rule, asOf]) => [rule, asOf])).toEqual([
      ['E1', late],
      ['E1', '2026-05-21'],
    ]);
  });

  it('not where money is of unknown worth', async () => {
    await giveQuarter(world.owner, [people.rep]);
    await giveClosed(world.owner, people.rep, '2026-02-02', 10_000);
    await world.owner('quota_retirement_ledger').update({ currency: 'CHF' });
    await world.run(late);
    expect(await escalations()).toEqual([]);
  });

  it('about who is on leave and who is ramping like about anybody', async () => {
    await giveQuarter(world.owner, [people.rep, other]);
    await world.owner('rep_profile').where({ rep_id: other }).update({ ramp_end_date: '2026-06-01' });
    await world
      .owner('rep_absence')
      .insert({ rep_id: people.rep, from_date: '2026-02-16', to_date: '2026-03-16', kind: 'leave' });
    await world.run(late);
    expect(await world.owner('escalation').orderBy('rep_id').select('rule', 'rep_id')).toEqual([
      { rule: 'E1', rep_id: other },
      { rule: 'E1', rep_id: people.rep },
    ]);
  });
});

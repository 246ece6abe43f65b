import { describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { addDays } from '../../src/domain/local-date.ts';
import { showEvidence } from '../../src/workflows/show-evidence.ts';
import { orgTz, people } from '../support/small-organisation.ts';
import { at, useDailyRuns } from './daily-world.ts';

const world = useDailyRuns();
const tuesday = '2026-03-17';
const wednesday = '2026-03-18';

/** Everything that a day leaves behind, without the ids that are drawn by lot. */
async function traces() {
  const { owner } = world;
  return {
    breaches: await owner('daily_breach')
      .orderBy(['breach_date', 'rep_id'])
      .select(
        'rep_id',
        'metric_key',
        'breach_date',
        'value',
        'weight',
        'is_onset',
        'delivered_on',
        'delivered_as',
        'held_back',
      ),
    quality: await owner('quality_day')
      .orderBy(['day', 'rep_id'])
      .select('rep_id', 'day', 'below_days', 'unmeasured_days'),
    items: await owner('rep_coaching_log')
      .orderBy('rep_id')
      .select('rep_id', 'recommended_action', 'approval_status', 'episode_id'),
    messages: await world.deliveries(),
  };
}

describe('a daily flag', () => {
  it('tells the manager of what has become critical, with an action that waits for approval', async () => {
    await world.weakly(people.rep, tuesday);
    expect(await world.run(wednesday)).toMatchObject({
      summary: { breaches: 1, onsets: 1, told: { flag: 1 }, parked: 0 },
    });
    expect(await world.deliveries()).toEqual([`flag:${wednesday}:rae:AE.objection_handling::mia`]);
    expect(await world.rows()).toEqual([
      {
        rep_id: people.rep,
        metric_key: 'AE.objection_handling',
        approval_status: 'pending_approval',
        episode_id: null,
      },
    ]);
    expect(await world.breaches(['value', 'threshold', 'is_onset', 'delivered_on'])).toEqual([
      { value: '20', threshold: '50', is_onset: true, delivered_on: wednesday },
    ]);
    expect(await world.owner('metric_reading')).toEqual([]);
  });

  it('shows its rows to the manager, and to the rep not even that there is a number of that day', async () => {
    await world.weakly(people.rep, tuesday);
    await world.run(wednesday);
    const [{ reading }] = await world.owner('daily_breach').select('reading');
    const look = (askerId: string) =>
      showEvidence(world.db, {
        askerId,
        repId: people.rep,
        metricKey: 'AE.objection_handling',
        dimension: '',
        asOf: wednesday,
        period: 'week',
        since: reading.windowStart,
        settings: { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' },
        catalog: builtInCatalog,
        now: at(wednesday),
      });
    expect(await look(people.rep)).toEqual({ outcome: 'not_found' });
    const seen = await look(people.manager);
    expect(seen.outcome === 'evidence' ? (await seen.rows()).rows : []).toHaveLength(12);
  });

  it('leaves the same rows when it is repeated, started three times at once, or gone on with after a failure', async () => {
    await world.weakly(people.rep, tuesday);
    await world.run(wednesday);
    const once = await traces();
    expect(await world.run(wednesday)).toMatchObject({ outcome: 'done', isRepeat: true });
    expect(await traces()).toEqual(once);

    const clear = () =>
      world.owner.raw(
        'truncate rep_coaching_log, daily_breach, daily_breach_day, quality_day, delivery, job_run, job_item cascade',
      );
    await clear();
    await Promise.all([world.run(wednesday), world.run(wednesday), world.run(wednesday)]);
    expect(await traces()).toEqual(once);

    await clear();
    await world.owner.raw(`
      create or replace function break_off() returns trigger language plpgsql as $$ begin raise 'the disk is full'; end $$;
      create trigger break_off before insert on delivery for each row execute function break_off()`);
    expect(await world.run(wednesday)).toMatchObject({ summary: { parked: 1 } });
    expect(await traces()).toMatchObject({ items: [], messages: [] });
    await world.owner.raw('drop trigger break_off on delivery');
    await world.run(wednesday);
    expect(await traces()).toEqual(once);
  });

  it('is none for what was critical in the week before, also where those days were never run', async () => {
    await world.weakly(people.rep, addDays(wednesday, -4));
    expect(await world.run(wednesday)).toMatchObject({ summary: { breaches: 1, onsets: 0 } });
    expect(await world.deliveries()).toEqual([]);
    expect((await world.breaches(['breach_date', 'is_onset'])).map(({ breach_date }) => breach_date)).toEqual([
      '2026-03-15',
      '2026-03-16',
      '2026-03-17',
      wednesday,
    ]);
  });

  it('that comes back uses the row that still waits, however old', async () => {
    await world.weakly(people.rep, '2026-02-10');
    await world.run('2026-02-11');
    await world.owner('conv_intelligence').where({ call_owner_rep_id: people.rep }).del();
    await world.weakly(people.rep, tuesday);
    expect(await world.run(wednesday)).toMatchObject({ summary: { onsets: 1, told: { flag: 1 } } });
    expect(await world.rows()).toHaveLength(1);
    const rows = await world.owner('rep_coaching_log').pluck<string[]>('coaching_id');
    const flags = await world.owner('delivery').where({ kind: 'daily_flag' }).pluck<string[][]>('subjects');
    expect(flags).toEqual([rows, rows].map((ids) => ids.map((id) => `coaching:${id}`)));
  });

  it('that comes back after its row was decided has a row of its own', async () => {
    await world.weakly(people.rep, '2026-02-10');
    await world.run('2026-02-11');
    const decision = { approval_status: 'dismissed', dismiss_reason: 'other', approved_by: people.manager };
    await world.owner('rep_coaching_log').update({ ...decision, decided_at: at('2026-02-12') });
    await world.owner('conv_intelligence').where({ call_owner_rep_id: people.rep }).del();
    await world.weakly(people.rep, tuesday);
    await world.run(wednesday);
    expect((await world.rows()).map(({ approval_status }) => approval_status).toSorted()).toEqual([
      'dismissed',
      'pending_approval',
    ]);
  });

  it('goes on as the episode of its pattern that opens within two weeks, without asking twice', async () => {
    await world.weakly(people.rep, tuesday);
    await world.run(wednesday);
    await world.run('2026-03-23', at('2026-03-23'), 'weekly');
    const [episode] = await world.owner('pattern_episode').pluck('episode_id');
    expect(await world.rows()).toEqual([
      expect.objectContaining({ metric_key: 'AE.objection_handling', episode_id: episode }),
    ]);
    expect(await world.deliveries()).toEqual([`flag:${wednesday}:rae:AE.objection_handling::mia`]);
  });

  it('is carried by the review request where the weekly run opens the pattern on the same day', async () => {
    const monday = '2026-03-16';
    await world.weakly(people.rep, addDays(monday, -1));
    await world.run(monday, at(monday), 'weekly');
    await world.run(monday);
    expect(await world.deliveries()).toEqual([`review:${monday}:rae:mia`]);
    expect(await world.breaches(['is_onset', 'delivered_on', 'delivered_as'])).toEqual([
      { is_onset: true, delivered_on: monday, delivered_as: 'review_request' },
    ]);
    expect(await world.rows()).toHaveLength(1);
  });

  it('is one of three a manager gets in a day; the next waits for the weekly list with the reason', async () => {
    const other = 'pim';
    await world.owner('conv_intelligence').where({ call_owner_rep_id: other }).del();
    await world.owner('reporting_line').where({ rep_id: other }).update({ manager_id: people.manager });
    for (const repId of [people.rep, other]) await world.weakly(repId, tuesday, { next_step_score: 10 });
    await world.weakly(other, tuesday);
    await world.weakly(people.rep, tuesday, { objection_handling_score: 30 });
    expect(await world.run(wednesday)).toMatchObject({
      summary: { onsets: 4, told: { flag: 3 }, heldBack: { manager_budget: 1 } },
    });
    expect(
      (await world.breaches(['rep_id', 'metric_key', 'held_back'])).filter((row) => row.held_back !== null),
    ).toEqual([{ rep_id: people.rep, metric_key: 'AE.objection_handling', held_back: 'manager_budget' }]);
    await world.run('2026-03-23', at('2026-03-23'), 'weekly');
    const [waiting] = await world
      .owner('rep_coaching_log')
      .where({ rep_id: people.rep, metric_key: 'AE.objection_handling' })
      .pluck('coaching_id');
    expect(await world.owner('delivery').where({ kind: 'review_request' }).select('delivery_key', 'subjects')).toEqual([
      { delivery_key: 'review:2026-03-23:rae:mia', subjects: [`coaching:${waiting}`] },
    ]);
  });

  it('is told before the smaller ones of all the manager’s reps', async () => {
    const other = 'pim';
    await world.owner('conv_intelligence').where({ call_owner_rep_id: other }).del();
    await world.owner('reporting_line').where({ rep_id: other }).update({ manager_id: people.manager });
    await world.weakly(other, tuesday, { objection_handling_score: 40, next_step_score: 42 });
    await world.weakly(people.rep, tuesday, { objection_handling_score: 10, next_step_score: 10 });
    await world.run(wednesday);
    const held = (await world.breaches(['rep_id', 'held_back'])).filter((row) => row.held_back !== null);
    expect(held).toEqual([{ rep_id: other, held_back: 'manager_budget' }]);
  });

  it('waits for the next business day when it is found at the weekend', async () => {
    await world.weakly(people.rep, '2026-03-20');
    await world.run('2026-03-21');
    expect(await world.owner('delivery').select('kind', 'not_before')).toEqual([
      { kind: 'daily_flag', not_before: at('2026-03-23') },
    ]);
    expect(await world.breaches(['breach_date', 'delivered_on'])).toEqual([
      { breach_date: '2026-03-21', delivered_on: '2026-03-23' },
    ]);
  });

  it('waits for the next business day when it is found on a holiday', async () => {
    await world.owner('holiday').insert({ calendar_id: 'US', holiday_date: wednesday, name: 'A day off' });
    await world.weakly(people.rep, tuesday);
    await world.run(wednesday);
    expect(await world.owner('delivery').pluck('not_before')).toEqual([at('2026-03-19')]);
    expect(await world.breaches(['delivered_on'])).toEqual([{ delivered_on: '2026-03-19' }]);
  });

  it('of a weekend shares the budget of the Monday on which it is told', async () => {
    const others = ['pim', 'pen'];
    await world.owner('conv_intelligence').whereIn('call_owner_rep_id', others).del();
    await world.owner('reporting_line').whereIn('rep_id', others).update({ manager_id: people.manager });
    await world.weakly('pim', '2026-03-20', { objection_handling_score: 20, next_step_score: 20 });
    await world.weakly('pen', '2026-03-21', { objection_handling_score: 20, next_step_score: 10 });
    await world.weakly(people.rep, '2026-03-22', { objection_handling_score: 10 });
    for (const day of ['2026-03-21', '2026-03-22', '2026-03-23'] as const) await world.run(day);
    const onsets = world.owner('daily_breach').where({ is_onset: true }).orderBy(['breach_date', 'metric_key']);
    expect(await onsets.select('rep_id', 'breach_date', 'delivered_on', 'held_back')).toEqual([
      { rep_id: 'pim', breach_date: '2026-03-21', delivered_on: '2026-03-23', held_back: null },
      { rep_id: 'pim', breach_date: '2026-03-21', delivered_on: '2026-03-23', held_back: null },
      { rep_id: 'pen', breach_date: '2026-03-22', delivered_on: '2026-03-23', held_back: null },
      { rep_id: 'pen', breach_date: '2026-03-22', delivered_on: null, held_back: 'manager_budget' },
      { rep_id: people.rep, breach_date: '2026-03-23', delivered_on: null, held_back: 'manager_budget' },
    ]);
  });

  it('is summed up when its day was missed, in one message for all such days', async () => {
    await world.weakly(people.rep, tuesday);
    await world.weakly(people.rep, wednesday, { next_step_score: 20 });
    const now = at('2026-03-23');
    await world.run(wednesday, now);
    await world.run('2026-03-19', now);
    expect(await world.deliveries()).toEqual(['flag-summary:2026-03-23:mia']);
    expect(await world.breaches(['metric_key', 'is_onset', 'held_back', 'summarised_on'])).toMatchObject([
      { metric_key: 'AE.objection_handling', held_back: 'stale', summarised_on: '2026-03-23' },
      { metric_key: 'AE.next_step_quality', held_back: 'stale', summarised_on: '2026-03-23' },
      { metric_key: 'AE.objection_handling', is_onset: false, held_back: null },
    ]);
    expect(await world.rows()).toHaveLength(2);
  });

  it('of a rep without a manager is told to the admins and lost to nobody', async () => {
    await world.owner('reporting_line').where({ rep_id: people.rep }).del();
    await world.weakly(people.rep, tuesday);
    await world.run(wednesday);
    expect(await world.deliveries()).toEqual([`admin-alert:no_manager:${wednesday}:ada`]);
    expect(await world.breaches(['held_back'])).toEqual([{ held_back: 'no_manager' }]);
    expect(await world.rows()).toHaveLength(1);
  });
});

describe('what daily runs found and nobody was asked about', () => {
  const waits = async (dimensions: readonly string[]) => {
    const row = { rep_id: people.rep, role: 'AE', coaching_date: wednesday, metric_key: 'AE.stage_conversion' };
    const said = { pattern_detected: 'Fewer deals move on.', recommended_action: 'Look at two.', severity: 'high' };
    await world
      .owner('rep_coaching_log')
      .insert(dimensions.map((dimension) => ({ ...row, ...said, dimension, pattern_key: `rae:${dimension}` })));
  };
  const asked = () =>
    world.owner('delivery').where({ kind: 'review_request' }).orderBy('seq').pluck<string[][]>('subjects');

  it('is asked week by week, three at a time, until nothing is left', async () => {
    await waits(['1>2', '2>3', '3>4', '4>5']);
    for (const monday of ['2026-03-23', '2026-03-30', '2026-04-06'] as const) {
      await world.run(monday, at(monday), 'weekly');
    }
    expect((await asked()).map((subjects) => subjects.length)).toEqual([3, 1]);
    expect(new Set((await asked()).flat()).size).toBe(4);
  });
});

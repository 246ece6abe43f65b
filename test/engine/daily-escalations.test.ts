import { describe, expect, it } from 'vitest';
import { Decimal } from '../../src/domain/decimal.ts';
import { addDays, datesBetween, type LocalDate } from '../../src/domain/local-date.ts';
import { account, health, owned } from '../measures/customer-rows.ts';
import { reading } from '../slack/messages/sample.ts';
import { callRows, giveClosed, giveQuarter } from '../support/daily-rows.ts';
import { loadTables } from '../support/rows.ts';
import { saveReadings } from '../support/save-readings.ts';
import { people } from '../support/small-organisation.ts';
import { useDailyRuns } from './daily-world.ts';

const world = useDailyRuns();
const tuesday = '2026-03-17';
const wednesday = '2026-03-18';

describe('the third flag within four weeks', () => {
  const days = ['2026-03-04', '2026-03-10', tuesday] as const;

  async function threeOnsets() {
    const scores = ['objection_handling_score', 'next_step_score', 'product_knowledge_score'] as const;
    for (const [index, score] of scores.entries()) {
      const on = days[index] ?? tuesday;
      await world.weakly(people.rep, on, { [score]: 20 });
      await world.run(addDays(on, 1));
    }
  }

  it('goes to the second-line manager in place of the flag, and tells the manager so', async () => {
    await threeOnsets();
    const [escalation] = await world.owner('escalation').select('escalation_id', 'rule', 'as_of', 'slm_id', 'facts');
    expect(escalation).toMatchObject({ rule: 'E6', as_of: wednesday, slm_id: people.slm });
    expect(escalation.facts.onsets).toMatchObject([
      { metricKey: 'AE.objection_handling', on: '2026-03-05' },
      { metricKey: 'AE.next_step_quality', on: '2026-03-11' },
      { metricKey: 'AE.product_knowledge', on: wednesday },
    ]);
    const id = escalation.escalation_id;
    expect((await world.deliveries()).filter((key) => !key.startsWith('flag:'))).toEqual([
      `escalation-history:${id}:sol`,
      `escalation-notice:${id}:mia`,
      `escalation:${id}:sol`,
    ]);
    expect((await world.deliveries()).filter((key) => key.startsWith('flag:'))).toHaveLength(2);
    expect(await world.owner('rep_coaching_log').where({ metric_key: 'AE.product_knowledge' }).first()).toMatchObject({
      escalated_to_slm: true,
      escalation_date: wednesday,
      episode_id: null,
    });
    expect(await world.owner('pattern_episode').whereNotNull('escalated_on')).toEqual([]);
  });

  it('is over the rep’s budget afterwards, and counts for nothing again within four weeks', async () => {
    await threeOnsets();
    await giveQuarter(world.owner, [people.rep]);
    await giveClosed(world.owner, people.rep, '2026-03-02', 150_000);
    await giveClosed(world.owner, people.rep, '2026-03-18', -40_000);
    expect(await world.run('2026-03-19')).toMatchObject({
      summary: { onsets: 1, heldBack: { rep_budget: 1 } },
    });
    expect((await world.owner('escalation').pluck('rule')).sort()).toEqual(['E1', 'E6']);
  });
});

describe('attainment below half late in the quarter', () => {
  it('goes to manager and second-line manager at once, once a quarter', async () => {
    await giveQuarter(world.owner, [people.rep, ...people.peers]);
    for (const repId of people.peers) await giveClosed(world.owner, repId, '2026-02-02', 200_000);
    await giveClosed(world.owner, people.rep, '2026-02-02', 149_000);
    await world.run('2026-02-18');
    expect(await world.owner('escalation')).toEqual([]);
    await world.run('2026-02-19');
    const [escalation] = await world.owner('escalation').select('escalation_id', 'rule', 'dedup_key', 'facts');
    expect(escalation).toMatchObject({ rule: 'E1', dedup_key: 'E1:rae:Q1-2026', facts: { daysLeft: 41 } });
    const written = await world.owner('delivery').select('kind', 'recipient_id').orderBy('kind');
    expect(written).toEqual([
      { kind: 'escalation', recipient_id: people.slm },
      { kind: 'escalation_history', recipient_id: people.slm },
      { kind: 'escalation_notice', recipient_id: people.manager },
    ]);
    expect(await world.rows()).toMatchObject([
      { metric_key: 'AE.pace_attainment', approval_status: 'pending_approval' },
    ]);
    await world.run('2026-02-20');
    expect(await world.owner('escalation')).toHaveLength(1);
  });

  it('asks the second-line manager about its action, too, where they stand in for an absent manager', async () => {
    const leave = { from_date: '2026-02-16', to_date: '2026-03-01', kind: 'leave' };
    await world.owner('rep_absence').insert({ rep_id: people.manager, ...leave });
    await giveQuarter(world.owner, [people.rep]);
    await world.run('2026-02-19');
    const [{ coaching_id }] = await world.owner('rep_coaching_log').select('coaching_id');
    const written = () => world.owner('delivery').orderBy(['recipient_id', 'kind']).select('recipient_id', 'kind');
    expect(await written()).toEqual([
      { recipient_id: people.manager, kind: 'escalation_notice' },
      { recipient_id: people.slm, kind: 'escalation' },
      { recipient_id: people.slm, kind: 'escalation_history' },
      { recipient_id: people.slm, kind: 'review_request' },
    ]);
    const request = world.owner('delivery').where({ kind: 'review_request' });
    expect(await request.pluck('subjects')).toEqual([[`coaching:${coaching_id}`]]);
  });

  it('is told to the admins where there is no second-line manager', async () => {
    await world.owner('reporting_line').where({ rep_id: people.rep }).update({ slm_id: people.manager });
    await giveQuarter(world.owner, [people.rep]);
    await world.run('2026-03-02');
    const [escalation] = await world.owner('escalation').select('escalation_id', 'slm_id');
    expect(escalation).toMatchObject({ slm_id: null });
    expect(await world.deliveries()).toEqual([
      `admin-alert:no_slm:${escalation.escalation_id}:2026-03-02:ada`,
      `escalation-notice:${escalation.escalation_id}:mia`,
    ]);
  });
});

describe('what goes to manager and second-line manager, where there is no manager', () => {
  it('goes to the second-line manager, and the admins hear at once who has none', async () => {
    await world
      .owner('person')
      .where({ person_id: people.manager })
      .update({ deactivated_at: new Date('2026-02-27T22:00:00Z') });
    await giveQuarter(world.owner, [people.rep]);
    await world.run('2026-03-03');
    const written = await world.owner('delivery').orderBy('kind').select('kind', 'recipient_id', 'reference');
    expect(written.map(({ kind, recipient_id }) => [kind, recipient_id])).toEqual([
      ['admin_alert', people.admin],
      ['escalation', people.slm],
      ['escalation_history', people.slm],
      ['review_request', people.slm],
    ]);
    expect(JSON.parse(written[0].reference.things)).toEqual([
      { topic: 'no_manager', subject: `${people.rep}:2026-03-03`, rep_id: people.rep },
    ]);
  });
});

describe('calls of low quality for a month', () => {
  it('come with the calls on which the weakest skill shows', async () => {
    await scoredCalls(60);
    const scores = { objection_handling_score: 40 };
    const [worst] = callRows({ repId: people.rep, on: '2026-03-11' }, { objection_handling_score: 30 });
    await loadTables(world.owner, {
      conv_intelligence: [...callRows({ repId: people.rep, on: '2026-03-10', count: 5 }, scores), { ...worst }],
    });
    const week = { asOf: '2026-03-16', windowStart: '2026-02-16', windowEnd: '2026-03-16' } as const;
    const about = { repId: people.rep, metricKey: 'AE.objection_handling', dimension: '', ...week } as const;
    await saveReadings(world.owner, [reading({ ...about, value: new Decimal(38), benchmark: new Decimal(70) })]);
    await world.owner('rep_skill_assessment_log').insert(skill('objection_handling', 58));
    await world.run(wednesday);
    const row = world.owner('rep_coaching_log').where({ metric_key: 'objection_handling' });
    const [action] = await row.pluck<string[]>('recommended_action');
    expect(action).toContain(`Listen again to call ${worst?.call_id} (11 Mar) and call call-`);
  });

  /** Of the peers, three are exactly at the line. */
  async function scoredCalls(repQuality: number) {
    const days = datesBetween(addDays(wednesday, -75), wednesday);
    const rows = days.flatMap((on) => [
      ...callRows({ repId: people.rep, on }, { quality_score: repQuality }),
      ...people.peers.flatMap((repId, index) => callRows({ repId, on }, { quality_score: 70 + Math.max(2, index) })),
    ]);
    await loadTables(world.owner, { conv_intelligence: rows });
  }
  const skill = (skill_dimension: string, score: number) => ({
    rep_id: people.rep,
    role: 'AE',
    assessment_date: '2026-03-15',
    skill_dimension,
    gap_detected: false,
    evidence_source: 'ConvIntelligence',
    trend: 'stable',
    score,
    evidence_n: 8,
    cohort_n: 9,
    trend_n: 1,
  });

  it('are told to the manager alone, with an action for the weakest skill, once', async () => {
    await scoredCalls(60);
    await world
      .owner('rep_skill_assessment_log')
      .insert([skill('product_knowledge', 66), skill('objection_handling', 58)]);
    await world.run(wednesday);
    const [day] = await world.owner('quality_day').where({ rep_id: people.rep });
    expect(day).toMatchObject({ q: '60', tau: '72', median: '73', cohort: 9, is_told: true });
    expect(day.below_days).toBeGreaterThanOrEqual(30);
    expect(await world.deliveries()).toEqual([`weak-calls:rae:${day.below_since}:mia`]);
    expect(await world.rows()).toMatchObject([
      { metric_key: 'objection_handling', approval_status: 'pending_approval' },
    ]);
    expect(await world.owner('escalation')).toEqual([]);

    await world.run('2026-03-19');
    expect(await world.deliveries()).toHaveLength(1);
    expect(await world.owner('quality_day').where({ rep_id: people.rep }).max('below_days as most')).toEqual([
      { most: day.below_days + 1 },
    ]);
  });
});

describe('a book that slips', () => {
  const from = '2026-02-17';
  const to = wednesday;

  async function csmBook(tiersAtTheEnd: readonly string[]) {
    const ids = tiersAtTheEnd.map((_, index) => `account-${index}`);
    const scored = (tier: (index: number) => string, on: LocalDate) =>
      ids.map((id, index) => health(id, on, 50, { health_tier: tier(index) }));
    await loadTables(world.owner, {
      accounts: ids.map((id) => account(id)),
      account_ownership: ids.map((id) => owned(id, people.rep)),
      customer_health_log: [
        ...scored(() => 'Medium', addDays(from, -1)),
        ...scored((index) => tiersAtTheEnd[index] ?? 'Low', addDays(to, -1)),
      ],
    });
    await world.owner('rep_activity').where({ rep_id: people.rep }).update({ role: 'CSM' });
  }

  it('goes to both, once in four weeks, with its numbers', async () => {
    await csmBook(['High', 'High', 'Critical', 'Medium', 'Low']);
    await world.run(wednesday);
    await world.run('2026-03-19');
    const found = await world.owner('escalation').select('rule', 'as_of', 'facts', 'manager_id', 'slm_id');
    expect(found).toMatchObject([
      {
        rule: 'E4',
        as_of: wednesday,
        facts: { book: 5, compared: 5, dropped: 3, churned: 0 },
        manager_id: people.manager,
        slm_id: people.slm,
      },
    ]);
    expect(await world.rows()).toMatchObject([{ metric_key: 'CSM.book_health_trend', episode_id: null }]);
  });

  it('is not judged where too few tiers can be compared: the admins hear of the data, once', async () => {
    await csmBook(['High', 'High', 'Critical', 'Medium', 'Low']);
    await world.owner('customer_health_log').where('score_date', '>', from).update({ model_version: 'v2' });
    await world.run(wednesday);
    await world.run('2026-03-19');
    expect(await world.owner('escalation')).toEqual([]);
    expect(await world.deliveries()).toEqual(['admin-alert:book_coverage:2026-03-01:ada']);
  });
});

import { describe, expect, it } from 'vitest';
import { builtInCatalog, type Catalog } from '../../src/catalog/catalog.ts';
import { overriddenCatalog } from '../../src/catalog/override-thresholds.ts';
import { addDays, datesBetween, type LocalDate } from '../../src/domain/local-date.ts';
import type { JobName } from '../../src/engine/jobs.ts';
import { callRows, giveClosed, giveQuarter } from '../support/daily-rows.ts';
import { loadTables } from '../support/rows.ts';
import { people } from '../support/small-organisation.ts';
import { at, useDailyRuns } from './daily-world.ts';

const world = useDailyRuns();
const tuesday = '2026-03-17';
const wednesday = '2026-03-18';

/** The built-in numbers with what a thresholds file sets otherwise. */
function withFile(document: unknown): Catalog {
  const outcome = overriddenCatalog(builtInCatalog, document);
  if ('catalog' in outcome) return outcome.catalog;
  throw new Error(JSON.stringify(outcome.faults));
}

/** A run with and without a file, each on an untouched organisation: what is made of what they leave. */
async function compared<T>(arrange: () => Promise<void>, document: unknown, runs: Runs, look: () => Promise<T>) {
  const found: T[] = [];
  for (const catalog of [builtInCatalog, withFile(document)]) {
    await world.owner.raw(`truncate conv_intelligence, job_run, job_item, daily_breach, daily_breach_day, quality_day,
      pattern_episode, metric_reading, delivery, escalation, rep_coaching_log, rep_skill_assessment_log,
      quota_retirement_ledger, quota_store, fiscal_calendar cascade;
      insert into conv_intelligence table calls_before`);
    await arrange();
    for (const [job, on] of runs) await world.run(on, at(on), job, catalog);
    found.push(await look());
  }
  return found;
}
type Runs = readonly (readonly [JobName, LocalDate])[];

const daily = (...days: LocalDate[]): Runs => days.map((on) => ['daily', on] as const);
const weakOnTuesday = () => world.weakly(people.rep, tuesday);
const rules = () => world.owner('escalation').orderBy('rule').pluck<string[]>('rule');

describe('daily flags', () => {
  it('gap_times: from where on a gap is critical', async () => {
    const thresholds = () => world.owner('daily_breach').pluck<string[]>('threshold');
    const document = { daily_flags: { gap_times: 3 } };
    expect(await compared(weakOnTuesday, document, daily(wednesday), thresholds)).toEqual([['50'], ['40']]);
  });

  it('clear_days and spacing_days: what begins something new', async () => {
    const before = addDays(wednesday, -5);
    const weakTwice = async () => {
      await world.weakly(people.rep, addDays(before, -1));
      await world.run(before);
      await world.owner('conv_intelligence').where({ call_owner_rep_id: people.rep }).del();
      await weakOnTuesday();
    };
    const onsets = () => world.owner('daily_breach').where({ breach_date: wednesday }).pluck<boolean[]>('is_onset');
    const document = { daily_flags: { clear_days: 3, spacing_days: 3 } };
    expect(await compared(weakTwice, document, daily(wednesday), onsets)).toEqual([[false], [true]]);
  });

  it('of_manager: how many are sent', async () => {
    const twoPatterns = () => world.weakly(people.rep, tuesday, { objection_handling_score: 20, next_step_score: 10 });
    const sent = () => world.owner('delivery').where({ kind: 'daily_flag' }).pluck<string[]>('recipient_id');
    const found = await compared(twoPatterns, { daily_flags: { of_manager: 1 } }, daily(wednesday), sent);
    expect(found).toEqual([[people.manager, people.manager], [people.manager]]);
  });

  it('adoption_days: which episode goes on with a flag’s row', async () => {
    const rows = async () => (await world.rows()).length;
    const runs: Runs = [...daily(wednesday), ['weekly', '2026-03-23']];
    expect(await compared(weakOnTuesday, { adoption_days: 2 }, runs, rows)).toEqual([1, 2]);
  });
});

describe('conditions', () => {
  const soldTooLittle = async () => {
    await giveQuarter(world.owner, [people.rep]);
    await giveClosed(world.owner, people.rep, '2026-02-02', 120_000);
  };

  it('E1: how little, and how late', async () => {
    const below = { escalations: { E1: { below: 0.35 } } };
    expect(await compared(soldTooLittle, below, daily('2026-03-02'), rules)).toEqual([['E1'], []]);
    const early = { escalations: { E1: { days_left_below: 60 } } };
    expect(await compared(soldTooLittle, early, daily('2026-02-10'), rules)).toEqual([[], ['E1']]);
  });

  it('E6: how many flags', async () => {
    const days = ['2026-03-04', tuesday] as const;
    const twice = async () => {
      await world.weakly(people.rep, days[0]);
      await world.weakly(people.rep, days[1], { next_step_score: 20 });
    };
    const runs = daily(...days.map((on) => addDays(on, 1)));
    const document = { escalations: { E6: { onsets: 2, window_days: 14 } } };
    expect(await compared(twice, document, runs, rules)).toEqual([[], ['E6']]);
  });

  it('E3: how many measured days', async () => {
    const weakCalls = async () => {
      const days = datesBetween(addDays(wednesday, -40), wednesday);
      const rows = days.flatMap((on) => [
        ...callRows({ repId: people.rep, on }, { quality_score: 60 }),
        ...people.peers.flatMap((repId, index) => callRows({ repId, on }, { quality_score: 70 + Math.max(2, index) })),
      ]);
      await loadTables(world.owner, { conv_intelligence: rows });
    };
    const told = () => world.owner('delivery').where({ kind: 'weak_calls' }).pluck<string[]>('recipient_id');
    const longer = { escalations: { E3: { measured_days: 45 } } };
    expect(await compared(weakCalls, longer, daily(wednesday), told)).toEqual([[people.manager], []]);
  });
});

describe('the weekly run', () => {
  const monday = '2026-03-23';
  const weakInAll = () =>
    world.weakly(people.rep, tuesday, {
      objection_handling_score: 20,
      next_step_score: 20,
      product_knowledge_score: 20,
    });

  it('new_patterns_a_week: how many are put before the manager at once', async () => {
    const asked = () => world.owner('delivery').where({ kind: 'review_request' }).pluck<string[][]>('subjects');
    const found = await compared(weakInAll, { new_patterns_a_week: 2 }, [['weekly', monday]], asked);
    expect(found.map((subjects) => subjects.flat().length)).toEqual([3, 2]);
  });

  it('improvement: what restarts the count, kept with the week', async () => {
    const better = async () => {
      await weakInAll();
      await world.weakly(people.rep, '2026-03-25', { objection_handling_score: 26 });
    };
    const weeks = () =>
      world
        .owner('pattern_week as w')
        .join('pattern_episode as e', 'e.episode_id', 'w.episode_id')
        .where({ 'e.metric_key': 'AE.objection_handling', as_of: '2026-03-30' })
        .select('w.clock', 'improvement', 'improvement_needed');
    const document = { metrics: { 'AE.objection_handling': { improvement: 0.2 } } };
    const runs: Runs = [
      ['weekly', monday],
      ['weekly', '2026-03-30'],
    ];
    expect(await compared(better, document, runs, weeks)).toEqual([
      [{ clock: 1, improvement: '0.15', improvement_needed: '0.1' }],
      [{ clock: 2, improvement: '0.15', improvement_needed: '0.2' }],
    ]);
  });

  it('excluded_share: how many faulty rows a value outlives', async () => {
    const oneInFour = async () => {
      await weakInAll();
      const faulty = callRows({ repId: people.rep, on: tuesday, count: 4 }, { objection_handling_score: 400 });
      await loadTables(world.owner, { conv_intelligence: faulty });
    };
    const status = () =>
      world.owner('metric_reading').where({ rep_id: people.rep, metric_key: 'AE.objection_handling' }).pluck('status');
    const found = await compared(oneInFour, { excluded_share: 0.3 }, [['weekly', monday]], status);
    expect(found).toEqual([['data_quality'], ['ok']]);
  });

  it('available_share: how much of a week away is leave', async () => {
    await loadTables(world.owner, {
      rep_absence: [{ rep_id: people.rep, from_date: '2026-03-16', to_date: '2026-03-19', kind: 'leave' }],
    });
    const status = () =>
      world.owner('metric_reading').where({ rep_id: people.rep, metric_key: 'AE.objection_handling' }).pluck('status');
    const holds = async () => {
      await weakInAll();
      await world.owner.raw(`update rep_activity set activity_date = '2026-03-16' where rep_id = '${people.rep}'`);
    };
    expect(await compared(holds, { available_share: 0.2 }, [['weekly', monday]], status)).toEqual([
      ['on_leave'],
      ['ok'],
    ]);
    await world.owner('rep_absence').del();
  });
});

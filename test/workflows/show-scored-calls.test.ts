import { beforeEach, describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import { addDays, datesBetween, type LocalDate } from '../../src/domain/local-date.ts';
import { showScoredCalls } from '../../src/workflows/show-scored-calls.ts';
import { at, useDailyRuns } from '../engine/daily-world.ts';
import { callRows } from '../support/daily-rows.ts';
import { loadTables } from '../support/rows.ts';
import { orgTz, people } from '../support/small-organisation.ts';

/* Why a rep's calls are said to be of low quality: the very calls of the mean, through the daily run. */
const world = useDailyRuns();
const wednesday: LocalDate = '2026-03-18';
const first = addDays(wednesday, -30);

/** A call a day from 40 on, with some that do not count. */
beforeEach(async () => {
  await world.owner('conv_intelligence').where({ call_owner_rep_id: people.rep }).del();
  const call = (on: LocalDate, more: Readonly<Record<string, unknown>>) =>
    callRows({ repId: people.rep, on }, {}).map((row) => ({ ...row, ...more }));
  const rows = [
    ...datesBetween(addDays(first, -1), addDays(wednesday, 1)).flatMap((on, index) =>
      call(on, { quality_score: 40 + (index % 7) }),
    ),
    ...call('2026-03-02', { quality_score: null }),
    ...call('2026-03-03', { quality_score: 120 }),
    ...call('2026-03-04', { quality_score: 90, call_owner_role: 'SDR' }),
    ...call('2026-03-05', { quality_score: 90, recorded_at: '2026-03-19T12:00:00Z' }),
    ...call('2026-03-06', { quality_score: 90, duration_s: -1 }),
  ].map((row, index) => ({ ...row, call_id: `mine-${index}` }));
  await loadTables(world.owner, { conv_intelligence: rows });
  await world.run(wednesday);
});

const show = (askerId: string, day: LocalDate = wednesday) =>
  showScoredCalls(world.db, {
    ...{ askerId, repId: people.rep, day, catalog: builtInCatalog, now: at('2026-03-20') },
    settings: { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' },
  });

async function shown() {
  const answer = await show(people.manager);
  if (answer.outcome !== 'calls') throw new Error('Nothing was shown.');
  return { quality: answer.quality, rows: await answer.rows() };
}

describe('the calls behind a flag about call quality', () => {
  it('are those of the thirty days before, and add up to the number and the mean', async () => {
    const { quality, rows } = await shown();
    const counted = rows.filter(({ leftOut }) => leftOut === null);
    expect(counted.map(({ on }) => on)).toEqual(datesBetween(first, wednesday));
    expect(counted).toHaveLength(quality.calls);
    const sum = counted.reduce((total, { adds }) => total.plus(adds?.numerator ?? 0), new Decimal(0));
    expect(sum.div(counted.length).toFixed(6)).toBe(quality.quality?.toFixed(6));
  });

  it('come with those that do not count, and why', async () => {
    const { rows } = await shown();
    expect(rows.flatMap(({ on, leftOut }) => (leftOut === null ? [] : [[on, leftOut]]))).toEqual([
      ['2026-03-02', 'not scored'],
      ['2026-03-03', 'a score off its scale'],
      ['2026-03-04', 'held in another role'],
      ['2026-03-05', 'known only after the run began'],
      ['2026-03-06', 'a negative or missing number of seconds or objections'],
    ]);
  });

  it('leave out what was before the stint in the role', async () => {
    await world.owner('rep_activity').where({ rep_id: people.rep }).update({ activity_date: '2026-03-01' });
    const { rows } = await shown();
    const early = rows.filter(({ on }) => on < '2026-03-01').map(({ leftOut }) => leftOut);
    expect(new Set(early)).toEqual(new Set(['before the stint in the role began']));
  });

  it('are shown to who answers for the rep, and to nobody else; each look is in the trail', async () => {
    for (const askerId of [people.rep, people.otherManager, people.slm, people.admin]) {
      expect(await show(askerId)).toEqual({ outcome: 'not_found' });
    }
    expect(await show(people.manager, addDays(wednesday, -300))).toEqual({ outcome: 'not_found' });
    await show(people.manager);
    const trail = await world.owner('audit_event').whereLike('action', 'view.%').orderBy('seq').pluck('action');
    expect(trail).toEqual([...Array(5).fill('view.refused'), 'view.evidence']);
  });
});

import { beforeEach, describe, expect, test } from 'vitest';
import { coachingItems } from '../../../src/db/reads/coaching-items.ts';
import { orgTz, people } from '../../support/small-organisation.ts';
import { reading } from '../messages/sample.ts';
import { delivery, sent, useRendering } from './rendering-world.ts';

const { world, ids, render, said } = useRendering();
const on = '2026-03-02';

describe('a daily flag', () => {
  const pattern = { rep_id: people.rep, metric_key: 'AE.stage_conversion', dimension: '2>3' };
  const reference = { ...pattern, on };
  const flag = (recipientId: string = people.manager) =>
    delivery({ kind: 'daily_flag', recipientId, reference, subjects: [`coaching:${ids.coachingId}`] });
  const breach = {
    ...pattern,
    role: 'AE',
    breach_date: on,
    value: '0.12',
    benchmark: '0.55',
    gap: '0.43',
    threshold: '0.35',
    times: '2',
    weight: '4.3',
    is_onset: true,
  };

  beforeEach(async () => {
    await world.owner.raw('truncate daily_breach, quality_day');
    const kept = JSON.stringify(reading({ repId: people.rep }));
    await world.owner('daily_breach').insert({ ...breach, reading: kept, coaching_id: ids.coachingId });
  });

  test('says the number, the threshold, the action and why, to the manager', async () => {
    const text = await said(flag());
    for (const words of [
      'daily flag',
      'Stage-to-stage conversion',
      'critical at 35.0% or less',
      'Approve',
      'View rep',
    ]) {
      expect(text).toContain(words);
    }
  });

  test('leads to the rows of the number that it shows, also where its row began with another', async () => {
    const ofDay = reading({ repId: people.rep, windowStart: '2026-02-23' });
    await world.owner('daily_breach').update({ reading: JSON.stringify(ofDay) });
    const rendered = await render(flag());
    const values = JSON.stringify(rendered).match(/"since\\+":\\+"([0-9-]+)/g);
    expect(values).toEqual([expect.stringContaining('2026-02-23')]);
  });

  test('that made the row is what the row rests on, not the week’s number of the same day', async () => {
    const ofDay = reading({ repId: people.rep, windowStart: '2026-02-23' });
    await world.owner('rep_coaching_log').update({ reading: JSON.stringify(ofDay) });
    const [item] = await coachingItems(world.db, [ids.coachingId], { orgTz });
    expect(item?.reading?.windowStart).toBe('2026-02-23');
    expect(item?.latest?.windowStart).toBe('2026-01-05');
  });

  test('reaches nobody else, and shrinks when the manager changes', async () => {
    for (const personId of [people.rep, people.otherManager, people.slm, people.admin]) {
      expect(await render(flag(personId))).toMatchObject({ outcome: 'withhold' });
    }
    await world.owner('reporting_line').where({ rep_id: people.rep }).update({ manager_id: people.otherManager });
    expect(await said({ ...flag(), ...sent })).toContain('Moved');
  });

  test('that was held back says so in the review request', async () => {
    await world.owner('daily_breach').update({ held_back: 'manager_budget' });
    const review = delivery({
      kind: 'review_request',
      recipientId: people.manager,
      reference: { rep_id: people.rep, as_of: on },
      subjects: [`coaching:${ids.coachingId}`],
    });
    const text = await said(review);
    expect(text).toContain('*Daily flag of 2 Mar 2026:* 12.0%, critical at 35.0% or less');
    expect(text).toContain('as many flags as a manager gets in a day had gone out');
  });

  test('from missed days is summed up for whoever answers for the rep', async () => {
    await world.owner('daily_breach').update({ held_back: 'stale', summarised_on: '2026-03-05' });
    const summary = (recipientId: string) =>
      delivery({ kind: 'flag_summary', recipientId, reference: { on: '2026-03-05' } });
    expect(await said(summary(people.manager))).toContain(
      '*Rae Example* (AE)\n• 2 Mar 2026: Stage-to-stage conversion',
    );
    expect(await render(summary(people.otherManager))).toMatchObject({ outcome: 'withhold' });
  });

  test('about weak calls says since when, against what, and what to try', async () => {
    await world.owner('quality_day').insert({
      rep_id: people.rep,
      day: on,
      role: 'AE',
      q: '58.2',
      tau: '65.5',
      median: '71',
      calls: 14,
      cohort: 9,
      below_days: 30,
      below_since: '2026-02-01',
      unmeasured_days: 0,
      is_told: true,
    });
    const weak = (recipientId: string) =>
      delivery({ kind: 'weak_calls', recipientId, reference: { rep_id: people.rep, on } });
    const text = await said(weak(people.manager));
    expect(text).toContain('*58.2* over 14 scored calls');
    expect(text).toContain('below 65.5, where the lowest quarter of 9 AEs ends');
    expect(text).toContain('on each of 30 measured days in a row, since 1 Feb 2026');
    expect(await render(weak(people.slm))).toMatchObject({ outcome: 'withhold' });
  });
});

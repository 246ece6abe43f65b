import { beforeEach, describe, expect, test } from 'vitest';
import type { Delivery } from '../../../src/delivery/delivery.ts';
import { people } from '../../support/small-organisation.ts';
import { delivery, sent, useRendering } from './rendering-world.ts';

const { world, ids, render, said } = useRendering();

describe('week two', () => {
  const notice = (change: Partial<Delivery> = {}) =>
    delivery({
      kind: 'week_two_notice',
      recipientId: people.manager,
      reference: { episode_id: ids.episodeId },
      subjects: [`coaching:${ids.coachingId}`, `episode:${ids.episodeId}`],
      ...change,
    });

  beforeEach(() =>
    world
      .owner('pattern_week')
      .insert({ episode_id: ids.episodeId, as_of: '2026-03-09', value: '0.385', flagged: true, clock: 2 }),
  );

  test('names the second-line manager and the day', async () => {
    await world.owner('pattern_episode').update({ clock: 2 });
    expect(await said(notice())).toContain('This reaches your SLM, Sol Example, with the check of 16 Mar 2026');
  });

  test('does not go out when it has improved by then, and says so where it is already', async () => {
    expect(await render(notice())).toMatchObject({ outcome: 'withhold' });
    expect(await said(notice(sent))).toContain('Good news');
  });

  test('is nothing for whoever does not answer for the rep any more: it does not go, and shrinks where it went', async () => {
    await world.owner('pattern_episode').update({ clock: 2 });
    await world.owner('reporting_line').where({ rep_id: people.rep }).update({ manager_id: people.otherManager });
    expect(await render(notice())).toMatchObject({ outcome: 'withhold' });
    const left = await said(notice(sent));
    expect(left).not.toMatch(/Rae|Stage|Sol/);
    expect(left).toContain('Moved');
  });

  test('without a second-line manager it names the admins', async () => {
    await world.owner('pattern_episode').update({ clock: 2 });
    await world.owner('reporting_line').where({ rep_id: people.rep }).update({ slm_id: null });
    expect(await said(notice())).toContain('the admins, because no second-line manager is set');
  });

  test('that a manager has who is the second-line manager now, and stands in, says that it reaches them', async () => {
    await world.owner('pattern_episode').update({ clock: 2 });
    const { manager: promoted, otherManager, rep } = people;
    await world.owner('reporting_line').where({ rep_id: rep }).update({ manager_id: otherManager, slm_id: promoted });
    const leave = { from_date: '2026-03-01', to_date: '2026-03-08', kind: 'leave' };
    await world.owner('rep_absence').insert({ rep_id: otherManager, ...leave });
    expect(await render(notice())).toMatchObject({ outcome: 'withhold' });
    const text = await said(notice(sent));
    expect(text).toContain('This reaches you, as second-line manager, with the check of 16 Mar 2026');
    expect(text).toContain('Exactly this is what you would see');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionIds } from '../../src/slack/ids.ts';
import { useDatabase } from '../support/database.ts';
import { daysOn, everythingTo, liveUntil, messageWith } from '../support/diary.ts';
import { textOf } from '../support/hands.ts';
import { people } from '../support/small-organisation.ts';
import { expectSaid, giveHistory, monthlyMessages, openWorld, type World } from '../support/world.ts';

const database = useDatabase();
let world: World;
const { rep, manager, otherManager, slm } = people;

/** Deals of five that pass stage 2: three until January, one until mid-March, then week by week as told. */
const since16March = [3, 1, 4, 4, 5, 5, 4];
const passedIn = (week: number): number => {
  if (week < 10) return 3;
  return week < 19 ? 1 : (since16March[week - 19] ?? 3);
};

beforeAll(async () => {
  await giveHistory(database.owner, '2025-11-03', 30, (week) => ({ passed: passedIn(week), lost: 5 - passedIn(week) }));
  await database.owner('delegation').insert({
    manager_id: manager,
    delegate_id: otherManager,
    from_date: '2026-03-11',
    to_date: '2026-03-21',
  });
  world = await openWorld({ db: database.db, owner: database.owner, start: '2026-03-02' });
});
afterAll(() => world.stop());

const item = () => database.owner('rep_coaching_log').first();

describe('a quarter of an AE', daysOn, () => {
  it('begins with a first flag, at six the morning after the clocks went forward', async () => {
    await liveUntil(world, '2026-03-09', { '2026-03-09': ['review_request to mia'] });
    await expectSaid(world, []);
    const starts = await database
      .owner('job_run')
      .where('job', 'daily')
      .where('local_period', '>=', '2026-03-07')
      .orderBy('local_period')
      .pluck<Date[]>('run_start');
    expect(starts.map((start) => start.toISOString())).toEqual([
      '2026-03-07T11:00:00.000Z',
      '2026-03-08T10:00:00.000Z',
      '2026-03-09T10:00:00.000Z',
    ]);
    expect(textOf(await world.lastMessage(manager))).toContain('8 of 40 deals moved on');
  });

  it('is put before the stand-in while the manager is on leave, who approves for her', async () => {
    await liveUntil(world, '2026-03-11', { '2026-03-11': ['review_request to max'] });
    const request = await world.lastMessage(otherManager);
    expect(textOf(request)).toContain('For Mia Example, who is away.');
    await world.click(otherManager, actionIds.approve, request);
    await expect.poll(async () => (await item()).approved_by).toBe(otherManager);
    await expectSaid(world, []);
    for (const reader of [manager, otherManager]) {
      expect(textOf(await world.lastMessage(reader))).toContain('*Approved* by Max Example for Mia Example');
    }
  });

  it('tells both of the second week, and no third comes, because it is better by then', async () => {
    await liveUntil(world, '2026-03-29', { '2026-03-16': ['week_two_notice to max', 'week_two_notice to mia'] });
    const notice = textOf(await world.lastMessage(manager));
    expect(notice).toContain('Good news: it improved, so the count of weeks starts again.');
    expect(textOf(await world.lastMessage(otherManager))).not.toMatch(/%|conversion/);
  });

  it('tells the manager, who is back, when the count is at two again', async () => {
    await liveUntil(world, '2026-03-31', { '2026-03-30': ['week_two_notice to mia'] });
    expect(await everythingTo(world, rep)).not.toContain('blocks');
  });

  it('reaches the rep with the digest of April', async () => {
    await liveUntil(world, '2026-04-01', { '2026-04-01': monthlyMessages });
    const { recommended_action } = await item();
    const digest = await world.lastMessage(rep);
    expect(textOf(digest)).toContain(recommended_action);
    expect(textOf(digest)).toContain('When this was suggested (9 Mar 2026): 20.0%. Now (30 Mar 2026): 25.0%.');
    expect(textOf(await world.lastMessage(manager))).toContain('*Waiting for your decision:* 0');
    await world.click(rep, actionIds.markActionDone, digest);
    await expect.poll(async () => (await item()).done_at).not.toBeNull();
    await expectSaid(world, []);
  });

  it('gets better week by week, which the digest of May says', async () => {
    await liveUntil(world, '2026-05-01', { '2026-05-01': monthlyMessages });
    const digest = textOf(await world.lastMessage(rep));
    expect(digest).toContain('In the checks of 6 Apr to 27 Apr 2026: from 32.5% to 60.0%, peers 60.0%.');
    expect(digest).not.toContain('What you could try');
  });

  it('is over after two clear weeks, and has never been before the second-line manager', async () => {
    await liveUntil(world, '2026-05-04', {});
    expect(await item()).toMatchObject({
      resolution_date: '2026-05-04',
      improvement_detected: true,
      escalated_to_slm: false,
    });
    expect(await everythingTo(world, slm)).not.toContain('Rae');
    const request = textOf(await messageWith(world, manager, 'Weekly check of 9 Mar 2026'));
    expect(request).toContain('Done by Rae Example, 1 Apr 2026');
    expect(request).toContain('Improved since: level with the benchmark again, and it stayed so (4 May 2026).');
  });

  it('leaves nothing to suggest in the digest of June', async () => {
    await liveUntil(world, '2026-06-01', { '2026-06-01': monthlyMessages });
    const digest = textOf(await world.lastMessage(rep));
    expect(digest).toContain('level again, and it stayed so. Well done.');
    expect(digest).toContain('stage 2 to 3, higher is better. Weekly checks, 2 Mar to 25 May 2026');
    expect(digest).not.toContain('What you could try');
    expect(await database.owner('rep_coaching_log')).toHaveLength(1);
  });
});

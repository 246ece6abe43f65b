import { beforeEach, describe, expect, it } from 'vitest';
import { monthPatterns } from '../../../src/db/reads/month-patterns.ts';
import { Decimal } from '../../../src/domain/decimal.ts';
import type { LocalDate } from '../../../src/domain/local-date.ts';
import { givePendingItem } from '../../support/coaching-rows.ts';
import { useDatabase } from '../../support/database.ts';
import { loadPeople, people } from '../../support/small-organisation.ts';
import { giveReading } from '../../support/weekly-readings.ts';

const database = useDatabase();
const { rep, manager } = people;
const ofMarch = () => monthPatterns(database.db, { repId: rep, role: 'AE' }, '2026-03-01');

beforeEach(async () => {
  await database.owner.raw('truncate person, pattern_episode, metric_reading cascade');
  await database.owner.raw('truncate rep_activity, territory_definitions');
  await loadPeople(database.owner, '2025-01-06');
});

/** An episode of the pattern with its flagged weeks, over after them where it is said when. */
async function giveEpisode(weeks: readonly LocalDate[], value: string, closedOn?: LocalDate): Promise<string> {
  const { episodeId, coachingId } = await givePendingItem(database.owner, { repId: rep, on: weeks[0] ?? '2026-03-02' });
  const rows = weeks.map((as_of, index) => ({ episode_id: episodeId, as_of, value, flagged: true, clock: index + 1 }));
  await database.owner('pattern_week').insert(rows);
  const closed = { state: 'resolved', closed_on: closedOn };
  if (closedOn !== undefined) await database.owner('pattern_episode').where({ episode_id: episodeId }).update(closed);
  return coachingId;
}

const dismiss = (coachingId: string, dismiss_reason: string) =>
  database
    .owner('rep_coaching_log')
    .where({ coaching_id: coachingId })
    .update({ approval_status: 'dismissed', dismiss_reason, approved_by: manager, decided_at: new Date(0) });

describe('the patterns of a month', () => {
  it('are one line each, over all of its episodes', async () => {
    await giveEpisode(['2026-03-02', '2026-03-09'], '0.2', '2026-03-16');
    await giveEpisode(['2026-03-23'], '0.3');
    const found = await ofMarch();
    expect(found).toMatchObject([{ weeks: 3, firstOn: '2026-03-02', lastOn: '2026-03-23', over: false }]);
  });

  it('are what is real, where an episode was found to be bad data and another was not', async () => {
    const wrong = await giveEpisode(['2026-03-02', '2026-03-09'], '0.2', '2026-03-16');
    await dismiss(wrong, 'bad_data');
    expect(await ofMarch()).toEqual([]);
    await giveEpisode(['2026-03-23', '2026-03-30'], '0.3');
    const [found, ...others] = await ofMarch();
    expect(others).toEqual([]);
    expect(found).toMatchObject({ weeks: 2, firstOn: '2026-03-23', lastOn: '2026-03-30', over: false });
    expect(found?.firstValue?.toString()).toBe('0.3');
  });

  it('hold what was dismissed for another reason', async () => {
    await dismiss(await giveEpisode(['2026-03-02'], '0.2'), 'already_handled');
    expect(await ofMarch()).toMatchObject([{ weeks: 1 }]);
  });

  it('are those of its own checks: what was seen before and after belongs to other months', async () => {
    await giveEpisode(['2026-02-23', '2026-03-02', '2026-03-30', '2026-04-06'], '0.2');
    expect(await ofMarch()).toMatchObject([{ weeks: 2, firstOn: '2026-03-02', lastOn: '2026-03-30' }]);
    await database.owner('pattern_week').where('as_of', '>=', '2026-03-01').andWhere('as_of', '<', '2026-04-01').del();
    expect(await ofMarch()).toEqual([]);
  });

  it('are not over before they were, however late the month is told of', async () => {
    await giveEpisode(['2026-03-23', '2026-03-30'], '0.2', '2026-04-06');
    expect(await ofMarch()).toMatchObject([{ over: false }]);
    await database.owner('pattern_episode').update({ closed_on: '2026-03-30' });
    expect(await ofMarch()).toMatchObject([{ over: true }]);
  });

  it('are seen in the checks that flagged them, not in those that were held or clear', async () => {
    await giveEpisode(['2026-03-02', '2026-03-09', '2026-03-16'], '0.2');
    const weeks = database.owner('pattern_week');
    await weeks.clone().where({ as_of: '2026-03-09' }).update({ flagged: null, value: null, hold_reason: 'leave' });
    await weeks.clone().where({ as_of: '2026-03-16' }).update({ flagged: false, value: '0.6', clock: 0 });
    const [found] = await ofMarch();
    expect(found).toMatchObject({ weeks: 1, firstOn: '2026-03-02', lastOn: '2026-03-16', improved: false });
    expect(found?.lastValue?.toString()).toBe('0.6');
  });

  it.each([
    ['0.1', '0.10', true],
    ['0.0999999999', '0.10', true],
    ['0.0999', '0.10', false],
    ['0.12', '0.15', false],
    [null, null, false],
  ])('got better by %s where %s was asked: %s', async (improvement, improvement_needed, expected) => {
    await giveEpisode(['2026-03-02'], '0.2');
    await database.owner('pattern_week').update({ improvement, improvement_needed });
    expect(await ofMarch()).toMatchObject([{ improved: expected }]);
  });

  it('are compared as in the last check that measured them', async () => {
    await giveEpisode(['2026-03-02', '2026-03-23'], '0.2');
    const comparison = { benchmarkKind: 'segment_peers', benchmark: new Decimal('0.6') } as const;
    await giveReading(database.owner, rep, '2026-03-02', { ...comparison, peerCount: 8 });
    await giveReading(database.owner, rep, '2026-03-23', { ...comparison, peerCount: 4 });
    expect(await ofMarch()).toMatchObject([{ peerCount: 4, benchmarkKind: 'segment_peers' }]);
  });

  it('are those of the role of the month', async () => {
    await giveEpisode(['2026-03-02'], '0.2');
    expect(await monthPatterns(database.db, { repId: rep, role: 'AM' }, '2026-03-01')).toEqual([]);
  });
});

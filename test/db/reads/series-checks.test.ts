import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { seriesChecks } from '../../../src/db/reads/series-checks.ts';
import { Decimal } from '../../../src/domain/decimal.ts';
import { addDays, type LocalDate, localDate } from '../../../src/domain/local-date.ts';
import { trendOf } from '../../../src/domain/trend.ts';
import { reading } from '../../slack/messages/sample.ts';
import { givePendingItem } from '../../support/coaching-rows.ts';
import { useDatabase } from '../../support/database.ts';
import { saveReadings } from '../../support/save-readings.ts';
import { loadPeople, people } from '../../support/small-organisation.ts';

const world = useDatabase();
const before = localDate('2026-04-01');
const series = { repId: people.rep, metricKey: 'AE.stage_conversion', dimension: '2>3' } as const;
const monday = (weeksBefore: number): LocalDate => addDays(localDate('2026-03-30'), -7 * weeksBefore);

const given = (weeksBefore: number, change: Parameters<typeof reading>[0] = {}) =>
  reading({ repId: people.rep, asOf: monday(weeksBefore), ...change });
const read = async (marks: 'all' | 'sound' = 'all') => {
  const [checks = []] = await seriesChecks(world.db, [series], { before, marks });
  return checks;
};

beforeAll(() => loadPeople(world.owner, '2025-01-06'));
beforeEach(() => world.owner.raw('truncate metric_reading, pattern_episode, rep_coaching_log cascade'));

describe('the weekly checks of a series', () => {
  test('are those of a quarter before the date, oldest first, of that series alone', async () => {
    await saveReadings(world.owner, [
      ...[0, 5, 12, 13].map((week) => given(week)),
      given(3, { dimension: '1>2' }),
      given(2, { period: 'month', asOf: localDate('2026-03-01') }),
      given(4, { repId: people.peers[0] ?? '' }),
    ]);
    expect((await read()).map((check) => check.asOf)).toEqual([monday(12), monday(5), monday(0)]);
  });

  test('leave out what an earlier definition measured', async () => {
    await saveReadings(world.owner, [
      given(2),
      given(1),
      given(1, { definitionVersion: 2 }),
      given(0, { definitionVersion: 2 }),
    ]);
    expect((await read()).map((check) => check.asOf)).toEqual([monday(1), monday(0)]);
  });

  test('come in the order asked for', async () => {
    await saveReadings(world.owner, [given(0), given(0, { dimension: '1>2', value: new Decimal('0.9') })]);
    const asked = [{ ...series, dimension: '1>2' }, { ...series, dimension: '9>9' }, series];
    const found = await seriesChecks(world.db, asked, { before, marks: 'all' });
    expect(found.map((checks) => checks.map((check) => check.value?.toFixed(2)))).toEqual([['0.90'], [], ['0.38']]);
  });

  test('are marked where the pattern was seen, but not for the rep where its data was found wrong', async () => {
    await saveReadings(world.owner, [given(1), given(0)]);
    const { episodeId } = await givePendingItem(world.owner, { repId: people.rep, on: monday(0) });
    await world.owner('pattern_week').insert([
      { episode_id: episodeId, as_of: monday(1), flagged: false, clock: 0 },
      { episode_id: episodeId, as_of: monday(0), flagged: true, clock: 1 },
    ]);
    const marks = async (which: 'all' | 'sound') => (await read(which)).map((check) => check.flagged);
    expect([await marks('all'), await marks('sound')]).toEqual([
      [false, true],
      [false, true],
    ]);
    await world.owner('rep_coaching_log').update({
      approval_status: 'dismissed',
      approved_by: people.manager,
      decided_at: new Date(),
      dismiss_reason: 'known_context',
    });
    expect(await marks('sound')).toEqual([false, true]);
    await world.owner('rep_coaching_log').update({ dismiss_reason: 'bad_data' });
    expect([await marks('all'), await marks('sound')]).toEqual([
      [false, true],
      [false, false],
    ]);
  });
});

describe('a trend', () => {
  const named = { title: 'Conversion', unit: 'rate', direction: 'higher' } as const;
  const trend = async () => trendOf(named, await read(), before);

  test('has thirteen weeks to the last Monday, with gaps where nothing was measured or too little', async () => {
    await saveReadings(world.owner, [
      given(12),
      given(2, { status: 'insufficient_sample' }),
      given(1, { value: null }),
      given(0),
    ]);
    const { points } = await trend();
    expect(points).toHaveLength(13);
    expect(points.flatMap(({ asOf, value }) => (value === null ? [] : [asOf]))).toEqual([monday(12), monday(0)]);
  });

  test('shows no benchmark of fewer than five peers, nor one of another kind than the latest', async () => {
    await saveReadings(world.owner, [
      given(3, { peerCount: 4 }),
      given(2, { benchmarkKind: 'target', peerCount: 0 }),
      given(1, { benchmarkKind: 'role_peers' }),
      given(0, { peerCount: 5 }),
    ]);
    const { points, comparedWith } = await trend();
    expect(comparedWith).toBe('segment_peers');
    expect(points.slice(-4).map((point) => point.benchmark?.toString() ?? null)).toEqual([null, null, '0.55', '0.55']);
  });

  test('has no comparison where there never was one', async () => {
    await saveReadings(world.owner, [given(0, { peerCount: 2 })]);
    expect(await trend()).toMatchObject({ comparedWith: 'none' });
  });
});

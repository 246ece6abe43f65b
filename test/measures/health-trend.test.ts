import { describe, expect, it } from 'vitest';
import { totalOf } from '../../src/domain/measured-series.ts';
import { customerHealth } from '../../src/measures/customer-health.ts';
import { account, health, owned, weekly } from './customer-rows.ts';
import { cora, FRIDAY, T, useHealthWorld } from './health-world.ts';
import { measureRequest, member } from './measure-request.ts';

const world = useHealthWorld();
const { measure, remeasure } = world;

const KEY = 'CSM.book_health_trend';

it('is the median over accounts of four times the slope of their weekly scores', async () => {
  const found = await measure(KEY, {
    health: [
      // Falls by 1 a week, one wild point apart: -4 in 28 days.
      ...weekly('A1', FRIDAY, [80, 79, 78, 20, 76, 75, 74, 73]),
      // Level.
      ...weekly('A2', FRIDAY, [60, 60, 60, 60, 60, 60, 60, 60]),
      // Falls by half a point a week: -2.
      ...weekly('A3', FRIDAY, [70, 69.5, 69, 68.5, 68, 67.5, 67, 66.5]),
    ],
  });
  expect(found).toMatchObject({ value: -2, size: 3, segments: ['enterprise'], newEvidence: 3 });
  expect(found.slopes).toEqual([-2, -4, 0]);
  expect(found.series?.own[0]).toMatchObject({ numerator: null, denominator: null });
});

it('takes the middle of two, and tells segments apart', async () => {
  const found = await measure(KEY, {
    accounts: [account('A1'), account('A2', { segment: 'retail' })],
    health: [...weekly('A1', FRIDAY, [80, 79, 78, 77]), ...weekly('A2', FRIDAY, [50, 50.25, 50.5, 50.75])],
  });
  expect(found).toMatchObject({ value: -1.5, segments: ['enterprise', 'retail'] });
  expect(found.series?.evidence).toMatchObject({
    groups: [
      { segment: 'enterprise', group: '', values: [-4] },
      { segment: 'retail', group: '', values: [1] },
    ],
  });
});

it.each([
  ['three points are no trend', [80, 79, 78], [], null],
  ['four are', [80, 79, 78, 77], [-4], -4],
  ['the value looks eight weeks back, the evidence thirteen', [1, 1, 1, 1, 1, 8, 7, 6, 5, 4, 3, 2, 1], [-1], -4],
])('%s', async (_name, scores, slopes, value) => {
  const found = await measure(KEY, { health: weekly('A1', FRIDAY, scores) });
  expect(found.value).toBe(value);
  expect(found.slopes).toHaveLength(slopes.length);
});

it('begins with the first date of the window and ends before t', async () => {
  const first = [health('A1', '2026-01-05', 90), health('A1', '2026-01-12', 80), health('A1', '2026-01-19', 70)];
  const found = await measure(KEY, { health: [...first, health('A1', '2026-03-01', 0)] });
  expect(found.size).toBe(1);
  await world.database.owner('customer_health_log').where('score_date', '2026-03-01').update({ score_date: T });
  expect((await remeasure(KEY)).size).toBe(0);
  await world.database.owner('customer_health_log').where('score_date', T).update({ score_date: '2026-03-01' });
  await world.database
    .owner('customer_health_log')
    .where('score_date', '2026-01-05')
    .update({ score_date: '2026-01-04' });
  expect((await remeasure(KEY)).size).toBe(0);
});

it('takes the last score of each ISO week, over New Year too', async () => {
  const found = await measure(KEY, {
    health: [
      health('A1', '2026-01-05', 1),
      health('A1', '2026-01-11', 80),
      health('A1', '2026-01-12', 79),
      health('A1', '2026-01-21', 5),
      health('A1', '2026-01-22', 78),
      health('A1', '2026-01-26', 77),
      ...weekly('A2', '2026-01-18', [43, 42, 41, 40]),
    ],
  });
  // A2 has two points in the eight weeks, and four in the evidence.
  expect(found).toMatchObject({ value: -4, size: 1 });
  expect(found.slopes).toEqual([-4, -4]);
});

it('counts a missing week as time passed', async () => {
  const found = await measure(KEY, {
    health: [
      health('A1', '2026-02-06', 80),
      health('A1', '2026-02-13', 79),
      health('A1', '2026-02-27', 77),
      health('A1', '2026-01-30', 81),
    ],
  });
  expect(found.value).toBe(-4);
});

it('keeps to the model of the last score', async () => {
  const found = await measure(KEY, {
    health: [
      ...weekly('A1', '2026-01-30', [10, 10, 10, 10], { model_version: 'v1' }),
      ...weekly('A1', FRIDAY, [80, 79, 78, 77], { model_version: 'v2' }),
      ...weekly('A2', '2026-02-06', [10, 10, 10, 10, 10], { model_version: 'v1' }),
      ...weekly('A2', FRIDAY, [80, 79, 78], { model_version: 'v2' }),
    ],
  });
  expect(found).toMatchObject({ value: -4, size: 1 });
});

describe('whose accounts', () => {
  const scores = weekly('A1', FRIDAY, [80, 79, 78, 77, 76, 75, 74, 73]);
  const before = owned('A1', 'olaf', { owned_to: '2026-02-02' });

  it.each([
    ['an inherited account joins after 28 days', [before, owned('A1', 'cora', { owned_from: '2026-02-02' })], 1],
    ['not after 27', [{ ...before, owned_to: '2026-02-03' }, owned('A1', 'cora', { owned_from: '2026-02-03' })], 0],
    ['a new account joins with its fourth point', [owned('A1', 'cora', { owned_from: '2026-02-06' })], 1],
    ['not with its third', [owned('A1', 'cora', { owned_from: '2026-02-07' })], 0],
    ['an account given away by t is gone', [owned('A1', 'cora', { owned_to: T })], 0],
    ['one given away after t is not', [owned('A1', 'cora', { owned_to: '2026-03-03' })], 1],
    ['one owned in another role is not hers', [owned('A1', 'cora', { owner_role: 'AM' })], 0],
    [
      'a stretch that became known later does not exist',
      [owned('A1', 'cora', { recorded_at: '2026-03-02T11:00:00Z' })],
      0,
    ],
    [
      'taking over from oneself is no inheritance',
      [owned('A1', 'cora', { owned_to: '2026-02-05' }), owned('A1', 'cora', { owned_from: '2026-02-05' })],
      1,
    ],
  ])('%s', async (_name, ownership, size) => {
    expect((await measure(KEY, { ownership, health: scores })).size).toBe(size);
  });

  it('counts points from the day the account was hers', async () => {
    const ownership = [before, owned('A1', 'cora', { owned_from: '2026-02-02' })];
    const steep = [...weekly('A1', '2026-01-30', [50, 40, 30, 20]), ...weekly('A1', FRIDAY, [80, 79, 78, 77])];
    expect((await measure(KEY, { ownership, health: steep })).value).toBe(-4);
  });

  it('counts points of the stint only', async () => {
    const members = [{ ...cora, stintStart: '2026-02-06' as const }];
    const found = await measure(KEY, { health: scores }, { members });
    expect(found.size).toBe(1);
    expect((await remeasure(KEY, { members: [{ ...cora, stintStart: '2026-02-07' }] })).size).toBe(0);
  });

  it('does not ask whom the log names', async () => {
    const named = scores.map((row) => ({ ...row, csm_rep_id: 'olaf' }));
    expect((await measure(KEY, { health: named })).size).toBe(1);
  });

  it('still counts a churned account while it is owned', async () => {
    const churned = account('A1', { is_active: false, churned_at: '2026-02-20' });
    expect((await measure(KEY, { accounts: [churned], health: scores })).size).toBe(1);
  });

  it.each([
    ['on the day it churned', '2026-02-20', 1],
    ['the day before it churned', '2026-02-19', 0],
  ])('of an account given up %s', async (_name, owned_to, size) => {
    const accounts = [account('A1', { is_active: false, churned_at: '2026-02-20' })];
    expect(
      (await measure(KEY, { accounts, ownership: [owned('A1', 'cora', { owned_to })], health: scores })).size,
    ).toBe(size);
  });

  it('an account given up on t churns too late to stay', async () => {
    const accounts = [account('A1', { churned_at: T })];
    expect(
      (await measure(KEY, { accounts, ownership: [owned('A1', 'cora', { owned_to: T })], health: scores })).size,
    ).toBe(0);
  });

  it('is the AM’s with AM ownership, in the same pass', async () => {
    const ownership = [owned('A1', 'cora'), owned('A1', 'adam', { owner_role: 'AM', owned_from: '2026-01-30' })];
    await measure(KEY, { ownership, health: scores });
    const request = measureRequest({
      metrics: ['AM.book_health_trend', KEY],
      t: T,
      members: [cora, member('adam', { role: 'AM' })],
    });
    const { metrics } = await customerHealth(world.database.db, request);
    expect(
      metrics.map(({ metricKey, series }) => [metricKey, series.map((one) => [one.repId, one.value?.toNumber()])]),
    ).toEqual([
      ['AM.book_health_trend', [['adam', -4]]],
      [KEY, [['cora', -4]]],
    ]);
  });
});

it('is new evidence when the account was scored in the last week', async () => {
  const found = await measure(KEY, {
    health: [...weekly('A1', '2026-02-22', [80, 79, 78, 77]), ...weekly('A2', '2026-02-23', [80, 79, 78, 77])],
  });
  expect(found).toMatchObject({ size: 2, newEvidence: 1 });
});

it('does not know rows recorded from the start of the run on', async () => {
  const late = weekly('A1', FRIDAY, [80, 79, 78, 77]).map((row, index) =>
    index === 3 ? { ...row, recorded_at: '2026-03-02T11:00:00Z' } : row,
  );
  expect((await measure(KEY, { health: late })).size).toBe(0);
  expect((await remeasure(KEY, { runStart: new Date('2026-03-02T11:00:00.001Z') })).size).toBe(1);
});

it('looks at eight weeks before the first of a month, whole weeks or not', async () => {
  // The first of April is a Wednesday: eight weeks before it is 02-04.
  const found = await measure(
    KEY,
    {
      health: [
        health('A1', '2026-02-03', 1),
        health('A1', '2026-02-04', 80),
        health('A1', '2026-02-11', 79),
        health('A1', '2026-03-25', 73),
        health('A1', '2026-03-31', 72),
      ],
    },
    { t: '2026-04-01', period: 'month' },
  );
  // 02-03 is the same week as 02-04 and before it; 03-31 is a week after 03-25.
  expect(found).toMatchObject({ value: -4, size: 1 });
});

it('leaves out rows that break the contract, counts them, and takes the score before', async () => {
  const found = await measure(KEY, {
    health: [
      ...weekly('A1', FRIDAY, [80, 79, 78, 77]),
      health('A1', '2026-02-28', Number.NaN),
      health('A1', '2026-03-01', 101),
      health('A2', FRIDAY, 50),
    ],
    accounts: [account('A1')],
  });
  expect(found).toMatchObject({ value: -4, size: 1 });
  expect(found.quality).toEqual({ own: { rows: 7, excluded: 3 }, evidence: { rows: 7, excluded: 3 } });
  expect(found.refused).toEqual([
    { reason: expect.stringContaining('out of its range'), rows: 2 },
    { reason: expect.stringContaining('accounts does not know'), rows: 1 },
  ]);
});

it.each([
  ['without accounts', { ownership: [], health: weekly('A1', FRIDAY, [80, 79, 78, 77]) }],
  ['whose accounts have too few scores', { health: weekly('A1', FRIDAY, [79, 78, 77]) }],
])('of a rep %s there is no trend, and nothing to divide', async (_name, rows) => {
  const found = await measure(KEY, rows);
  expect(found).toMatchObject({ value: null, size: 0, newEvidence: 0 });
  expect(totalOf(found.series?.own ?? [])).toEqual({ numerator: null, denominator: null, size: 0 });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_CALENDAR } from '../../src/domain/calendar.ts';
import { cadenceEvents } from '../../src/measures/cadence-events.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { bounce, touch } from './cadence-rows.ts';
import { measureRequest, member, type TestRun } from './measure-request.ts';

const database = useDatabase();

beforeEach(async () => {
  await database.owner.raw('truncate cadence_event_log, comp_plans');
});

const sam = member('sam', { role: 'SDR' });
/** Twenty business days: 9 February to 8 March. */
const RUN: TestRun = { metrics: ['SDR.outreach_volume'], t: '2026-03-09', members: [sam] };

let plansMade = 0;

function plan(target: number, change: object = {}) {
  plansMade += 1;
  return {
    plan_id: `plan ${plansMade}`,
    role: 'SDR',
    activity_metric: 'touches_per_business_day',
    target_value: target,
    effective_from: '2026-01-01',
    recorded_at: new Date('2020-01-01T00:00:00Z'),
    ...change,
  };
}

/** A day's touches, sent on one day of the window. */
const sent = (count: number, at = '2026-02-10') => Array.from({ length: count }, () => touch(at));

async function volume(plans: readonly object[], touches = sent(30), run: Partial<TestRun> = {}) {
  await loadTables(database.owner, {
    comp_plans: plans.map((row) => ({ ...row })),
    cadence_event_log: touches.map((row) => ({ ...row })),
  });
  const { metrics, refused } = await cadenceEvents(database.db, measureRequest({ ...RUN, ...run }));
  const [metric] = metrics;
  const series = metric?.series.find((one) => one.repId === 'sam');
  const [own] = series?.own ?? [];
  return {
    sent: own?.numerator?.toNumber(),
    expected: own?.denominator?.toNumber(),
    days: own?.size,
    status: series?.status,
    newEvidence: series?.newEvidence,
    silent: metric?.sourceOutage,
    refused,
  };
}

it('is touches against the plan of each business day; bounced ones count, duplicates do not', async () => {
  const bounced = touch('2026-02-10');
  const touches = [
    bounced,
    bounce(bounced),
    ...sent(29),
    ...sent(2).map((row) => ({ ...row, is_duplicate: true })),
    ...sent(5, '2026-03-07'),
  ];
  expect(await volume([plan(10)], touches)).toEqual({
    sent: 35,
    expected: 200,
    days: 20,
    status: undefined,
    newEvidence: 1,
    silent: false,
    refused: [],
  });
});

it('of days off and holidays nothing is expected', async () => {
  const calendar = { ...DEFAULT_CALENDAR, holidays: new Set(['2026-02-16'] as const) };
  const absences = [
    { start: '2026-02-12', end: '2026-02-18' },
    { start: '2026-02-17', end: '2026-02-18' },
  ] as const;
  const members = [{ ...sam, calendar, absences }];
  expect(await volume([plan(10)], sent(1), { members })).toMatchObject({ days: 16, expected: 160 });
});

it('a stint that begins in the window is asked for its own days', async () => {
  const members = [member('sam', { role: 'SDR', stintStart: '2026-03-02' })];
  expect(await volume([plan(10)], [...sent(3), ...sent(4, '2026-03-02')], { members })).toMatchObject({
    sent: 4,
    days: 5,
    expected: 50,
  });
});

it('silence of everybody is an outage, silence of one is not', async () => {
  expect(await volume([plan(10)], sent(1))).toMatchObject({ newEvidence: 0, silent: true });
  await database.owner('cadence_event_log').delete();
  await database.owner('comp_plans').delete();
  const others = [touch('2026-03-03', { rep_id: 'olaf' })];
  expect(await volume([plan(10)], others)).toMatchObject({ sent: 0, expected: 200, newEvidence: 1, silent: false });
});

describe('the plan in force', () => {
  it('changes from one day to the next; its end is exclusive', async () => {
    const plans = [plan(10, { effective_to: '2026-03-02' }), plan(20, { effective_from: '2026-03-02' })];
    expect(await volume(plans)).toMatchObject({ expected: 15 * 10 + 5 * 20, days: 20 });
  });

  it('is the rep’s before the segment’s before the role’s, day by day', async () => {
    const plans = [
      plan(10),
      plan(30, { rep_id: 'sam', effective_from: '2026-03-02', effective_to: '2026-03-04' }),
      plan(20, { segment: 'enterprise', effective_from: '2026-03-02', effective_to: '2026-03-07' }),
      plan(99, { segment: 'retail' }),
      plan(99, { rep_id: 'olaf' }),
      plan(99, { role: 'AE' }),
      plan(99, { activity_metric: 'calls_per_business_day' }),
      plan(99, { rep_id: 'sam', recorded_at: new Date('2026-03-09T10:00:00Z') }),
    ];
    expect(await volume(plans)).toMatchObject({ expected: 15 * 10 + 2 * 30 + 3 * 20 });
  });

  it('of several the latest, then the lowest id', async () => {
    const plans = [
      plan(10, { effective_from: '2026-02-01' }),
      plan(20, { effective_from: '2026-02-02', plan_id: 'b' }),
      plan(30, { effective_from: '2026-02-02', plan_id: 'a' }),
    ];
    expect(await volume(plans)).toMatchObject({ expected: 600 });
  });

  it('may be none on some days: they expect nothing', async () => {
    expect(await volume([plan(10, { effective_from: '2026-03-05' })])).toMatchObject({
      expected: 20,
      days: 20,
      status: undefined,
    });
  });

  it.each([
    ['none at all', []],
    ['one that begins at t', [plan(10, { effective_from: '2026-03-09' })]],
    ['one that ended as the window begins', [plan(10, { effective_to: '2026-02-09' })]],
  ])('%s: the metric does not apply', async (_name, plans) => {
    expect(await volume(plans)).toMatchObject({ expected: 0, status: 'not_applicable' });
  });

  it.each(['Infinity', 'NaN'])('that asks for %s touches says nothing that can be used', async (target_value) => {
    await database.owner.raw('alter table comp_plans alter target_value type numeric');
    expect(await volume([plan(10, { target_value })])).toMatchObject({
      status: 'not_applicable',
      refused: [{ reason: 'compensation plans: no target, or one below 0', rows: 1 }],
    });
  });
});

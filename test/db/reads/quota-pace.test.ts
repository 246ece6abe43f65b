import { beforeEach, expect, test } from 'vitest';
import { quotaPace } from '../../../src/db/reads/quota-pace.ts';
import { Decimal } from '../../../src/domain/decimal.ts';
import { type LocalDate, localDate } from '../../../src/domain/local-date.ts';
import type { Reading } from '../../../src/domain/metric.ts';
import { reading } from '../../slack/messages/sample.ts';
import { useDatabase } from '../../support/database.ts';
import { saveReadings } from '../../support/save-readings.ts';

const world = useDatabase();
const ask = (t = localDate('2026-04-01')) => quotaPace(world.db, { repId: 'rep-1', t, currency: 'EUR' });

beforeEach(async () => {
  await world.owner.raw('truncate metric_reading, fiscal_calendar');
  await world.owner('fiscal_calendar').insert([
    { fiscal_quarter: 'Q1', fiscal_year: '2026', start_date: '2026-01-01', end_date: '2026-04-01' },
    { fiscal_quarter: 'Q2', fiscal_year: '2026', start_date: '2026-04-01', end_date: '2026-07-01' },
  ]);
});

/** Of a quota of 1,000: closed, and closed and committed, where the pace asks for so much. */
function check(asOf: LocalDate, [closed, expected, pace]: readonly number[], change: Partial<Reading> = {}): Reading {
  const share = (amount = 0) => amount / 1_000;
  return reading({
    metricKey: 'AE.pace_attainment',
    dimension: '',
    asOf,
    windowStart: localDate('2026-01-01'),
    windowEnd: asOf,
    numerator: new Decimal(expected ?? 0),
    denominator: new Decimal(pace ?? 0),
    companions: { attainment: share(closed), projected: share(expected), elapsed_weight: share(pace) },
    ...change,
  });
}

test('is what the readings of the quarter found, the month’s own last', async () => {
  await saveReadings(world.owner, [
    check('2026-03-23', [300, 500, 900]),
    check('2026-03-30', [350, 500, 980]),
    check('2026-04-01', [400, 450, 1_000], { period: 'month' }),
    check('2026-04-06', [1, 1, 1], { windowStart: localDate('2026-04-01') }),
    check('2026-03-16', [9, 9, 9], { repId: 'rep-2' }),
  ]);
  const found = await ask();
  expect(found).toMatchObject({ quarter: { start: '2026-01-01', end: '2026-04-01' }, currency: 'EUR' });
  expect(found?.quota.toFixed(2)).toBe('1000.00');
  expect(found?.checks.map((one) => [one.asOf, one.closed, one.closedAndCommitted, one.pace].map(String))).toEqual([
    ['2026-03-23', '0.3', '0.5', '0.9'],
    ['2026-03-30', '0.35', '0.5', '0.98'],
    ['2026-04-01', '0.4', '0.45', '1'],
  ]);
});

test('is none without a quota, or with amounts that nobody can rate', async () => {
  const none = { attainment: null, projected: null, elapsed_weight: null };
  await saveReadings(world.owner, [
    check('2026-03-23', [300, 500, 900], { status: 'data_quality' }),
    check('2026-03-30', [300, 500, 900], { status: 'not_applicable', companions: none }),
    check('2026-03-16', [0, 0, 0], { companions: none }),
  ]);
  expect(await ask()).toBeNull();
});

import type { BookHealth } from '../../src/domain/book-health.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import type { Standing } from '../../src/domain/digest.ts';
import { addDays, localDate } from '../../src/domain/local-date.ts';
import type { QuotaPace } from '../../src/domain/quota-pace.ts';
import type { Trend } from '../../src/domain/trend.ts';

const firstMonday = localDate('2026-01-05');
export const mondays = Array.from({ length: 13 }, (_, week) => addDays(firstMonday, 7 * week));

/** A trend of these values, week by week; null: not measured. */
export function trend(
  values: readonly (number | null)[],
  own: Partial<Omit<Trend, 'points'>> & { benchmark?: number | null; flagged?: readonly number[] } = {},
): Trend {
  const { benchmark = 0.62, flagged = [], ...rest } = own;
  return {
    title: 'Stage-to-stage conversion, stage 2 to 3',
    unit: 'rate',
    direction: 'higher',
    comparedWith: benchmark === null ? 'none' : 'segment_peers',
    ...rest,
    points: values.map((value, week) => ({
      asOf: mondays[week] ?? firstMonday,
      value: value === null ? null : new Decimal(value),
      benchmark: value === null || benchmark === null ? null : new Decimal(benchmark),
      flagged: flagged.includes(week),
    })),
  };
}

export const falling = trend([0.61, 0.6, 0.58, null, null, 0.5, 0.44, 0.45, 0.38, 0.31, 0.28, 0.24, 0.235], {
  flagged: [9, 10, 11, 12],
});

export const pace: QuotaPace = {
  quarter: { start: localDate('2026-01-01'), end: localDate('2026-04-01') },
  quota: new Decimal(450_000),
  currency: 'USD',
  checks: mondays.slice(0, 9).map((asOf, week) => ({
    asOf,
    closed: new Decimal(week).times('0.03'),
    closedAndCommitted: new Decimal(week).times('0.05').plus('0.1'),
    pace: new Decimal(week).times('0.075').plus('0.03'),
  })),
};

export const book: BookHealth = {
  weeks: mondays.map((asOf, week) => ({
    asOf,
    tiers: {
      Critical: Math.floor(week / 3),
      High: 1 + Math.floor(week / 4),
      Medium: 5,
      Low: 12 - Math.floor(week / 2),
    },
    unscored: week < 3 ? 2 : 0,
  })),
};

export function teamOf(reps: readonly (readonly [name: string, standing: Standing])[]) {
  return {
    title: falling.title,
    unit: falling.unit,
    direction: falling.direction,
    reps: reps.map(([name, standing], index) => ({
      name,
      standing,
      trend: index === 0 ? falling : trend(mondays.map((_, week) => 0.6 + index * 0.02 - week * 0.01)),
    })),
  };
}

export const team = teamOf([
  ['Priya Raman', 'behind'],
  ['王伟', 'level'],
  ['Zoë Ångström', 'ahead'],
]);

import { healthTrend } from '../customer-health.ts';

export const W28 = { days: 28, monthly: true };
export const W30 = { days: 30, monthly: true };
export const W56 = { days: 56 };
export const W91 = { days: 91 };

export const score = { window: W30, test: 'T2', minimum: 6, gap: 10 } as const;
export const depth = {
  lowerIsBetter: true,
  window: W91,
  test: 'T2',
  minimum: 8,
  gap: 0.05,
  segmentSensitive: true,
} as const;
export const exceptions = { ...depth, test: 'T1', gap: 0.15 } as const;
export const trend = {
  window: W56,
  measure: healthTrend,
  test: 'T2',
  minimum: 8,
  gap: 1,
  limit: (value: number) => value <= -2 + 1e-9,
} as const;
export const survey = { window: W91, test: 'T2', minimum: 8, gap: 10, versus: 'own past' } as const;
export const relative = { window: W28, test: 'T1', relativeGap: 0.25, segmentSensitive: true } as const;
export const SHIFTED = { days: 28, shift: 7 };

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { criticalRuleOf } from '../../src/catalog/critical-rule.ts';
import { defaultThresholds } from '../../src/catalog/thresholds.ts';
import { criticalValueOf, isCritical, isOnset } from '../../src/domain/daily-flag.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import { addDays, daysBetween, type LocalDate } from '../../src/domain/local-date.ts';
import type { MetricKey, Reading } from '../../src/domain/metric.ts';
import { reading } from '../slack/messages/sample.ts';
import { metricOf } from '../support/metric-of.ts';

const flags = defaultThresholds.dailyFlags;

const critical = (metricKey: MetricKey, change: Partial<Reading>) =>
  isCritical(
    { ...reading({ metricKey }), status: 'ok', fired: true, ...change },
    metricOf(metricKey),
    criticalRuleOf(metricKey, flags),
  );

describe('a critical reading', () => {
  const conversion = (gap: string, change: Partial<Reading> = {}) =>
    critical('AE.stage_conversion', { gap: new Decimal(gap), benchmark: new Decimal('0.6'), ...change });

  it('would open a pattern with twice the gap that is material', () => {
    expect(conversion('0.2')).toBe(true);
    expect(conversion('0.1999')).toBe(false);
    expect(conversion('0.4', { fired: false })).toBe(false);
  });

  it('needs something new in the week', () => expect(conversion('0.4', { newEvidence: 0 })).toBe(false));

  test.each(['ramping', 'on_leave', 'data_quality', 'no_benchmark'] as const)('is none when %s', (status) =>
    expect(conversion('0.4', { status })).toBe(false),
  );

  it('of pace is below half, once a third of the quarter has passed', () => {
    const pace = (value: string, elapsed: number) =>
      critical('AE.pace_attainment', {
        value: new Decimal(value),
        fired: false,
        companions: { elapsed_weight: elapsed },
      });
    expect(pace('0.49', 0.33)).toBe(true);
    expect(pace('0.5', 0.33)).toBe(false);
    expect(pace('0.49', 0.32)).toBe(false);
  });

  it('of outreach is below half of the plan', () => {
    expect(critical('SDR.outreach_volume', { value: new Decimal('0.49'), fired: false })).toBe(true);
    expect(critical('SDR.outreach_volume', { value: new Decimal('0.5') })).toBe(false);
  });

  it('says from which value on', () => {
    const value = (metricKey: MetricKey) =>
      criticalValueOf(
        { benchmark: new Decimal('0.6') },
        metricOf(metricKey),
        criticalRuleOf(metricKey, flags),
      )?.toFixed();
    expect(value('AE.stage_conversion')).toBe('0.4');
    expect(value('AE.discount_depth')).toBe('0.7');
    expect(value('AE.pace_attainment')).toBe('0.5');
    expect(value('AE.stage_velocity')).toBe('0.5');
  });
});

describe('an onset', () => {
  const d = '2026-03-20';
  const ago = (...days: number[]) => days.map((back) => addDays(d, -back));

  it('needs seven days without a breach', () => {
    expect(isOnset(d, { breaches: [], onsets: [] }, flags)).toBe(true);
    expect(isOnset(d, { breaches: ago(8), onsets: [] }, flags)).toBe(true);
    expect(isOnset(d, { breaches: ago(7), onsets: [] }, flags)).toBe(false);
    expect(isOnset(d, { breaches: ago(1), onsets: [] }, flags)).toBe(false);
  });

  it('comes fourteen days after the last one of the pattern at the earliest', () => {
    expect(isOnset(d, { breaches: ago(13), onsets: ago(13) }, flags)).toBe(false);
    expect(isOnset(d, { breaches: ago(14), onsets: ago(14) }, flags)).toBe(true);
  });

  it('keeps its distances over any history', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 120 }), { maxLength: 60 }), (offsets) => {
        const breaches = offsets.toSorted((a, b) => a - b).map((offset) => addDays('2026-01-01', offset));
        const onsets: LocalDate[] = [];
        for (const day of breaches) if (isOnset(day, { breaches, onsets }, flags)) onsets.push(day);
        for (const [index, onset] of onsets.entries()) {
          const earlier = onsets[index - 1];
          if (earlier !== undefined) expect(daysBetween(earlier, onset)).toBeGreaterThanOrEqual(14);
          expect(breaches.filter((day) => day < onset && daysBetween(day, onset) <= 7)).toEqual([]);
        }
        // The first breach of all is always told.
        expect(onsets[0]).toBe(breaches[0]);
      }),
    );
  });
});

import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../src/domain/decimal.ts';
import type { EpisodeWeek } from '../../../src/domain/escalation-case.ts';
import type { MetricKey } from '../../../src/domain/metric.ts';
import { changeAltogether, howWeeksCount, weekLines } from '../../../src/slack/messages/episode-weeks.ts';
import { week } from './sample.ts';

const dates = ['2026-03-02', '2026-03-09', '2026-03-16'] as const;

/** Weeks with these values, each compared with the one before as the clock does. */
function weeksOf(values: readonly string[], floor: string, sign: 1 | -1 = 1): EpisodeWeek[] {
  return values.map((value, index) => {
    const before = values[index - 1];
    const improvement =
      before === undefined
        ? null
        : new Decimal(value)
            .minus(before)
            .times(sign)
            .div(Decimal.max(new Decimal(before).abs(), floor));
    return week({ asOf: dates[index] ?? '2026-03-23', value: new Decimal(value), clock: index + 1, improvement });
  });
}
const linesOf = (metricKey: MetricKey, weeks: readonly EpisodeWeek[]) =>
  weekLines({ metricKey }, weeks).map(({ text }) => text.replace(/^.*2026: /, ''));

describe('what a week changed', () => {
  test('is no number of points where values are shown in percent', () => {
    const weeks = weeksOf(['0.0042', '0.00415'], '0.002');
    expect(linesOf('SDR.meeting_acceptance', weeks)[1]).toBe(
      '0.4%, a relative 1.2% worse than the week before: week 2',
    );
    expect(howWeeksCount({ metricKey: 'SDR.meeting_acceptance' }, weeks)?.text).toBe(
      '10% better than the week before starts the count again: 10% of the number before, not 10 percentage points.',
    );
  });

  test('is a plain share of other values', () => {
    const weeks = weeksOf(['60', '61.5'], '5');
    expect(linesOf('AE.objection_handling', weeks)[1]).toBe('61.5, 2.5% better than the week before: week 2');
    expect(howWeeksCount({ metricKey: 'AE.objection_handling' }, weeks)?.text).toBe(
      '10% better than the week before starts the count again.',
    );
  });

  test('is said as a part of what it was taken of, where the number before was so small that another stands for it', () => {
    const weeks = weeksOf(['0', '0.004', '0.0085'], '0.05');
    expect(linesOf('AE.stage_conversion', weeks).slice(1)).toEqual([
      '0.4%, better than the week before by 8.0% of 5.0%: week 2',
      '0.9%, better than the week before by 9.0% of 5.0%: week 3',
    ]);
    expect(howWeeksCount({ metricKey: 'AE.stage_conversion' }, weeks)?.text).toContain(
      'Of a number below 5.0% the change is taken as a part of 5.0%.',
    );
    expect(changeAltogether({ metricKey: 'AE.stage_conversion' }, weeks)?.text).toBe(
      '*Altogether:* 0.0% on 2 Mar 2026, 0.9% on 16 Mar 2026, better by 17.0% of 5.0%.',
    );
  });

  test('is none where there is none to see', () => {
    expect(linesOf('AE.stage_conversion', weeksOf(['0.2', '0.2'], '0.05'))[1]).toBe(
      '20.0%, the same as the week before: week 2',
    );
  });
});

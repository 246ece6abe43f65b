import { expect, it } from 'vitest';
import { builtInPlaybook } from '../../src/catalog/playbook/built-in.ts';
import { seriesTitle } from '../../src/catalog/playbook/metric-wording.ts';
import { recommend, textFor } from '../../src/catalog/playbook/recommend.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import type { MetricKey, Reading } from '../../src/domain/metric.ts';
import { comparison } from '../../src/slack/messages/evidence.ts';
import { reading } from '../slack/messages/sample.ts';
import { metricOf } from '../support/metric-of.ts';

function advice(key: MetricKey, change: Partial<Reading>) {
  const found = reading({ metricKey: key, ...change });
  const pattern = { definition: metricOf(key), reading: found, severity: 'low', variant: 0 } as const;
  return { found, ...recommend(textFor(builtInPlaybook, pattern), pattern, []) };
}

it('a count says what it counts, not of how many, and aims below the limit', () => {
  const { found, patternDetected, recommendedAction } = advice('SDR.open_cadence_flags', {
    dimension: '',
    value: new Decimal(1),
    benchmark: new Decimal(1),
    benchmarkKind: 'target',
    sampleSize: 1,
    minimumSample: 1,
  });
  expect(patternDetected).toMatch(/^Open cadence flags: 1 open for too long, against a target below 1 \(/);
  expect(recommendedAction).toMatch(
    /A good goal within four weeks of getting this: from 1, when this was suggested, to 0\.$/,
  );
  expect(comparison(found).text).toContain('*1* open for too long, target below 1; lower is better');
});

it('a step is named with its cadence', () => {
  const { patternDetected, recommendedAction } = advice('SDR.response_rate_by_step', {
    dimension: 'cold/3',
    value: new Decimal('0.02'),
    sampleSize: 108,
  });
  expect(patternDetected).toContain(
    'Response rate by step, cold cadences, step 3: 2.0% of 108 delivered touches were answered',
  );
  expect(recommendedAction).toContain('what you send at this step (cold cadences, step 3)');
  expect(seriesTitle(metricOf('SDR.acceptance_by_cadence'), 're_engage')).toBe(
    'Meeting acceptance by cadence, re-engagement cadences',
  );
});

import { expect, test } from 'vitest';
import { metrics } from '../../../src/catalog/metrics/index.ts';
import { builtInPlaybook } from '../../../src/catalog/playbook/built-in.ts';
import type { ExampleRow } from '../../../src/catalog/playbook/examples.ts';
import { recommend, textFor } from '../../../src/catalog/playbook/recommend.ts';
import { Decimal } from '../../../src/domain/decimal.ts';
import { SEVERITIES } from '../../../src/domain/pattern.ts';
import { reading } from '../../slack/messages/sample.ts';

const row = (account: string, on: ExampleRow['on']): ExampleRow => ({
  name: `row of ${account}`,
  account,
  on,
  adds: { numerator: null, denominator: null, short: new Decimal(5) },
});
const ROWS = [row('Acme', '2026-02-26'), row('Globex', '2026-02-12')];

test('reads well with none, one or two to look at, whatever the numbers are', () => {
  const slips =
    /\b1 (deals|calls|accounts|renewals|briefs|days|weeks|points per)\b|undefined|null|NaN| {2}|\.\.|,,| [,.:;]|\bthe the\b/;
  const dimensions = {
    stage_pair: '3>4',
    stage: '3',
    cadence_type: 're_engage',
    cadence_step: 'abm/1',
    cohort: 'all',
    none: '',
  };
  const numbers = [
    ['0', '1'],
    ['1', '0'],
    ['-1', '1'],
    ['0.0004', '0.9996'],
    ['1', '1'],
  ] as const;
  for (const definition of metrics) {
    for (const severity of SEVERITIES) {
      for (const [index, [value, benchmark]] of numbers.entries()) {
        const found = reading({
          metricKey: definition.key,
          dimension: dimensions[definition.dimension],
          value: new Decimal(value),
          benchmark: new Decimal(benchmark),
        });
        const pattern = { definition, reading: found, severity, variant: index };
        for (const rows of [[], ROWS.slice(0, 1), ROWS]) {
          const { recommendedAction } = recommend(textFor(builtInPlaybook, pattern), pattern, rows);
          expect(recommendedAction).not.toMatch(slips);
          expect(recommendedAction).toMatch(/^[A-Z].*\.$/);
        }
      }
    }
  }
});

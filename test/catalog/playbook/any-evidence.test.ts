import fc from 'fast-check';
import { expect, test } from 'vitest';
import { metrics } from '../../../src/catalog/metrics/index.ts';
import { builtInPlaybook } from '../../../src/catalog/playbook/built-in.ts';
import { type ExampleRow, examplesPhrase, LONGEST_EXAMPLES } from '../../../src/catalog/playbook/examples.ts';
import { LONGEST_GOAL, recommend, textFor } from '../../../src/catalog/playbook/recommend.ts';
import { actionTextFault } from '../../../src/domain/approval.ts';
import { Decimal } from '../../../src/domain/decimal.ts';
import type { MetricDefinition, Reading } from '../../../src/domain/metric.ts';
import { SEVERITIES } from '../../../src/domain/pattern.ts';
import { reading } from '../../slack/messages/sample.ts';

/** Any reading of a metric, with companions that signs are read from, or nonsense. */
function anyReading(definition: MetricDefinition): fc.Arbitrary<Reading> {
  const number = fc.double({ min: -1000, max: 1000, noNaN: true }).map((one) => new Decimal(one));
  const dimensions = {
    none: [''],
    stage_pair: ['1>2', '3>4', '12>13'],
    stage: ['1', '7'],
    cadence_type: ['cold', 'warm', 'abm', 're_engage'],
    cadence_step: ['cold/1', 're_engage/12'],
    cohort: ['all', 'enterprise/retail', `${'x'.repeat(400)}/{part}`],
  };
  const companion = fc.oneof(fc.constant(null), fc.double({ min: -2, max: 2 }), fc.string());
  const names = [
    'bias',
    'attainment',
    'projected',
    'scheduled_rate',
    'logo_rate',
    'grr',
    'suppression_rate',
    'slope_per_week',
  ];
  return fc
    .record({
      dimension: fc.constantFrom(...dimensions[definition.dimension]),
      value: fc.option(number),
      benchmark: fc.option(number),
      benchmarkKind: fc.constantFrom('segment_peers', 'target', 'own_past', 'none'),
      companions: fc.record(Object.fromEntries(names.map((name) => [name, companion]))),
    })
    .map((change) => reading({ metricKey: definition.key, role: definition.role, ...change }));
}

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    '{examples}',
    '<!channel>',
    '\u202eacme',
    'A\nB',
    '   ',
    '*bold* `x` :wave: https://evil.example',
    '👩‍👩‍👧'.repeat(80),
  ),
);
const anyRow: fc.Arbitrary<ExampleRow> = fc.record({
  name: hostile,
  account: fc.option(hostile),
  on: fc.constantFrom('2026-02-26', '2026-02-12'),
  adds: fc.option(
    fc.record({
      numerator: fc.option(fc.double({ min: -1000, max: 1000, noNaN: true }).map((one) => new Decimal(one))),
      denominator: fc.option(fc.double({ min: 0, max: 1000, noNaN: true }).map((one) => new Decimal(one))),
    }),
  ),
});

test('any evidence makes a text that may be stored, whole and with nothing left open', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...metrics).chain((definition) => fc.tuple(fc.constant(definition), anyReading(definition))),
      fc.constantFrom(...SEVERITIES),
      fc.nat(7),
      fc.array(anyRow, { maxLength: 5 }),
      ([definition, found], severity, variant, rows) => {
        const pattern = { definition, reading: found, severity, variant };
        const { recommendedAction, patternDetected } = recommend(textFor(builtInPlaybook, pattern), pattern, rows);
        expect(actionTextFault(recommendedAction)).toBeNull();
        expect(recommendedAction).toMatch(/\.$/);
        expect(recommendedAction).not.toMatch(/[{}\n]/);
        expect(patternDetected).not.toBe('');
        const sentences = recommendedAction.split(/(?=A good goal |Look at the number again)/);
        expect([...(sentences.at(-1) ?? '')].length).toBeLessThanOrEqual(LONGEST_GOAL);
      },
    ),
    { numRuns: 1000 },
  );
});

test('what names them is never longer than a file is checked for', () => {
  fc.assert(
    fc.property(fc.constantFrom(...metrics), fc.array(anyRow, { maxLength: 5 }), (definition, rows) => {
      const phrase = examplesPhrase(definition, { benchmark: new Decimal(1) }, rows);
      expect([...phrase].length).toBeLessThanOrEqual(LONGEST_EXAMPLES);
    }),
    { numRuns: 1000 },
  );
});

import { expect, it } from 'vitest';
import { Decimal } from '../../src/domain/decimal.ts';
import type { Reading } from '../../src/domain/metric.ts';
import { clockWeek } from '../../src/domain/persistence-clock.ts';

const READING: Reading = {
  repId: 'rita',
  role: 'AE',
  metricKey: 'AE.stage_conversion',
  dimension: '2>3',
  segment: 'enterprise',
  period: 'week',
  asOf: '2026-03-02',
  windowStart: '2026-01-05',
  windowEnd: '2026-03-02',
  definitionVersion: 1,
  numerator: new Decimal(3),
  denominator: new Decimal(12),
  sampleSize: 12,
  minimumSample: 8,
  newEvidence: 2,
  value: new Decimal('0.25'),
  benchmark: new Decimal('0.6'),
  benchmarkKind: 'segment_peers',
  peerCount: 5,
  gap: new Decimal('0.35'),
  percentile: new Decimal(8),
  evidenceStart: '2025-12-01',
  evidenceNumerator: new Decimal(4),
  evidenceSize: 13,
  evidenceBenchmark: new Decimal('0.6'),
  seriesCount: 1,
  criticalZ: new Decimal('2.326'),
  status: 'ok',
  material: true,
  credible: false,
  fired: false,
  companions: {},
};
const FACTS = { asOf: '2026-03-02', changed: null, leaveWeek: false, sourceOutage: false, beforeStart: false } as const;

it('a fit reading with new evidence is measured; what is material stays, though it would not fire', () => {
  expect(clockWeek(READING, FACTS)).toMatchObject({ kind: 'measured', fires: false, stays: true });
});

it.each([
  ['without a reading', null, {}, 'no_reading', false],
  ['too small a sample', { status: 'insufficient_sample' }, {}, 'insufficient_sample', false],
  ['without peers', { status: 'no_benchmark' }, {}, 'no_benchmark', false],
  ['nothing new', { newEvidence: 0 }, {}, 'no_new_evidence', false],
  ['the source silent', {}, { sourceOutage: true }, 'source_outage', false],
  ['too early in the quarter', { status: 'not_applicable' }, { beforeStart: true }, 'quarter_start', true],
  ['away for the window', { status: 'on_leave' }, {}, 'on_leave', true],
  ['away for the week', {}, { leaveWeek: true }, 'leave', true],
  ['away, and nothing read', null, { leaveWeek: true }, 'leave', true],
] as const)('%s: held', (_name, change, facts, reason, frozen) => {
  const reading = change === null ? null : { ...READING, ...change };
  expect(clockWeek(reading, { ...FACTS, ...facts })).toMatchObject({ kind: 'held', reason, frozen });
});

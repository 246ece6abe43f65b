import { beforeEach, expect, it } from 'vitest';
import { readingsOfRun } from '../../../src/db/reads/readings.ts';
import { Decimal } from '../../../src/domain/decimal.ts';
import { reading } from '../../slack/messages/sample.ts';
import { useDatabase } from '../../support/database.ts';
import { saveReadings } from '../../support/save-readings.ts';

const database = useDatabase();
const RUN = { asOf: '2026-03-16', period: 'week' } as const;

beforeEach(() => database.owner.raw('truncate metric_reading'));

/** Every column another value, so that none can stand in another's place. */
const full = reading({
  repId: 'rep',
  role: 'AE',
  metricKey: 'AE.stage_velocity',
  dimension: '2',
  segment: 'enterprise',
  ...RUN,
  windowStart: '2025-09-17',
  windowEnd: '2026-03-15',
  definitionVersion: 3,
  numerator: new Decimal('4.5'),
  denominator: new Decimal('5.5'),
  sampleSize: 6,
  minimumSample: 7,
  newEvidence: 8,
  value: new Decimal(9).div(7),
  benchmark: new Decimal('0.00000000000000000000000000000001'),
  benchmarkKind: 'segment_peers',
  peerCount: 11,
  gap: new Decimal(-12).div(7),
  percentile: new Decimal('13.5'),
  evidenceStart: '2025-09-16',
  evidenceNumerator: new Decimal('123456789012345678901234567890.5'),
  evidenceSize: 15,
  evidenceBenchmark: new Decimal('16.5'),
  seriesCount: 17,
  criticalZ: new Decimal('2.8785'),
  status: 'ok',
  material: true,
  credible: false,
  fired: true,
  companions: { median_days: 18.5 },
});

it('keeps every value in its own column, to the last digit', async () => {
  await saveReadings(database.db, [full]);
  expect(await readingsOfRun(database.db, RUN)).toEqual([full]);
});

it('keeps what is not known apart from nothing', async () => {
  const bare = reading({
    ...full,
    dimension: '',
    segment: null,
    numerator: null,
    denominator: null,
    minimumSample: null,
    value: null,
    benchmark: null,
    gap: null,
    percentile: null,
    evidenceStart: null,
    evidenceNumerator: null,
    evidenceSize: null,
    evidenceBenchmark: null,
    seriesCount: null,
    criticalZ: null,
    companions: {},
  });
  await saveReadings(database.db, [bare]);
  expect(await readingsOfRun(database.db, RUN)).toEqual([bare]);
});

it.each([
  'plain',
  'two words',
  'a, b',
  '(a)',
  '"a"',
  "it's",
  'back\\slash',
  '\\"',
  'two\nlines',
  '{a}',
  'null',
  ' ',
  '?',
  ':name',
  'Zoë 木',
])('keeps any text as it is: %j', async (text) => {
  const one = reading({ ...full, repId: text, dimension: text, segment: text, companions: { [text]: text } });
  await saveReadings(database.db, [one]);
  expect(await readingsOfRun(database.db, RUN)).toEqual([one]);
});

it('leaves what is there as it is, and says how many were new', async () => {
  expect(await saveReadings(database.db, [full])).toBe(1);
  const other = reading({ ...full, dimension: '3' });
  expect(await saveReadings(database.db, [{ ...full, value: new Decimal(1) }, other])).toBe(1);
  expect(await readingsOfRun(database.db, RUN)).toEqual([full, other]);
});

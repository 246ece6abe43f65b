import { describe, expect, test } from 'vitest';
import { digestContentSchema } from '../../src/db/reads/digest-content-schema.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import { isEmptyDigest, type MonthPattern } from '../../src/domain/digest.ts';
import { digestContent, reading } from '../slack/messages/sample.ts';

const pattern: MonthPattern = {
  metricKey: 'AE.stage_conversion',
  dimension: '2>3',
  weeks: 2,
  firstOn: '2026-03-09',
  firstValue: new Decimal('0.38'),
  lastOn: '2026-03-23',
  lastValue: new Decimal('0.4'),
  benchmark: new Decimal('0.55'),
  benchmarkKind: 'segment_peers',
  peerCount: 8,
  improved: false,
  over: false,
  isBadData: false,
};

const standing = (change: Parameters<typeof reading>[0]) =>
  digestContent({ readings: [reading(change)] }).summary[0]?.standing;

describe('the summary', () => {
  test('has a line for every metric of the role, measured or not', () => {
    const [line] = digestContent({ readings: [] }).summary;
    expect(line).toMatchObject({ metricKey: 'AE.stage_conversion', value: null, standing: 'not_enough_data' });
  });

  test('dimensions come in the order in which people count', () => {
    const readings = ['10>11', '2>3', '1>2'].map((dimension) => reading({ dimension }));
    expect(digestContent({ readings }).summary.map((line) => line.dimension)).toEqual(['1>2', '2>3', '10>11']);
  });

  test('stands where the material gap says, on the threshold included', () => {
    expect(standing({ value: new Decimal('0.45') })).toBe('behind');
    expect(standing({ value: new Decimal('0.451') })).toBe('level');
    expect(standing({ value: new Decimal('0.65') })).toBe('ahead');
    expect(standing({ status: 'insufficient_sample' })).toBe('not_enough_data');
    expect(standing({ benchmark: null, benchmarkKind: 'none', status: 'no_benchmark' })).toBe('not_compared');
  });

  test('compares with five peers or more only; a target is no peer', () => {
    expect(standing({ peerCount: 4 })).toBe('not_compared');
    expect(standing({ peerCount: 5 })).toBe('behind');
    expect(standing({ peerCount: 0, benchmarkKind: 'target' })).toBe('behind');
    expect(digestContent({ readings: [reading({ peerCount: 4 })] }).summary[0]?.benchmark).toBeNull();
    expect(digestContent({ patterns: [{ ...pattern, peerCount: 4 }] }).diagnosis[0]?.benchmark).toBeNull();
  });

  test('knows the month before', () => {
    expect(digestContent().summary[0]?.previousValue?.toString()).toBe('0.5');
  });
});

describe('the diagnosis', () => {
  test('is the same with an approved action, a pending one and none', () => {
    expect(digestContent({ actions: [] }).diagnosis).toEqual(digestContent().diagnosis);
  });

  test('leaves out what was dismissed as bad data', () => {
    expect(digestContent({ patterns: [{ ...pattern, isBadData: true }] }).diagnosis).toEqual([]);
  });

  test('leaves out a pattern that was neither seen nor better in the month', () => {
    expect(digestContent({ patterns: [{ ...pattern, weeks: 0 }] }).diagnosis).toEqual([]);
    expect(digestContent({ patterns: [{ ...pattern, weeks: 0, over: true }] }).diagnosis[0]?.outcome).toBe('over');
  });

  test('tells seen, improved and over apart', () => {
    const outcome = (change: Partial<MonthPattern>) =>
      digestContent({ patterns: [{ ...pattern, ...change }] }).diagnosis[0]?.outcome;
    expect(outcome({})).toBe('seen');
    expect(outcome({ improved: true })).toBe('improved');
    expect(outcome({ improved: true, over: true })).toBe('over');
  });
});

test('a digest is empty without diagnosis and actions, whatever its numbers', () => {
  expect(isEmptyDigest(digestContent({ patterns: [], actions: [] }))).toBe(true);
  expect(isEmptyDigest(digestContent({ patterns: [] }))).toBe(false);
  expect(isEmptyDigest(digestContent({ actions: [] }))).toBe(false);
});

test('what is stored comes back as it was, to the last digit', () => {
  const content = digestContent({ readings: [], patterns: [pattern] });
  expect(digestContentSchema.parse(JSON.parse(JSON.stringify(digestContent())))).toEqual(digestContent());
  expect(digestContentSchema.parse(JSON.parse(JSON.stringify(content)))).toEqual(content);
  expect(digestContentSchema.safeParse({ ...JSON.parse(JSON.stringify(content)), role: 'CEO' }).success).toBe(false);
});

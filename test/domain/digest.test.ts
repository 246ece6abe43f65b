import { describe, expect, test } from 'vitest';
import { headlines } from '../../src/catalog/headlines.ts';
import { metrics } from '../../src/catalog/metrics/index.ts';
import { metricInWords } from '../../src/catalog/playbook/metric-wording.ts';
import { digestContentSchema } from '../../src/db/reads/digest-content-schema.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import { isEmptyDigest, type MonthPattern } from '../../src/domain/digest.ts';
import { ROLES } from '../../src/domain/metric.ts';
import { assessment, digestContent, reading } from '../slack/messages/sample.ts';

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

describe('the skills', () => {
  const skills = (...changes: Parameters<typeof assessment>[0][]) =>
    digestContent({ skills: changes.map((change) => assessment(change)) }).skills;

  test('come with severity, trend and rank, those of the role’s headline first', () => {
    const found = skills({ dimension: 'pricing_negotiation', severity: null }, { dimension: 'product_knowledge' }, {});
    expect(found.map(({ dimension }) => dimension)).toEqual([
      'objection_handling',
      'product_knowledge',
      'pricing_negotiation',
    ]);
    expect(found[0]).toMatchObject({ severity: 'medium', trend: 'stable', size: 9 });
    expect(found[0]?.percentile?.toFixed(2)).toBe('7.14');
  });

  test('are compared with five peers or more only: the cohort counts the rep', () => {
    expect(skills({ cohortSize: 5 })[0]).toMatchObject({ peerMedian: null, percentile: null });
    expect(skills({ cohortSize: 6 })[0]?.peerMedian?.toString()).toBe('67');
    expect(skills({ cohortSize: 6 })[0]?.percentile).not.toBeNull();
  });
});

test.each(ROLES)('the summary and the diagnosis of %s begin with the headlines of the role', (role) => {
  const ofRole = metrics.filter((metric) => metric.role === role).map(metricInWords);
  const patterns = ofRole.map(({ definition }) => ({ ...pattern, metricKey: definition.key, dimension: '' }));
  const content = digestContent({ role, metrics: ofRole, readings: [], patterns, first: headlines[role] });
  expect(content.summary.slice(0, 2).map((line) => line.metricKey)).toEqual(headlines[role].summary);
  expect(content.diagnosis.slice(0, 2).map((line) => line.metricKey)).toEqual(headlines[role].diagnosis);
  expect(content.summary).toHaveLength(ofRole.length);
});

test('a digest is empty without diagnosis and actions, whatever its numbers', () => {
  expect(isEmptyDigest(digestContent({ patterns: [], actions: [] }))).toBe(true);
  expect(isEmptyDigest(digestContent({ patterns: [] }))).toBe(false);
  expect(isEmptyDigest(digestContent({ actions: [] }))).toBe(false);
  const withSkill = (change: Parameters<typeof assessment>[0]) =>
    digestContent({ patterns: [], actions: [], skills: [assessment(change)] });
  expect(isEmptyDigest(withSkill({}))).toBe(false);
  expect(isEmptyDigest(withSkill({ severity: null, trend: 'improving' }))).toBe(false);
  expect(isEmptyDigest(withSkill({ severity: null, trend: 'deteriorating' }))).toBe(true);
});

test('what is stored comes back as it was, to the last digit', () => {
  const content = digestContent({ readings: [], patterns: [pattern], skills: [assessment()] });
  expect(digestContentSchema.parse(JSON.parse(JSON.stringify(digestContent())))).toEqual(digestContent());
  expect(digestContentSchema.parse(JSON.parse(JSON.stringify(content)))).toEqual(content);
  expect(digestContentSchema.safeParse({ ...JSON.parse(JSON.stringify(content)), role: 'CEO' }).success).toBe(false);
});

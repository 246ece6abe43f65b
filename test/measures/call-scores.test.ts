import { beforeEach, describe, expect, it } from 'vitest';
import type { MetricKey, Role } from '../../src/domain/metric.ts';
import { calls } from '../../src/measures/calls.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { brief, call } from './call-rows.ts';
import { measureRequest, member } from './measure-request.ts';
import { instant } from './stage-history-rows.ts';

const database = useDatabase();

beforeEach(async () => {
  await database.owner.raw('truncate conv_intelligence, discovery_brief_log');
});

const T = '2026-03-02';
const MONTH_AGO = '2026-02-10T15:00:00Z';
const LAST_WEEK = '2026-02-25T15:00:00Z';
const WINTER = '2025-12-20T15:00:00Z';

/** What rita's calls in a role come to in one metric. */
async function scored(key: MetricKey, rows: readonly object[], briefs: readonly object[] = []) {
  const role = roleOf(key);
  const owned = rows.map((row) => ({ call_owner_role: role, ...row }));
  await loadTables(database.owner, {
    conv_intelligence: owned,
    discovery_brief_log: briefs.map((row) => ({ ...row })),
  });
  const request = measureRequest({ metrics: [key], t: T, members: [member('rita', { role })] });
  const { metrics, refused } = await calls(database.db, request);
  const series = metrics[0]?.series[0];
  const groups = series?.evidence.kind === 'observations' ? series.evidence.groups : [];
  return {
    sum: series?.own[0]?.numerator?.toNumber(),
    size: series?.own[0]?.size,
    newEvidence: series?.newEvidence,
    evidence: Object.fromEntries(groups.map(({ group, values }) => [group, values.toSorted((a, b) => a - b)])),
    companions: series?.companions,
    modelVersion: series?.modelVersion,
    quality: metrics[0]?.quality.get('rita')?.own,
    refused,
  };
}

function roleOf(key: MetricKey): Role {
  const role = (['AE', 'AM', 'CSM', 'SDR'] as const).find((one) => key.startsWith(`${one}.`));
  if (role === undefined) throw new Error(key);
  return role;
}

const SCORES: readonly (readonly [MetricKey, string, object])[] = [
  ['AE.next_step_quality', 'next_step_score', {}],
  ['AE.product_knowledge', 'product_knowledge_score', {}],
  ['AM.product_knowledge', 'product_knowledge_score', {}],
  ['CSM.product_knowledge', 'product_knowledge_score', {}],
  ['CSM.call_sentiment', 'sentiment_score', {}],
  ['AM.objection_handling', 'objection_handling_score', {}],
  ['SDR.objection_handling', 'objection_handling_score', { call_type: 'discovery' }],
];

describe.each(SCORES)('%s', (key, column, others) => {
  const scoreOf = (at: string, score: number | null, change: object = {}) =>
    call(at, { ...others, [column]: score, ...change });

  it('is the mean over a month’s calls, judged by a quarter’s', async () => {
    const found = await scored(key, [scoreOf(MONTH_AGO, 0.2), scoreOf(LAST_WEEK, 0.7), scoreOf(WINTER, 0.9)]);
    expect(found).toMatchObject({ sum: 0.9, size: 2, newEvidence: 1, evidence: { '': [0.2, 0.7, 0.9] } });
    expect(found.modelVersion).toBe('v1');
  });

  it('leaves out what was not scored; a score of 0 is one', async () => {
    const found = await scored(key, [scoreOf(MONTH_AGO, null), scoreOf(MONTH_AGO, 0)]);
    expect(found).toMatchObject({ sum: 0, size: 1, quality: { rows: 2, excluded: 0 }, refused: [] });
  });

  it('begins and ends with the local day', async () => {
    const edges = ['2026-01-31T04:59:59Z', '2026-01-31T05:00:00Z', '2026-03-02T04:59:59Z', '2026-03-02T05:00:00Z'];
    expect(
      await scored(
        key,
        edges.map((at) => scoreOf(at, 0.5)),
      ),
    ).toMatchObject({ sum: 1, size: 2 });
  });

  it('refuses a score off its scale, NaN included', async () => {
    const rows = [scoreOf(MONTH_AGO, 0.5), scoreOf(MONTH_AGO, 100.5), { ...scoreOf(MONTH_AGO, 0), [column]: 'NaN' }];
    expect(await scored(key, rows)).toMatchObject({
      size: 1,
      quality: { rows: 3, excluded: 2 },
      refused: [{ reason: 'calls: a score off its scale', rows: 2 }],
    });
  });
});

describe.each(['AE.next_step_quality', 'AE.product_knowledge', 'CSM.call_sentiment'] as const)('%s', (key) => {
  it('counts external calls only', async () => {
    const scores = { next_step_score: 0.5, product_knowledge_score: 0.5, sentiment_score: 0.5 };
    const rows = [call(MONTH_AGO, scores), call(MONTH_AGO, { ...scores, is_external: false })];
    expect((await scored(key, rows)).size).toBe(1);
  });
});

describe.each(['AM.objection_handling', 'SDR.objection_handling'] as const)('%s', (key) => {
  const handled = (change: object) =>
    call(MONTH_AGO, { call_type: 'discovery', objection_handling_score: 60, ...change });

  it('counts calls with objections, whoever took part', async () => {
    const rows = [handled({}), handled({ is_external: false }), handled({ objections_raised: 0 })];
    expect((await scored(key, rows)).size).toBe(2);
  });

  it('goes by the role in which the call was led', async () => {
    expect((await scored(key, [handled({}), handled({ call_owner_role: 'CSM' })])).size).toBe(1);
  });
});

it('an SDR’s objections count in discovery calls, an AM’s in all', async () => {
  const rows = ['discovery', 'demo', 'expansion'].map((type) =>
    call(MONTH_AGO, { call_type: type, objection_handling_score: 60 }),
  );
  expect((await scored('SDR.objection_handling', rows)).size).toBe(1);
  await database.owner.raw('truncate conv_intelligence');
  expect((await scored('AM.objection_handling', rows)).size).toBe(3);
});

describe('CSM.call_sentiment', () => {
  it('shows which way it goes, by the week, whatever one wild call says', async () => {
    const sentiments = [0.5, 0.4, -0.9, 0.2, 0.1].map((score, week) =>
      call(`2026-02-${String(1 + week * 6).padStart(2, '0')}T15:00:00Z`, { sentiment_score: score }),
    );
    const slope = (await scored('CSM.call_sentiment', sentiments)).companions?.slope_per_week;
    // A tenth in six days.
    expect(slope).toBeCloseTo(-0.1 * (7 / 6), 6);
  });

  it('shows nothing of one call, nor of what is older than the window', async () => {
    const rows = [call(MONTH_AGO, { sentiment_score: 0.5 }), call(WINTER, { sentiment_score: -0.5 })];
    expect((await scored('CSM.call_sentiment', rows)).companions).toEqual({ slope_per_week: null });
  });

  it('may be negative, down to -1', async () => {
    const rows = [-1, -0.25].map((score) => call(MONTH_AGO, { sentiment_score: score }));
    expect(await scored('CSM.call_sentiment', rows)).toMatchObject({ sum: -1.25, size: 2, refused: [] });
  });
});

describe.each(['CSM.talk_ratio', 'SDR.talk_ratio'] as const)('%s', (key) => {
  const talk = (rep: number, customer: number, internal: number, change: object = {}) =>
    call(MONTH_AGO, {
      call_type: 'discovery',
      rep_talk_s: rep,
      customer_talk_s: customer,
      other_internal_talk_s: internal,
      ...change,
    });

  it('is the mean of the calls’ ratios, without silence, not the ratio of their sums', async () => {
    const found = await scored(key, [talk(500, 400, 100), talk(200, 50, 0, { duration_s: 3000 })]);
    expect(found).toMatchObject({ sum: 1.3, size: 2, evidence: { discovery: [0.5, 0.8] } });
  });

  it.each([
    ['internal', { is_external: false }],
    ['shorter than five minutes', { duration_s: 299 }],
    ['the customer silent', { customer_talk_s: 0 }],
    ['the rep silent', { rep_talk_s: 0 }],
  ])('leaves out a call: %s', async (_name, change) => {
    expect((await scored(key, [talk(500, 400, 100), talk(500, 400, 100, change)])).size).toBe(1);
  });

  it('takes in a call of exactly five minutes', async () => {
    expect((await scored(key, [talk(100, 100, 0, { duration_s: 300 })])).size).toBe(1);
  });

  it('refuses a call of negative seconds', async () => {
    expect(await scored(key, [talk(500, 400, 100), talk(-500, 400, 100)])).toMatchObject({
      size: 1,
      refused: [{ reason: 'calls: a negative or missing number of seconds or objections', rows: 1 }],
    });
  });
});

it('talk is compared within the types of calls; SDRs are measured on discovery calls alone', async () => {
  const rows = ['qbr', 'discovery', 'qbr'].map((type) => call(MONTH_AGO, { call_type: type }));
  expect((await scored('CSM.talk_ratio', rows)).evidence).toEqual({ discovery: [0.4375], qbr: [0.4375, 0.4375] });
  await database.owner.raw('truncate conv_intelligence');
  expect((await scored('SDR.talk_ratio', rows)).evidence).toEqual({ discovery: [0.4375] });
});

describe('CSM.sales_methodology', () => {
  const motion = (covered: number | null, required: number | null, nextStep: number | null, type = 'renewal') =>
    call(MONTH_AGO, {
      call_type: type,
      qual_topics_covered: covered,
      qual_topics_required: required,
      next_step_score: nextStep,
    });
  const methodology = (rows: readonly object[]) => scored('CSM.sales_methodology', rows);

  it('is half the topics covered, half the next step', async () => {
    expect(await methodology([motion(6, 8, 60), motion(0, 8, 0)])).toMatchObject({ sum: 67.5, size: 2 });
  });

  it.each(['expansion', 'renewal', 'qbr'])('counts a call of type %s', async (type) => {
    expect((await methodology([motion(4, 8, 50, type)])).size).toBe(1);
  });

  it.each(['onboarding', 'support', 'demo'])('counts no call of type %s', async (type) => {
    expect((await methodology([motion(4, 8, 50, type)])).size).toBe(0);
  });

  it.each([
    ['nothing required', motion(0, 0, 50)],
    ['no requirement known', motion(3, null, 50)],
    ['no coverage known', motion(null, 8, 50)],
    ['no next step scored', motion(4, 8, null)],
  ])('is not scored: %s', async (_name, row) => {
    expect(await methodology([row])).toMatchObject({ size: 0, quality: { rows: 1, excluded: 0 }, refused: [] });
  });

  it('more topics than required are no more than all', async () => {
    expect((await methodology([motion(9, 8, 100)])).sum).toBe(100);
  });
});

describe('SDR.discovery_question_quality', () => {
  const asked = (id: string, depth: number | null, covered: number | null, required: number | null) =>
    call(MONTH_AGO, {
      call_id: id,
      call_type: 'discovery',
      discovery_depth_score: depth,
      qual_topics_covered: covered,
      qual_topics_required: required,
    });
  const quality = (rows: readonly object[], briefs: readonly object[] = []) =>
    scored('SDR.discovery_question_quality', rows, briefs);

  it('is half the depth, half the topics covered', async () => {
    expect(await quality([asked('a', 60, 6, 8)])).toMatchObject({ sum: 67.5, size: 1 });
  });

  it('a discovery brief of the call knows the topics better, not the depth', async () => {
    expect(await quality([asked('a', 60, 6, 8), asked('b', 60, 6, 8)], [brief('a', 2, 8)])).toMatchObject({
      sum: 42.5 + 67.5,
      size: 2,
    });
  });

  it('a brief can make a call scored, or not scored', async () => {
    const rows = [asked('a', 60, null, null), asked('b', 60, 6, 8)];
    expect(await quality(rows, [brief('a', 4, 8), brief('b', 0, 0)])).toMatchObject({ sum: 55, size: 1 });
  });

  it.each([
    ['of the briefs of a call the last', { brief_id: 'later', created_at: instant('2026-02-11T18:00:00Z') }, 55],
    ['none written on or after t', { brief_id: 'later', created_at: instant('2026-03-02T05:00:00Z') }, 42.5],
    ['none recorded once the run had begun', { brief_id: 'z', recorded_at: instant('2026-03-02T11:00:00Z') }, 42.5],
  ])('%s counts', async (_name, change, sum) => {
    expect((await quality([asked('a', 60, 6, 8)], [brief('a', 2, 8), brief('a', 4, 8, change)])).sum).toBe(sum);
  });

  it('is not scored without a depth', async () => {
    expect((await quality([asked('a', null, 6, 8)])).size).toBe(0);
  });
});

it('says why rows were refused, each once, whatever is measured of them', async () => {
  const ofAe = (change: object = {}) => call(MONTH_AGO, { call_owner_role: 'AE', ...change });
  const rows = [
    ofAe({ objections_raised: -1 }),
    ofAe({ qual_topics_covered: -1 }),
    ofAe({ product_knowledge_score: 101, next_step_score: -1 }),
    ofAe(),
  ];
  await loadTables(database.owner, { conv_intelligence: rows });
  const keys: MetricKey[] = ['AE.objection_handling', 'AE.next_step_quality', 'AE.product_knowledge'];
  const { refused } = await calls(database.db, measureRequest({ metrics: keys, t: T, members: [member('rita')] }));
  expect(refused).toEqual([
    { reason: 'calls: a negative or missing number of seconds or objections', rows: 1 },
    { reason: 'calls: a score off its scale', rows: 1 },
    { reason: 'calls: a negative number of topics', rows: 1 },
  ]);
});

it('names the scoring model of most of the month’s scores', async () => {
  const versions = ['v1', 'v2', 'v2'].map((version) =>
    call(MONTH_AGO, { next_step_score: 50, scoring_model_version: version }),
  );
  const older = [1, 2, 3].map(() => call(WINTER, { next_step_score: 50 }));
  expect((await scored('AE.next_step_quality', [...versions, ...older])).modelVersion).toBe('v2');
});

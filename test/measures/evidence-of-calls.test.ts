import { beforeEach, expect, it } from 'vitest';
import { metrics } from '../../src/catalog/metrics/index.ts';
import { calls } from '../../src/measures/calls.ts';
import { evidenceFor } from '../../src/measures/evidence/index.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { brief, call } from './call-rows.ts';
import { evidenceRequest } from './evidence-request.ts';
import { measureRequest, member, type TestRun } from './measure-request.ts';

const database = useDatabase();
const AT = '2026-02-10T15:00:00Z';
const ofCalls = metrics.filter(({ measure }) => measure.family === 'calls');

beforeEach(() => database.owner.raw('truncate conv_intelligence, discovery_brief_log'));

/** Calls that differ in all that decides whether one counts. */
function variedCalls(role: string) {
  const scores = {
    objection_handling_score: 61.5,
    next_step_score: 72,
    product_knowledge_score: 83,
    sentiment_score: 0.25,
    discovery_depth_score: 44,
    qual_topics_covered: 2,
    qual_topics_required: 5,
  };
  const kinds = ['discovery', 'demo', 'renewal', 'qbr'].flatMap((call_type) => [
    { call_type, ...scores },
    { call_type, ...scores, is_external: false },
    { call_type, ...scores, objections_raised: 0, duration_s: 200 },
    { call_type, ...scores, customer_talk_s: 0 },
    { call_type, ...scores, next_step_score: null, sentiment_score: null, qual_topics_required: 0 },
    { call_type, ...scores, sentiment_score: 7 },
  ]);
  return kinds.map((kind, index) => call(AT, { call_id: `varied ${index}`, call_owner_role: role, ...kind }));
}

it.each(ofCalls.map(({ key }) => key))('lists the very calls that %s is made of', async (key) => {
  const metric = ofCalls.find((one) => one.key === key);
  if (metric === undefined) throw new Error(`${key} is no metric of calls.`);
  await loadTables(database.owner, {
    conv_intelligence: variedCalls(metric.role),
    discovery_brief_log: [{ ...brief('varied 0', 4, 5) }],
  });
  const run: TestRun = { metrics: [key], t: '2026-03-02', members: [member('rita', { role: metric.role })] };
  const own = (await calls(database.db, measureRequest(run))).metrics[0]?.series[0]?.own[0];
  if (own === undefined) throw new Error(`${key} has no series.`);
  const rows = await evidenceFor(metric)(database.db, evidenceRequest(run));
  const counted = rows.filter(({ leftOut }) => leftOut === null);
  expect(rows).toHaveLength(24);
  expect(counted.length).toBeGreaterThan(0);
  expect(counted).toHaveLength(own.size);
  const total = counted.reduce((sum, { adds }) => sum + (adds?.numerator?.toNumber() ?? Number.NaN), 0);
  expect(total).toBeCloseTo(own.numerator?.toNumber() ?? Number.NaN, 8);
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MetricKey } from '../../src/domain/metric.ts';
import { calls } from '../../src/measures/calls.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { measureRequest, member } from './measure-request.ts';
import { instant } from './stage-history-rows.ts';

const database = useDatabase();

/** Windows as they are to be, written out: the request must come to the same. */
const OWN_FROM = instant('2026-02-07T05:00:00Z');
const EVIDENCE_FROM = instant('2025-12-08T05:00:00Z');
const NEW_FROM = instant('2026-03-02T05:00:00Z');
// The clocks went forward the night before.
const END = instant('2026-03-09T04:00:00Z');
const STINT_OF_SAM = instant('2026-02-02T05:00:00Z');
const RUN_START = instant('2026-03-09T10:00:00Z');

const KEYS = [
  'CSM.call_sentiment',
  'CSM.talk_ratio',
  'CSM.product_knowledge',
  'CSM.sales_methodology',
  'SDR.objection_handling',
  'SDR.talk_ratio',
  'SDR.discovery_question_quality',
] as const satisfies readonly MetricKey[];

const WANTED = measureRequest({
  metrics: KEYS,
  t: '2026-03-09',
  members: [member('cleo', { role: 'CSM' }), member('sam', { role: 'SDR', stintStart: '2026-02-02' })],
  runStart: RUN_START,
});

const score = fc.option(fc.integer({ min: 0, max: 100 }));
const topics = fc.option(fc.integer({ min: 0, max: 8 }));
const at = fc.oneof(
  fc
    .constantFrom(OWN_FROM, EVIDENCE_FROM, NEW_FROM, END, STINT_OF_SAM)
    .chain((edge) => fc.constantFrom(-1000, 0).map((shift) => new Date(edge.getTime() + shift))),
  fc.date({ min: EVIDENCE_FROM, max: END, noInvalidDate: true }),
);
const callRow = fc.record({
  call_owner_rep_id: fc.constantFrom('cleo', 'sam', 'sam', 'cleo', 'nobody'),
  call_owner_role: fc.constantFrom('CSM', 'SDR', 'CSM', 'SDR', 'AE'),
  call_type: fc.constantFrom('discovery', 'renewal', 'qbr', 'expansion', 'support'),
  call_at: at,
  duration_s: fc.constantFrom(299, 300, 1800),
  rep_talk_s: fc.constantFrom(0, 100, 400),
  customer_talk_s: fc.constantFrom(0, 100, 400),
  other_internal_talk_s: fc.constantFrom(0, 50),
  is_external: fc.constantFrom(true, true, false),
  objections_raised: fc.constantFrom(0, 2),
  objection_handling_score: score,
  next_step_score: score,
  product_knowledge_score: score,
  sentiment_score: fc.option(fc.integer({ min: -4, max: 4 }).map((quarter) => quarter / 4)),
  qual_topics_covered: topics,
  qual_topics_required: topics,
  discovery_depth_score: score,
  recorded_at: fc.constantFrom(EVIDENCE_FROM, EVIDENCE_FROM, RUN_START),
});
const briefRow = fc.record({
  /** Which call it is of. */
  call: fc.nat({ max: 30 }),
  created_at: fc.constantFrom(OWN_FROM, NEW_FROM, END),
  qual_topics_covered: fc.integer({ min: 0, max: 8 }),
  qual_topics_required: fc.integer({ min: 0, max: 8 }),
});
type Call = typeof callRow extends fc.Arbitrary<infer Row> ? Row & { call_id: string } : never;
type Brief = typeof briefRow extends fc.Arbitrary<infer Row> ? Row & { brief_id: string; call_id: string } : never;

/** One call's score, by the text of each metric; null: not scored. */
const scoreOf: Readonly<Record<(typeof KEYS)[number], (call: Call, briefs: readonly Brief[]) => number | null>> = {
  'CSM.call_sentiment': (call) => (call.is_external ? call.sentiment_score : null),
  'CSM.talk_ratio': talkRatio,
  'CSM.product_knowledge': (call) => (call.is_external ? call.product_knowledge_score : null),
  'CSM.sales_methodology'(call) {
    if (!['expansion', 'renewal', 'qbr'].includes(call.call_type)) return null;
    return half(covered(call), call.next_step_score);
  },
  'SDR.objection_handling'(call) {
    return call.call_type === 'discovery' && call.objections_raised > 0 ? call.objection_handling_score : null;
  },
  'SDR.talk_ratio': (call) => (call.call_type === 'discovery' ? talkRatio(call) : null),
  'SDR.discovery_question_quality'(call, briefs) {
    let latest: Brief | undefined;
    for (const brief of briefs) {
      if (brief.call_id !== call.call_id || brief.created_at >= END) continue;
      if (latest === undefined || brief.created_at >= latest.created_at) latest = brief;
    }
    return half(covered(latest ?? call), call.discovery_depth_score);
  },
};

function talkRatio(call: Call): number | null {
  if (!call.is_external || call.duration_s < 300 || call.rep_talk_s === 0 || call.customer_talk_s === 0) return null;
  return call.rep_talk_s / (call.rep_talk_s + call.customer_talk_s + call.other_internal_talk_s);
}

/** In percent. */
function covered(of: Pick<Call, 'qual_topics_covered' | 'qual_topics_required'>): number | null {
  const { qual_topics_covered: count, qual_topics_required: required } = of;
  return count === null || required === null || required === 0 ? null : Math.min(100, (100 * count) / required);
}

function half(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : (a + b) / 2;
}

interface Recounted {
  sum: number;
  size: number;
  newEvidence: number;
  evidence: Record<string, number[]>;
}

function recount(key: (typeof KEYS)[number], rows: readonly Call[], briefs: readonly Brief[]): Recounted {
  const [repId, role, stint] = key.startsWith('CSM') ? ['cleo', 'CSM', EVIDENCE_FROM] : ['sam', 'SDR', STINT_OF_SAM];
  const found: Recounted = { sum: 0, size: 0, newEvidence: 0, evidence: {} };
  for (const call of rows) {
    if (call.call_owner_rep_id !== repId || call.call_owner_role !== role || call.recorded_at >= RUN_START) continue;
    if (call.call_at < EVIDENCE_FROM || call.call_at < stint || call.call_at >= END) continue;
    const value = scoreOf[key](call, briefs);
    if (value === null) continue;
    const group = key.endsWith('talk_ratio') ? call.call_type : '';
    found.evidence[group] = [...(found.evidence[group] ?? []), value];
    if (call.call_at >= NEW_FROM) found.newEvidence += 1;
    if (call.call_at < OWN_FROM) continue;
    found.sum += value;
    found.size += 1;
  }
  return found;
}

it('comes to the same as going through the calls one by one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(callRow, { minLength: 30, maxLength: 40 }),
      fc.array(briefRow, { minLength: 10, maxLength: 20 }),
      async (made, notes) => {
        const rows: Call[] = made.map((row, index) => ({ call_id: `call ${index}`, ...row }));
        const briefs: Brief[] = notes.map((row, index) => ({
          brief_id: `brief ${String(index).padStart(2, '0')}`,
          call_id: `call ${row.call}`,
          ...row,
        }));
        await database.owner.raw('truncate conv_intelligence, discovery_brief_log');
        await loadTables(database.owner, {
          conv_intelligence: rows.map((row) => ({ objections_handled: 0, scoring_model_version: 'v1', ...row })),
          discovery_brief_log: briefs.map(({ call: _call, ...row }) => ({
            rep_id: 'sam',
            recorded_at: EVIDENCE_FROM,
            ...row,
          })),
        });
        const { metrics } = await calls(database.db, WANTED);
        for (const key of KEYS) {
          const series = metrics.find((one) => one.metricKey === key)?.series[0];
          const groups = series?.evidence.kind === 'observations' ? series.evidence.groups : [];
          const expected = recount(key, rows, briefs);
          expect([key, series?.own[0]?.size ?? 0, series?.newEvidence ?? 0]).toEqual([
            key,
            expected.size,
            expected.newEvidence,
          ]);
          expect(series?.own[0]?.numerator?.toNumber() ?? 0).toBeCloseTo(expected.sum, 9);
          expect(groups.map(({ group }) => group).sort()).toEqual(Object.keys(expected.evidence).sort());
          for (const { group, values } of groups) {
            const [found, wanted] = [values, expected.evidence[group] ?? []].map((list) =>
              list.toSorted((a, b) => a - b),
            );
            expect(found?.length).toBe(wanted?.length);
            for (const [index, value] of (found ?? []).entries()) expect(value).toBeCloseTo(wanted?.[index] ?? -1, 9);
          }
        }
      },
    ),
    { numRuns: 40 },
  );
});

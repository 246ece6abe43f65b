import { beforeEach, describe, expect, it } from 'vitest';
import { catalogOf } from '../../src/catalog/catalog.ts';
import { defaultThresholds } from '../../src/catalog/thresholds.ts';
import type { MetricKey } from '../../src/domain/metric.ts';
import { metricOf } from '../support/metric-of.ts';
import { loadTables } from '../support/rows.ts';
import { MONDAY, rita, useMetricWorld } from './metric-world.ts';

const { database, load, read } = useMetricWorld();

const PEERS = ['ann', 'bea', 'cyd', 'dee', 'eve'];
const REPS = [rita, ...PEERS.map((id) => ({ id }))];
const KEYS: MetricKey[] = ['AE.pace_attainment', 'AE.objection_handling'];
const REQUEST = { ...MONDAY, catalog: catalogOf(KEYS.map(metricOf), defaultThresholds) };

beforeEach(async () => {
  await database.owner.raw('truncate conv_intelligence, quota_retirement_ledger, quota_store, fiscal_calendar');
});

/** Eight calls in February of everybody, rita's far below the others'; Q1 with a quota, rita far behind. */
async function loadTwoMetrics(quarterStart = '2026-01-01') {
  const everybody = REPS.map((rep) => rep.id);
  await load(REPS, []);
  await loadTables(database.owner, {
    fiscal_calendar: [{ fiscal_quarter: 'Q1', fiscal_year: '2026', start_date: quarterStart, end_date: '2026-04-01' }],
    conv_intelligence: everybody.flatMap((id) =>
      Array.from({ length: 8 }, (_, index) => ({
        call_id: `${id} ${index}`,
        call_owner_rep_id: id,
        call_owner_role: 'AE',
        call_type: 'demo',
        call_at: `2026-02-${10 + index}T15:00:00Z`,
        duration_s: 1800,
        rep_talk_s: 700,
        customer_talk_s: 900,
        other_internal_talk_s: 0,
        is_external: true,
        objections_raised: 1,
        objections_handled: 1,
        objection_handling_score: id === 'rita' ? 40 : 60 + index,
        scoring_model_version: 'v1',
        recorded_at: `2026-02-${10 + index}T20:00:00Z`,
      })),
    ),
    quota_store: everybody.map((id) => ({
      rep_id: id,
      fiscal_quarter: 'Q1',
      effective_from: quarterStart,
      effective_to: '2026-04-01',
      quota_amount: 100_000,
      currency: 'USD',
      recorded_at: '2025-12-01T00:00:00Z',
    })),
    quota_retirement_ledger: everybody.map((id) => ({
      ledger_id: id,
      rep_id: id,
      opp_id: `deal of ${id}`,
      fiscal_quarter: 'Q1',
      entry_type: 'closed_credit',
      amount: id === 'rita' ? 20_000 : 80_000,
      currency: 'USD',
      effective_date: '2026-02-25',
      recorded_at: '2026-02-25T20:00:00Z',
    })),
  });
}

describe('metrics of several kinds in one run', () => {
  it('are one family: each is judged knowing of the others', async () => {
    await loadTwoMetrics();
    const { readings, summary } = await read(REQUEST);
    const ofRita = readings.filter((reading) => reading.repId === 'rita');
    expect(ofRita).toMatchObject([
      {
        metricKey: 'AE.objection_handling',
        windowStart: '2026-01-31',
        evidenceStart: '2025-12-01',
        sampleSize: 8,
        newEvidence: 0,
        benchmarkKind: 'segment_peers',
        peerCount: 5,
        evidenceSize: 8,
        seriesCount: 2,
        status: 'ok',
        fired: true,
      },
      {
        metricKey: 'AE.pace_attainment',
        windowStart: '2026-01-01',
        sampleSize: 1,
        newEvidence: 1,
        benchmarkKind: 'target',
        peerCount: 0,
        evidenceStart: null,
        evidenceSize: null,
        seriesCount: 2,
        status: 'ok',
        fired: true,
        companions: { attainment: 0.2, projected: 0.2, elapsed_weight: expect.any(Number) },
      },
    ]);
    expect(ofRita.map((reading) => String(reading.benchmark))).toEqual(['63.5', '0.8']);
    expect(summary).toMatchObject({ reps: 6, readings: 12, added: 12, fired: 2 });
    expect(summary.outages).toEqual(new Set());
  });

  it('every rep has a row of a metric without dimensions, with rows or without', async () => {
    await loadTwoMetrics();
    await database.owner('conv_intelligence').delete();
    const { readings } = await read(REQUEST);
    expect(readings.filter((reading) => reading.metricKey === 'AE.objection_handling')).toHaveLength(6);
    expect(readings[0]).toMatchObject({ status: 'no_denominator', value: null, sampleSize: 0 });
  });
});

it('where the fiscal calendar does not reach, the quarter’s metrics do not apply', async () => {
  await loadTwoMetrics('2026-03-03');
  const { readings, summary } = await read(REQUEST);
  const pace = readings.filter((reading) => reading.metricKey === 'AE.pace_attainment');
  expect(pace).toHaveLength(6);
  for (const reading of pace) expect(reading).toMatchObject({ status: 'not_applicable', value: null, fired: false });
  expect(summary.byStatus).toMatchObject({ not_applicable: 6, ok: 6 });
});

it('says which sources were silent in the scored week', async () => {
  await loadTwoMetrics();
  await database.owner('quota_retirement_ledger').update({ effective_date: '2026-02-22' });
  expect((await read(REQUEST)).summary.outages).toEqual(new Set(['AE.pace_attainment']));
});

it('the thresholds of a segment hold for its reps', async () => {
  await loadTwoMetrics();
  const handling = metricOf('AE.objection_handling');
  const strict = { ...handling, segments: new Map([['enterprise', { minimumSample: 9 }]]) };
  const { readings } = await read({ ...REQUEST, catalog: catalogOf([strict], defaultThresholds) });
  for (const reading of readings) expect(reading).toMatchObject({ sampleSize: 8, status: 'insufficient_sample' });
});

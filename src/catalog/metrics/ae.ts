import { metricsOf, QTD, W30, W56 } from './metric-row.ts';

/** What account executives are measured by. */
export const aeMetrics = metricsOf('AE', {
  'AE.pace_attainment': {
    name: 'Pace attainment',
    unit: 'ratio',
    direction: 'higher',
    window: QTD,
    measure: 'quota_ledger/pace_attainment',
    test: 'limit',
    limit: ['below', '0.80'],
    startGuard: ['elapsed_weight', '0.20'],
    materialGap: '0.10',
    floor: '0.05',
    waitsForRamp: false,
  },
  'AE.stage_conversion': {
    name: 'Stage-to-stage conversion',
    unit: 'rate',
    direction: 'higher',
    window: W56,
    dimension: 'stage_pair',
    measure: 'stage_moves/conversion',
    test: 'wilson',
    minimumSample: 8,
    materialGap: '0.10',
    floor: '0.05',
    slow: true,
    segmentSensitive: true,
  },
  'AE.objection_handling': {
    name: 'Objection handling',
    unit: 'score',
    direction: 'higher',
    window: W30,
    measure: 'calls/objection_handling',
    test: 'sign',
    minimumSample: 6,
    materialGap: '10',
    floor: '5',
  },
});

import { metricsOf, W30 } from './metric-row.ts';

/** What sales development reps are measured by. */
export const sdrMetrics = metricsOf('SDR', {
  'SDR.objection_handling': {
    name: 'Objection handling',
    unit: 'score',
    direction: 'higher',
    window: W30,
    measure: 'calls/discovery_objection_handling',
    test: 'sign',
    minimumSample: 6,
    materialGap: '10',
    floor: '5',
  },
  'SDR.talk_ratio': {
    name: 'Talk ratio',
    unit: 'ratio',
    direction: 'lower',
    window: W30,
    measure: 'calls/discovery_talk_ratio',
    test: 'sign',
    minimumSample: 8,
    materialGap: '0.08',
    floor: '0.05',
    target: '0.43',
  },
  'SDR.discovery_question_quality': {
    name: 'Discovery question quality',
    unit: 'score',
    direction: 'higher',
    window: W30,
    measure: 'calls/discovery_question_quality',
    test: 'sign',
    minimumSample: 6,
    materialGap: '10',
    floor: '5',
  },
});

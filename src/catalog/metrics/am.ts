import { metricsOf, W91 } from './metric-row.ts';

/** What account managers are measured by. */
export const amMetrics = metricsOf('AM', {
  'AM.discount_depth': {
    name: 'Expansion discount depth',
    unit: 'ratio',
    direction: 'lower',
    window: W91,
    measure: 'quotes/depth',
    test: 'sign',
    minimumSample: 8,
    materialGap: '0.05',
    floor: '0.02',
    slow: true,
    segmentSensitive: true,
  },
  'AM.term_exception_rate': {
    name: 'Expansion term-exception rate',
    unit: 'rate',
    direction: 'lower',
    window: W91,
    measure: 'quotes/exceptions',
    test: 'wilson',
    minimumSample: 8,
    materialGap: '0.15',
    floor: '0.05',
    slow: true,
    segmentSensitive: true,
  },
});

import { metricsOf, W30 } from './metric-row.ts';

/** What customer success managers are measured by. */
export const csmMetrics = metricsOf('CSM', {
  'CSM.call_sentiment': {
    name: 'Call sentiment',
    unit: 'sentiment',
    direction: 'higher',
    window: W30,
    measure: 'calls/sentiment',
    test: 'sign',
    minimumSample: 8,
    materialGap: '0.15',
    floor: '0.10',
  },
  'CSM.talk_ratio': {
    name: 'Talk ratio',
    unit: 'ratio',
    direction: 'lower',
    window: W30,
    measure: 'calls/talk_ratio',
    test: 'sign',
    minimumSample: 8,
    materialGap: '0.08',
    floor: '0.05',
  },
  'CSM.product_knowledge': {
    name: 'Product knowledge',
    unit: 'score',
    direction: 'higher',
    window: W30,
    measure: 'calls/product_knowledge',
    test: 'sign',
    minimumSample: 6,
    materialGap: '10',
    floor: '5',
  },
  'CSM.sales_methodology': {
    name: 'Sales methodology',
    unit: 'score',
    direction: 'higher',
    window: W30,
    measure: 'calls/sales_methodology',
    test: 'sign',
    minimumSample: 6,
    materialGap: '10',
    floor: '5',
  },
});

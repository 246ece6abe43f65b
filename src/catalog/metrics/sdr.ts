import { metricsOf } from './metric-row.ts';

/** What sales development reps are measured by. */
export const sdrMetrics = metricsOf('SDR', {});

import { metricsOf } from './metric-row.ts';

/** What account managers are measured by. */
export const amMetrics = metricsOf('AM', {});

import { metricsOf } from './metric-row.ts';

/** What customer success managers are measured by. */
export const csmMetrics = metricsOf('CSM', {});

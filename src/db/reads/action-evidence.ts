import type { Knex } from 'knex';
import type { EvidenceDeal } from '../../domain/coaching-item.ts';
import type { Reading } from '../../domain/metric.ts';
import { lostDealsAtStage } from './lost-deals-at-stage.ts';

/**
 * The rows that a recommendation about this reading can point at: for a stage pair, the rep's latest lost deals at its
 * first stage; nothing for metrics that have no such rows.
 */
export async function actionEvidence(
  db: Knex,
  reading: Pick<Reading, 'repId' | 'metricKey' | 'dimension' | 'windowStart' | 'windowEnd'>,
  settings: { orgTz: string },
): Promise<{ deals: EvidenceDeal[] }> {
  const stage = /^(\d+)>\d+$/.exec(reading.dimension)?.[1];
  if (reading.metricKey !== 'AE.stage_conversion' || stage === undefined) return { deals: [] };
  const { repId, windowStart, windowEnd } = reading;
  return { deals: await lostDealsAtStage(db, { repId, stage: Number(stage), windowStart, windowEnd }, settings.orgTz) };
}

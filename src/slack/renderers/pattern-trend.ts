import type { Knex } from 'knex';
import { findMetric } from '../../catalog/metrics/index.ts';
import { seriesTitle } from '../../catalog/playbook/metric-wording.ts';
import { trendPicture } from '../../charts/trend.ts';
import { seriesChecks } from '../../db/reads/series-checks.ts';
import type { CoachingItem } from '../../domain/coaching-item.ts';
import { addDays } from '../../domain/local-date.ts';
import type { Picture } from '../../domain/picture.ts';
import { trendOf } from '../../domain/trend.ts';

/**
 * The quarter of weekly checks up to the pattern's last one, for those who coach the rep; null where there is nothing to
 * draw. The week-2 notice and the escalation's thread show the same.
 */
export async function patternTrend(db: Knex, item: CoachingItem): Promise<Picture | null> {
  const definition = findMetric(item.metricKey);
  if (definition === undefined) return null;
  const before = addDays((item.latest ?? item.reading)?.asOf ?? item.coachingDate, 1);
  const [checks = []] = await seriesChecks(db, [item], { before, marks: 'all' });
  const { unit, direction } = definition;
  return trendPicture(
    trendOf({ title: seriesTitle(definition, item.dimension), unit, direction }, checks, before),
    'coaches',
  );
}

import type { Knex } from 'knex';
import { headlines } from '../catalog/headlines.ts';
import { findMetric } from '../catalog/metrics/index.ts';
import { teamTrendsPicture } from '../charts/team-trends.ts';
import { seriesChecks } from '../db/reads/series-checks.ts';
import { addDays, type LocalDate } from '../domain/local-date.ts';
import { type MetricKey, type Period, ROLES, type Role } from '../domain/metric.ts';
import type { Picture } from '../domain/picture.ts';
import type { RepStandings } from '../domain/team-grid.ts';
import { seriesToDraw } from '../domain/team-trends.ts';
import { trendOf } from '../domain/trend.ts';

/** A picture of the reps of each role who have a metric in common, for those who coach them. See `teamPicture`. */
export async function teamPictures(
  db: Knex,
  reps: readonly RepStandings[],
  when: { period: Period; asOf: LocalDate },
): Promise<Map<Role, Picture>> {
  const pictures = new Map<Role, Picture>();
  for (const role of ROLES) {
    const ofRole = reps.filter((rep) => rep.role === role);
    const picture = await teamPicture(db, ofRole, headlines[role].trend, when);
    if (picture !== null) pictures.set(role, picture);
  }
  return pictures;
}

/**
 * A small trend of each rep in the metric that most of them are behind in; null where no two have one in common.
 * @param reps those whose numbers the reader may see
 */
async function teamPicture(
  db: Knex,
  reps: readonly RepStandings[],
  usual: readonly MetricKey[],
  { period, asOf }: { period: Period; asOf: LocalDate },
): Promise<Picture | null> {
  const series = seriesToDraw(reps, usual);
  const definition = series === null ? undefined : findMetric(series.metricKey);
  if (series === null || definition === undefined) return null;
  const before = period === 'week' ? addDays(asOf, 1) : asOf;
  const { metricKey, dimension, title } = series;
  const asked = series.reps.map(({ repId }) => ({ repId, metricKey, dimension }));
  const checks = await seriesChecks(db, asked, { before, marks: 'all' });
  const named = { title, unit: definition.unit, direction: definition.direction };
  return teamTrendsPicture({
    ...named,
    reps: series.reps.map(({ name, standing }, index) => ({
      name,
      standing,
      trend: trendOf(named, checks[index] ?? [], before),
    })),
  });
}

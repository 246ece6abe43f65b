import type { Standing } from './digest.ts';
import type { MetricKey } from './metric.ts';
import type { RepStandings } from './team-grid.ts';
import type { Trend } from './trend.ts';

/** One metric of several reps: all trends are of the same weeks. */
export interface TeamTrends extends Pick<Trend, 'title' | 'unit' | 'direction'> {
  readonly reps: readonly { readonly name: string; readonly standing: Standing; readonly trend: Trend }[];
}

/** The metric of a team that is worth a picture, and who has it. */
export interface TeamSeries {
  readonly metricKey: MetricKey;
  readonly dimension: string;
  readonly title: string;
  readonly reps: readonly { readonly repId: string; readonly name: string; readonly standing: Standing }[];
}

/**
 * The series that most of the reps are behind in, of those that are measured for at least two; where nobody is behind in
 * any, the first of `otherwise` that is. Null where no series has two.
 */
export function seriesToDraw(reps: readonly RepStandings[], otherwise: readonly MetricKey[]): TeamSeries | null {
  const found = new Map<string, TeamSeries & { reps: TeamSeries['reps'][number][] }>();
  for (const { repId, repName: name, lines } of reps) {
    for (const { metricKey, dimension, title, standing } of lines) {
      const key = `${metricKey} ${dimension}`;
      const series = found.get(key) ?? { metricKey, dimension, title, reps: [] };
      found.set(key, series);
      series.reps.push({ repId, name, standing });
    }
  }
  const measured = [...found.values()].filter((series) => series.reps.filter(isMeasured).length >= 2);
  const behind = (series: TeamSeries): number => series.reps.filter((rep) => rep.standing === 'behind').length;
  const worst = measured.toSorted((a, b) => behind(b) - behind(a))[0];
  if (worst !== undefined && behind(worst) > 0) return worst;
  const usual = otherwise.flatMap((key) => measured.filter((series) => series.metricKey === key));
  return usual[0] ?? worst ?? null;
}

function isMeasured({ standing }: { standing: Standing }): boolean {
  return standing !== 'not_enough_data';
}

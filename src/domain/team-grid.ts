import { type DigestMetric, type Standing, type SummaryLine, summarise } from './digest.ts';
import type { MetricKey, Reading, Role } from './metric.ts';

/** Where one rep stands in every metric of their role. */
export interface RepStandings {
  readonly repId: string;
  readonly repName: string;
  /** Null, and no lines, where no run has read the rep in that period. */
  readonly role: Role | null;
  readonly lines: readonly StandingLine[];
}

export type StandingLine = Pick<SummaryLine, 'metricKey' | 'dimension' | 'title' | 'standing'>;

/** As the rep's own digest says it, from the same readings. @param metrics of every role */
export function standingsOf(
  rep: { readonly repId: string; readonly repName: string },
  { readings, metrics }: { readings: readonly Reading[]; metrics: readonly DigestMetric[] },
): RepStandings {
  const role = readings[0]?.role ?? null;
  if (role === null) return { ...rep, role, lines: [] };
  const lines = summarise({
    metrics: metrics.filter(({ definition }) => definition.role === role),
    readings: readings.filter((reading) => reading.role === role),
    previousReadings: [],
  });
  return { ...rep, role, lines };
}

/** One row of a grid: a metric, and where each rep stands in it; null for a rep of another role. */
export interface GridRow {
  readonly metricKey: MetricKey;
  readonly dimension: string;
  readonly title: string;
  readonly standings: readonly (Standing | null)[];
}

/** The metrics that some of the reps have, in the order of their summaries, role by role. */
export function gridOf(reps: readonly RepStandings[]): GridRow[] {
  const all = reps.flatMap((rep) => rep.lines);
  const places = new Map<MetricKey, number>();
  for (const { metricKey } of all) if (!places.has(metricKey)) places.set(metricKey, places.size);
  const placeOf = ({ metricKey }: StandingLine): number => places.get(metricKey) ?? places.size;
  const rows = new Map(all.map((line) => [keyOf(line), line]));
  const columns = reps.map(({ lines }) => new Map(lines.map((line) => [keyOf(line), line.standing])));
  return [...rows]
    .sort(([, a], [, b]) => placeOf(a) - placeOf(b) || byDimension(a, b))
    .map(([key, { metricKey, dimension, title }]) => ({
      metricKey,
      dimension,
      title,
      standings: columns.map((column) => column.get(key) ?? null),
    }));
}

const keyOf = ({ metricKey, dimension }: StandingLine) => `${metricKey} ${dimension}`;

function byDimension(a: StandingLine, b: StandingLine): number {
  return a.dimension.localeCompare(b.dimension, 'en', { numeric: true });
}

/** How many lines stand so. */
export function countStanding({ lines }: RepStandings, standing: Standing): number {
  return lines.filter((line) => line.standing === standing).length;
}

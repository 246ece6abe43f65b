import type { Metric } from './metrics/metric.ts';
import { blend, type Compared, peersOf, type Qualified } from './peers.ts';
import type { Rep } from './run.ts';
import type { Observation, Series } from './series.ts';
import { median, wilson } from './statistics.ts';

/** What was counted of everybody for one metric and dimension, in both windows. */
export interface Counted {
  readonly metric: Metric;
  readonly dimension: string;
  readonly own: readonly Qualified[];
  readonly evidence: readonly Qualified[];
}

export interface Credibility {
  readonly credible: boolean;
  readonly criticalZ: number | null;
}

/** A segment-sensitive metric with role-wide peers only shows them, and judges nobody. */
export function isComparable(metric: Metric, compared: Compared): boolean {
  if (compared.benchmark === null) return false;
  return !(metric.segmentSensitive === true && compared.kind === 'role_peers');
}

interface Shown {
  readonly numerator: number | null;
  readonly size: number | null;
  readonly benchmark: number | null;
}

/** The evidence of a rep, and what it says at a critical value. */
export function evidenceOf(
  counted: Counted,
  rep: Rep,
  own: Series,
  series: Series,
  gap: number | null,
  material: boolean,
): { shown: Shown; judge: (z: number | null) => Credibility } {
  const { metric } = counted;
  const nothing = { numerator: null, size: null, benchmark: null };
  if (metric.test === 'T4') return { shown: nothing, judge: (z) => ({ credible: material, criticalZ: z }) };
  if (metric.test === 'T3') return { shown: nothing, judge: () => robust(counted, rep, own, gap) };
  if (metric.test === 'T1') return rates(counted, rep, series);
  return signs(counted, rep, series);
}

function robust(counted: Counted, rep: Rep, own: Series, gap: number | null): Credibility {
  const { benchmark: deviation, peerCount: k } = blend(counted, rep, own, peersOf(counted.own, rep), medianDeviation);
  const cut = k < 8 ? null : k < 10 ? 5 : k < 15 ? 4 : k < 20 ? 3.5 : 3;
  if (cut === null || gap === null) return { credible: false, criticalZ: cut };
  const spread = Math.max(1.4826 * (deviation ?? 0), 0.02);
  return { credible: gap / spread - cut >= -1e-9, criticalZ: cut };
}

function medianDeviation(peers: readonly Qualified[]): number {
  const values = peers.map((peer) => peer.series.value ?? Number.NaN);
  const centre = median(values);
  return median(values.map((value) => Math.abs(value - centre)));
}

function rates(counted: Counted, rep: Rep, series: Series) {
  const { metric } = counted;
  const { x, n } = series.rate ?? { x: series.numerator ?? 0, n: series.size };
  let benchmark: number | null = null;
  let judged = true;
  if (metric.versus === 'target') benchmark = metric.target ?? null;
  else {
    const peers = peersOf(counted.evidence, rep);
    const middle = blend(counted, rep, series, peers, (its) =>
      median(its.map(({ series: { rate, value } }) => (rate === undefined ? value : rate.x / rate.n) ?? Number.NaN)),
    );
    const pooled = blend(counted, rep, series, peers, pooledRate);
    judged = isComparable(metric, middle);
    if (middle.benchmark !== null && pooled.benchmark !== null) {
      const kinder = metric.lowerIsBetter === true ? Math.max : Math.min;
      benchmark = kinder(middle.benchmark, pooled.benchmark);
    }
  }
  const judge = (z: number | null): Credibility => {
    if (z === null || benchmark === null || n === 0 || !judged) return { credible: false, criticalZ: z };
    const { lower, upper } = wilson(x, n, z);
    return { credible: metric.lowerIsBetter === true ? lower > benchmark : upper < benchmark, criticalZ: z };
  };
  return { shown: { numerator: x, size: n, benchmark }, judge };
}

function pooledRate(peers: readonly Qualified[]): number {
  let x = 0;
  let n = 0;
  for (const { series } of peers) {
    x += series.rate?.x ?? series.numerator ?? 0;
    n += series.rate?.n ?? series.size;
  }
  return x / n;
}

function signs(counted: Counted, rep: Rep, series: Series) {
  const { worse, size, benchmark, judged } =
    series.fallen === undefined
      ? observedWorse(counted, rep, series)
      : {
          worse: series.fallen.worse,
          size: series.fallen.untied,
          benchmark: series.fallen.versus ?? null,
          judged: series.compared?.kind !== 'role_peers',
        };
  const judge = (z: number | null): Credibility => {
    if (z === null || size === 0 || !judged) return { credible: false, criticalZ: z };
    return { credible: wilson(worse, size, z).lower > 0.5, criticalZ: z };
  };
  return { shown: { numerator: worse, size, benchmark }, judge };
}

/** Each observation against the median of what the peers of its own kind show. */
function observedWorse(counted: Counted, rep: Rep, series: Series) {
  const { metric } = counted;
  const peers = peersOf(counted.evidence, rep);
  const kind = blend(counted, rep, series, peers, () => 0);
  let worse = 0;
  let size = 0;
  const used = new Set<number>();
  for (const observation of series.observations ?? []) {
    const middle = poolMedian(metric, rep, peers, observation, kind.kind === 'role_peers');
    if (middle === null) continue;
    size += 1;
    used.add(middle);
    if (metric.lowerIsBetter === true ? observation.value > middle + 1e-9 : observation.value < middle - 1e-9)
      worse += 1;
  }
  return {
    worse,
    size,
    benchmark: used.size === 1 ? ([...used][0] ?? null) : null,
    judged: isComparable(metric, kind),
  };
}

function poolMedian(
  metric: Metric,
  rep: Rep,
  all: readonly Qualified[],
  { segment: rowSegment, callType }: Observation,
  roleWide: boolean,
): number | null {
  const segment = rowSegment ?? rep.segment;
  const own = all.filter((peer) => segment !== null && peer.rep.segment === segment);
  const isOwn = !roleWide && own.length >= 5;
  const peers = isOwn ? own : all;
  if (peers.length < 5) return metric.target ?? null;
  const pools = peers.map((peer) =>
    (peer.series.observations ?? []).filter(
      (observation) =>
        (callType === undefined || observation.callType === callType) &&
        (!isOwn || rowSegment === null || observation.segment === rowSegment),
    ),
  );
  if (callType !== undefined && pools.filter((pool) => pool.length > 0).length < 5) return null;
  const values = pools.flat().map((observation) => observation.value);
  return values.length === 0 ? null : median(values);
}

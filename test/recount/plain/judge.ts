import type { Role } from '../rows.ts';
import { type Counted, type Credibility, evidenceOf, isComparable } from './credibility.ts';
import { addDays } from './dates.ts';
import { METRICS } from './metric-table.ts';
import type { Metric } from './metrics/metric.ts';
import { blend, type Compared, peersOf, type Qualified } from './peers.ts';
import { repsAt } from './people.ts';
import { isAway, type Rep, type Run, type Span } from './run.ts';
import type { Series } from './series.ts';
import { median, midRank, upperQuantile } from './statistics.ts';
import { evidenceWindowOf, windowOf, within } from './windows.ts';

/** One reading as the recount has it; the names are those of the columns. */
export interface Recounted {
  rep_id: string;
  role: Role;
  metric_key: string;
  dimension: string;
  segment: string | null;
  window_start: string;
  window_end: string;
  numerator: number | null;
  denominator: number | null;
  sample_size: number;
  new_evidence: number;
  value: number | null;
  benchmark: number | null;
  benchmark_kind: string;
  peer_count: number;
  gap: number | null;
  percentile: number | null;
  evidence_start: string | null;
  evidence_numerator: number | null;
  evidence_size: number | null;
  evidence_benchmark: number | null;
  series_count: number;
  critical_z: number | null;
  status: string;
  material: boolean;
  credible: boolean;
  fired: boolean;
  companions: Readonly<Record<string, unknown>>;
}

const NOTHING: Series = { numerator: 0, denominator: 0, size: 0, value: null, newEvidence: 0, observations: [] };

/** Every reading of a run for the metrics with these keys, rep by rep. */
export function recount(run: Run, keys: ReadonlySet<string>): Recounted[] {
  const reps = repsAt(run);
  const drafts: { draft: Recounted; judge: (z: number | null) => Credibility }[] = [];
  for (const metric of METRICS) {
    if (!keys.has(metric.key)) continue;
    const its = reps.filter((rep) => rep.role === metric.role);
    const own = countAll(run, metric, its, windowOf(run, metric));
    const evidence = countAll(run, metric, its, evidenceWindowOf(run, metric));
    const dimensions = new Set(
      metric.hasDimensions === true ? [...own, ...evidence].flatMap(([, found]) => [...found.keys()]) : [''],
    );
    for (const dimension of dimensions) {
      const counted: Counted = {
        metric,
        dimension,
        own: qualify(run, metric, windowOf(run, metric), own, dimension),
        evidence: qualify(run, metric, evidenceWindowOf(run, metric), evidence, dimension),
      };
      for (const rep of its) {
        const seen = own.get(rep)?.has(dimension) === true || evidence.get(rep)?.has(dimension) === true;
        if (seen) drafts.push(draftOf(run, counted, rep));
      }
    }
  }
  const criticalValues = new Map<number, number>();
  return drafts.map(({ draft, judge }) => {
    const series = drafts.filter((other) => other.draft.rep_id === draft.rep_id && other.draft.status === 'ok').length;
    const z = series === 0 ? null : (criticalValues.get(series) ?? upperQuantile(0.01 / series));
    if (z !== null) criticalValues.set(series, z);
    const { credible, criticalZ } = judge(z);
    const fired = run.period === 'week' && draft.status === 'ok' && draft.material && credible;
    return { ...draft, series_count: series, critical_z: criticalZ, credible, fired };
  });
}

function countAll(run: Run, metric: Metric, reps: readonly Rep[], span: Span): Map<Rep, Map<string, Series>> {
  return new Map(reps.map((rep) => [rep, metric.measure(run, rep, within(rep, metric, span))]));
}

function qualify(
  run: Run,
  metric: Metric,
  span: Span,
  counted: ReadonlyMap<Rep, ReadonlyMap<string, Series>>,
  dimension: string,
): Qualified[] {
  return [...counted].map(([rep, found]) => {
    const series = found.get(dimension) ?? NOTHING;
    return { rep, series, status: statusOf(run, metric, rep, series, within(rep, metric, span)) };
  });
}

/** What stands in the way of a judgement before anybody is compared; null: nothing. */
function statusOf(run: Run, metric: Metric, rep: Rep, series: Series, span: Span): string | null {
  if (series.notApplicable === true) return 'not_applicable';
  if (rep.tied || series.dataQuality === true) return 'data_quality';
  const present = metric.window === 'point in time' ? { start: addDays(run.t, -7), end: run.t } : span;
  if (isAway(run, rep, present)) return 'on_leave';
  if (rep.ramping && metric.ignoresRamp !== true) return 'ramping';
  if (series.value === null) return 'no_denominator';
  if (series.size < metric.minimum || series.thin === true) return 'insufficient_sample';
  return null;
}

function draftOf(run: Run, counted: Counted, rep: Rep): { draft: Recounted; judge: (z: number | null) => Credibility } {
  const { metric, dimension } = counted;
  const own = counted.own.find((one) => one.rep === rep);
  const evidence = counted.evidence.find((one) => one.rep === rep);
  if (own === undefined || evidence === undefined) throw new Error(`${rep.id} was not counted.`);
  const { series } = own;
  const compared = compare(counted, rep, series);
  const { value } = series;
  const gap =
    value === null || compared.benchmark === null
      ? null
      : metric.lowerIsBetter === true
        ? value - compared.benchmark
        : compared.benchmark - value;
  const material = series.material ?? isMaterial(metric, value, gap, compared.benchmark);
  const ownWindow = within(rep, metric, windowOf(run, metric));
  const { shown, judge } = evidenceOf(counted, rep, series, evidence.series, gap, material);
  return {
    draft: {
      rep_id: rep.id,
      role: rep.role,
      metric_key: metric.key,
      dimension,
      segment: rep.segment,
      window_start: ownWindow.start,
      window_end: ownWindow.end,
      numerator: series.numerator,
      denominator: series.denominator,
      sample_size: series.size,
      new_evidence: series.newEvidence,
      value,
      benchmark: compared.benchmark,
      benchmark_kind: compared.kind,
      peer_count: compared.peerCount,
      gap,
      percentile: percentileOf(counted, rep, series),
      evidence_start: metric.test === 'T4' ? null : within(rep, metric, evidenceWindowOf(run, metric)).start,
      evidence_numerator: shown.numerator,
      evidence_size: shown.size,
      evidence_benchmark: shown.benchmark,
      series_count: 0,
      critical_z: null,
      status: own.status ?? (isComparable(metric, compared) ? 'ok' : 'no_benchmark'),
      material,
      credible: false,
      fired: false,
      companions: series.companions ?? {},
    },
    judge,
  };
}

function compare(counted: Counted, rep: Rep, series: Series): Compared {
  const { metric } = counted;
  if (series.compared !== undefined) return { ...series.compared, peers: [] };
  const nobody = { kind: 'none', benchmark: null, peerCount: 0, peers: [] };
  if (metric.versus === 'limit') return { ...nobody, kind: 'target', benchmark: metric.limitValue ?? null };
  if (metric.versus === 'own past') {
    const past = series.ownPast ?? null;
    return { ...nobody, kind: past === null ? 'none' : 'own_past', benchmark: past };
  }
  if (metric.versus === 'target') return { ...nobody, kind: 'target', benchmark: metric.target ?? null };
  return blend(counted, rep, series, peersOf(counted.own, rep), (peers) =>
    median(peers.map((peer) => peer.series.value ?? Number.NaN)),
  );
}

function isMaterial(metric: Metric, value: number | null, gap: number | null, benchmark: number | null): boolean {
  if (value === null) return false;
  if (metric.limit !== undefined && !metric.limit(value)) return false;
  if (metric.versus === 'limit') return true;
  if (gap === null || benchmark === null) return false;
  const needed = metric.relativeGap === undefined ? (metric.gap ?? 0) : metric.relativeGap * benchmark;
  return gap - needed >= -1e-9;
}

/** Among the peers of the value, whatever it is compared with. */
function percentileOf(counted: Counted, rep: Rep, series: Series): number | null {
  const { metric } = counted;
  const { value } = series;
  const { peers } = blend(counted, rep, series, peersOf(counted.own, rep), () => 0);
  if (value === null || peers.length === 0) return null;
  const all = [value, ...peers.map((peer) => peer.series.value ?? Number.NaN)];
  const rank = midRank(value, all);
  return metric.lowerIsBetter === true ? 100 - rank : rank;
}

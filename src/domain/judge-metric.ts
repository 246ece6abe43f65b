import type { DraftReading } from './compare-with-peers.ts';
import { criticalZ } from './credibility.ts';
import { Decimal } from './decimal.ts';
import type { LocalDate } from './local-date.ts';
import type { Period, Reading } from './metric.ts';
import { criticalValue, isCredible, keptEvidence, type Weighed, weighed } from './weigh-evidence.ts';

/** When the readings are of, for a whole run. */
export interface RunOf {
  readonly asOf: LocalDate;
  readonly period: Period;
}

/** What a rep is judged by: the more series, the more each of them must show (metrics 4.2, "one family"). */
export interface Strictness {
  readonly seriesCount: number;
  /** The critical value; null where nothing of the rep can be judged. */
  readonly z: number | null;
}

/**
 * @param seriesCount on how many series of the run, of all metrics and dimensions, the rep is judged.
 * @param alpha the chance at which a week may flag a rep who is level with peers.
 */
export function strictnessOf(seriesCount: number, alpha: number): Strictness {
  return { seriesCount, z: seriesCount === 0 ? null : criticalZ(seriesCount, alpha) };
}

/** What of a reading is only known with all series of its rep. */
export type Judgement = Pick<Reading, 'seriesCount' | 'credible' | 'fired'> & { readonly criticalZ: number | null };

/** What of a reading is known before, with what it will be judged by. Holds no decimals: many wait. */
export interface Unjudged {
  readonly weighed: Weighed;
  /** It fires if it is credible. */
  readonly mayFire: boolean;
}

/** A reading but for its judgement. */
export type MeasuredReading = Omit<Reading, 'seriesCount' | 'criticalZ' | 'credible' | 'fired'>;

/** True when the draft counts among the series that its rep is judged on. */
export function isJudged({ status }: Pick<DraftReading, 'status'>): boolean {
  return status === 'ok';
}

export function unjudged(draft: DraftReading, run: RunOf): Unjudged {
  const { metric, finding, gap, material } = draft;
  return {
    weighed: weighed(finding, { direction: metric.direction, gap, material }),
    mayFire: run.period === 'week' && isJudged(draft) && material,
  };
}

export function judgementOf({ weighed, mayFire }: Unjudged, { seriesCount, z }: Strictness): Judgement {
  const credible = isCredible(weighed, z);
  return { seriesCount, criticalZ: criticalValue(weighed, z), credible, fired: mayFire && credible };
}

/** Turns one rep's drafts of a run, all metrics and dimensions together, into readings. */
export function judgeRep(drafts: readonly DraftReading[], run: RunOf, alpha: number): Reading[] {
  const strictness = strictnessOf(drafts.filter(isJudged).length, alpha);
  return drafts.map((draft) => readingOf(draft, run, strictness));
}

/** @param strictness of the draft's rep. */
export function readingOf(draft: DraftReading, run: RunOf, strictness: Strictness): Reading {
  const { criticalZ, ...judged } = judgementOf(unjudged(draft, run), strictness);
  return { ...measuredReading(draft, run), ...judged, criticalZ: criticalZ === null ? null : new Decimal(criticalZ) };
}

export function measuredReading(draft: DraftReading, run: RunOf): MeasuredReading {
  const { metric, rep, own, value, status, benchmark, gap, material, finding } = draft;
  const evidence = keptEvidence(finding);
  return {
    repId: rep.repId,
    role: metric.role,
    metricKey: metric.key,
    dimension: draft.dimension,
    segment: rep.segment,
    period: run.period,
    asOf: run.asOf,
    windowStart: rep.own.start,
    windowEnd: rep.own.end,
    definitionVersion: metric.definitionVersion,
    numerator: own.numerator,
    denominator: own.denominator,
    sampleSize: own.size,
    minimumSample: metric.minimumSample,
    newEvidence: draft.newEvidence,
    value,
    benchmark: benchmark.value,
    benchmarkKind: benchmark.kind,
    peerCount: benchmark.peerCount,
    gap,
    percentile: draft.percentile,
    evidenceStart: finding.kind === 'limit' ? null : rep.evidence.start,
    evidenceNumerator: evidence.numerator,
    evidenceSize: evidence.size,
    evidenceBenchmark: evidence.benchmark,
    status,
    material,
    companions: draft.companions,
  };
}

import type { DraftReading } from './compare-with-peers.ts';
import { criticalZ } from './credibility.ts';
import { Decimal } from './decimal.ts';
import type { LocalDate } from './local-date.ts';
import type { Period, Reading } from './metric.ts';
import { criticalValue, isCredible, keptEvidence } from './weigh-evidence.ts';

/** When the readings are of, for a whole run. */
export interface RunOf {
  readonly asOf: LocalDate;
  readonly period: Period;
}

/**
 * Turns one rep's drafts of a run, all metrics and dimensions together, into readings. Together, because the more
 * series a rep is judged on, the more each of them must show (metrics 4.2, "one family").
 * @param alpha the chance at which a week may flag a rep who is level with peers.
 */
export function judgeRep(drafts: readonly DraftReading[], run: RunOf, alpha: number): Reading[] {
  const seriesCount = drafts.filter((draft) => draft.status === 'ok').length;
  const z = seriesCount === 0 ? null : criticalZ(seriesCount, alpha);
  return drafts.map((draft) => readingOf(draft, run, seriesCount, z));
}

function readingOf(draft: DraftReading, run: RunOf, seriesCount: number, z: number | null): Reading {
  const { metric, rep, own, value, status, benchmark, gap, material, finding } = draft;
  const credible = isCredible(finding, z, { direction: metric.direction, gap, material });
  const evidence = keptEvidence(finding);
  const critical = criticalValue(finding, z);
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
    seriesCount,
    criticalZ: critical === null ? null : new Decimal(critical),
    status,
    material,
    credible,
    fired: run.period === 'week' && status === 'ok' && material && credible,
    companions: draft.companions,
  };
}

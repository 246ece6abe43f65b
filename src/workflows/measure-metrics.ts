import type { Knex } from 'knex';
import type { Thresholds } from '../catalog/thresholds.ts';
import type { CohortMember } from '../domain/cohort-member.ts';
import { compareWithPeers, type DraftReading, draftsAmongPeers, type Measured } from '../domain/compare-with-peers.ts';
import { groupBy } from '../domain/group-by.ts';
import { isPoorQuality, type MeasuredSeries, type RepInCohort } from '../domain/measured-series.ts';
import type { MetricDefinition, MetricKey } from '../domain/metric.ts';
import type { SkillSource } from '../domain/skill-gap.ts';
import { familyNamed } from '../measures/index.ts';
import type {
  Measurement,
  MeasureRequest,
  MetricMeasurement,
  MetricRequest,
  RefusedRows,
  RepToMeasure,
} from '../measures/measure.ts';
import { runMoments } from '../measures/metric-request.ts';

export interface MeasureRun
  extends Pick<MeasureRequest, 't' | 'period' | 'runStart' | 'settings' | 'thresholds' | 'quarters'> {
  /** Everybody with a role at t. */
  readonly members: readonly CohortMember[];
  /** `metricRequests` of the members: the families of a run share what it found. */
  readonly requestOf: (metric: MetricDefinition) => MetricRequest | null;
}

/** What is wanted of a family of measures. */
export interface WantedMeasures {
  readonly metrics: readonly MetricDefinition[];
  /** Measured as metrics are, but not judged: a skill may have several sources. */
  readonly skills: readonly SkillSource[];
}

export interface MeasuredMetrics {
  /** One entry a rep of the role. */
  readonly skills: ReadonlyMap<SkillSource, readonly Measured[]>;
  readonly refused: readonly RefusedRows[];
  /** Metrics whose source recorded nothing of anybody in the scored week. */
  readonly outages: readonly MetricKey[];
}

/**
 * Measures what one family is wanted for, for all reps at once, and compares each metric with the peers.
 * @param keep is given everybody's drafts of each metric and dimension as soon as they are compared: they are large.
 */
export async function measureMetrics(
  db: Knex,
  family: string,
  wanted: WantedMeasures,
  run: MeasureRun,
  keep: (metric: MetricDefinition, drafts: Iterable<DraftReading>) => void,
): Promise<MeasuredMetrics> {
  const { t, members, requestOf, settings, ...known } = run;
  const requests: MetricRequest[] = [];
  for (const metric of wanted.metrics) {
    const request = requestOf(metric);
    if (request === null) keep(metric, withoutQuarter(metric, run));
    else requests.push(request);
  }
  const skillRequests = wanted.skills.flatMap((skill) => {
    const request = requestOf(skill.metric);
    return request === null ? [] : [{ skill, request }];
  });
  if (requests.length + skillRequests.length === 0) return { skills: new Map(), refused: [], outages: [] };
  const { refused, outages, takeFound } = await familyNamed(family)(db, {
    ...known,
    metrics: [...requests, ...skillRequests.map(({ request }) => request)],
    ...runMoments(t, settings.orgTz),
    settings,
  }).then(byMetric);
  for (const request of requests) {
    const measured = measuredReps(request, takeFound(request.metric.key), run.thresholds);
    const { minimumPeers } = run.thresholds.roles[request.metric.role];
    for (const series of groupBy(measured, (one) => one.series.dimension).values()) {
      keep(request.metric, draftsAmongPeers(request.metric, series, minimumPeers));
    }
  }
  const skills = skillRequests.map(({ skill, request }) => {
    return [skill, measuredReps(request, takeFound(request.metric.key), run.thresholds)] as const;
  });
  return { skills: new Map(skills), refused, outages };
}

/** What a family found, a metric at a time: what was taken is not held here any more. */
function byMetric({ metrics, refused }: Measurement) {
  const found = new Map(metrics.map((one) => [one.metricKey, one]));
  return {
    refused,
    outages: metrics.filter((one) => one.sourceOutage === true).map((one) => one.metricKey),
    takeFound(key: MetricKey): MetricMeasurement | undefined {
      const one = found.get(key);
      found.delete(key);
      return one;
    },
  };
}

/** Pairs the series with their reps; a metric without dimensions has one for every rep, observed or not. */
function measuredReps(
  { metric, reps }: MetricRequest,
  measurement: Pick<MetricMeasurement, 'series' | 'quality'> = { series: [], quality: new Map() },
  { excludedShare }: Thresholds,
): Measured[] {
  const found = groupBy(measurement.series, (series) => series.repId);
  return reps.flatMap((rep) => {
    const inCohort = repInCohort(rep, measurement, excludedShare);
    const series = found.get(rep.repId) ?? (metric.dimension === 'none' ? [nothingObserved(rep.repId)] : []);
    return series.map((one) => ({ rep: inCohort, series: one }));
  });
}

function repInCohort(
  rep: RepToMeasure,
  measurement: Pick<MetricMeasurement, 'quality'>,
  excludedShare: number,
): RepInCohort {
  const quality = measurement.quality.get(rep.repId);
  const window = (name: 'own' | 'evidence') => {
    const { start, end, onLeave } = rep[name];
    const isPoor = quality !== undefined && isPoorQuality(quality[name], excludedShare);
    return { start, end, onLeave, poorData: rep.isTied || isPoor };
  };
  return {
    repId: rep.repId,
    segment: rep.segment,
    ramping: rep.isRamping,
    own: window('own'),
    evidence: window('evidence'),
  };
}

function nothingObserved(repId: string): MeasuredSeries {
  return { repId, dimension: '', own: [], evidence: { kind: 'none' }, newEvidence: 0, companions: {} };
}

/** The fiscal calendar does not reach: the metric does not apply, and every rep's row says so. */
function withoutQuarter(metric: MetricDefinition, { t, members, thresholds }: MeasureRun): DraftReading[] {
  if (metric.dimension !== 'none') return [];
  const window = { start: t, end: t, onLeave: false, poorData: false };
  const measured = members
    .filter((member) => member.role === metric.role)
    .map(
      ({ repId, segment, isRamping }): Measured => ({
        rep: { repId, segment, ramping: isRamping, own: window, evidence: window },
        series: { ...nothingObserved(repId), value: null, status: 'not_applicable' },
      }),
    );
  return compareWithPeers(metric, measured, thresholds.roles[metric.role].minimumPeers);
}

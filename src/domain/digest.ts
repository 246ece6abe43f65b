import type { SkillAssessment } from './assess-skill.ts';
import type { BookHealth } from './book-health.ts';
import type { Decimal } from './decimal.ts';
import type { LocalDate } from './local-date.ts';
import {
  type BenchmarkKind,
  type Direction,
  inSegment,
  type MetricDefinition,
  type MetricKey,
  type Reading,
  type Role,
  type Status,
  type Unit,
} from './metric.ts';
import { adverseGap, differenceOf, isMaterial, matters } from './pattern.ts';
import type { QuotaPace } from './quota-pace.ts';
import { areTooFew } from './shown-peers.ts';
import type { SkillDimension } from './skill-gap.ts';
import { isWorthSaying, type SkillLine, skillLine } from './skill-line.ts';
import type { Trend } from './trend.ts';

/** What a digest says, fixed when it is composed: names and numbers as they were, whatever the catalog says later. */
export interface DigestContent {
  /** First day of the month it reports on. */
  readonly periodMonth: LocalDate;
  readonly repId: string;
  readonly role: Role;
  readonly summary: readonly SummaryLine[];
  readonly diagnosis: readonly DiagnosisLine[];
  /** The other part of the diagnosis: every skill that was assessed, gaps or not. */
  readonly skills: readonly SkillLine[];
  readonly actions: readonly DigestAction[];
  readonly pictures: DigestPictures;
}

/** What a digest's pictures show; null: nothing. */
export interface DigestPictures {
  /** Of what stood out longest, or of a headline. */
  readonly trend: Trend | null;
  /** Of an AE. */
  readonly pace: QuotaPace | null;
  /** Of an AM or CSM. */
  readonly book: BookHealth | null;
}

export const standings = ['ahead', 'level', 'behind', 'not_compared', 'not_enough_data'] as const;
export type Standing = (typeof standings)[number];

interface Measured {
  readonly metricKey: MetricKey;
  readonly dimension: string;
  /** "Stage-to-stage conversion, stage 2 to 3". */
  readonly title: string;
  readonly unit: Unit;
  readonly direction: Direction;
  readonly benchmark: Decimal | null;
  readonly benchmarkKind: BenchmarkKind;
  readonly peerCount: number;
}

/** One metric of the performance summary. */
export interface SummaryLine extends Measured {
  readonly value: Decimal | null;
  readonly sampleSize: number;
  readonly minimumSample: number;
  /** What the sample counts, in the plural: "deals". */
  readonly observations: string;
  readonly status: Status;
  readonly standing: Standing;
  /** What its value counts, half-open; null where it was not measured. */
  readonly windowStart: LocalDate | null;
  readonly windowEnd: LocalDate | null;
  /** The value of the month before, or null. */
  readonly previousValue: Decimal | null;
}

/** One pattern of the month, from readings alone: it is the same whatever was decided about its action. */
export interface DiagnosisLine extends Measured {
  /** Weekly checks of the month in which it was seen. */
  readonly weeks: number;
  /** The first check of the month that saw it, and its value. */
  readonly firstOn: LocalDate | null;
  readonly firstValue: Decimal | null;
  /** The last check of the month that measured it; the comparison is that one's. */
  readonly lastOn: LocalDate | null;
  readonly lastValue: Decimal | null;
  readonly outcome: 'seen' | 'improved' | 'over';
}

/** An approved action, as a suggestion. */
export interface DigestAction {
  readonly coachingId: string;
  readonly title: string;
  readonly text: string;
  /** The pattern was level again for two weeks before the digest ran. */
  readonly improvedSince: boolean;
  /** Null where the number behind it is not known (any more). */
  readonly progress: ActionProgress | null;
}

/** The number behind an action: in the check that suggested it, and in the last one before the digest. */
export interface ActionProgress {
  readonly unit: Unit;
  readonly suggested: CheckedValue;
  /** Null while there is no later check. */
  readonly latest: CheckedValue | null;
}

export interface CheckedValue {
  readonly on: LocalDate;
  readonly value: Decimal;
}

/** A metric with the words for it. */
export interface DigestMetric {
  readonly definition: MetricDefinition;
  readonly titleOf: (dimension: string) => string;
  readonly observations: string;
}

/** What an episode's weeks within the month say. */
export interface MonthPattern {
  readonly metricKey: MetricKey;
  readonly dimension: string;
  readonly weeks: number;
  readonly firstOn: LocalDate | null;
  readonly firstValue: Decimal | null;
  readonly lastOn: LocalDate | null;
  readonly lastValue: Decimal | null;
  /** The comparison of the last measured week. */
  readonly benchmark: Decimal | null;
  readonly benchmarkKind: BenchmarkKind;
  readonly peerCount: number;
  readonly improved: boolean;
  readonly over: boolean;
}

/** What is said of a rep's month or week, in a digest or a view, is made of this. */
export interface PeriodMaterial {
  readonly repId: string;
  readonly role: Role;
  /** Every metric of the role, in the order in which they are shown. */
  readonly metrics: readonly DigestMetric[];
  /** Readings of the period, and of the one before. */
  readonly readings: readonly Reading[];
  readonly previousReadings: readonly Reading[];
  readonly patterns: readonly MonthPattern[];
  /** The last one of each skill in the period. */
  readonly skills: readonly SkillAssessment[];
  readonly first: FirstLines;
}

export interface DigestMaterial extends PeriodMaterial {
  readonly periodMonth: LocalDate;
  readonly actions: readonly DigestAction[];
}

/** What comes first in each section of a role; the rest follows in the order of the catalog. */
export interface FirstLines {
  readonly summary: readonly MetricKey[];
  readonly diagnosis: readonly MetricKey[];
  readonly skills: readonly SkillDimension[];
}

/** The one skeleton of every role: summary, diagnosis, actions. What is drawn of it is read for it. */
export function composeDigest(material: DigestMaterial): Omit<DigestContent, 'pictures'> {
  const { periodMonth, repId, role, metrics, actions, first } = material;
  const diagnosis = metrics.flatMap((metric) => diagnosisOf(metric, material));
  return {
    periodMonth,
    repId,
    role,
    summary: withFirst(summarise(material), first.summary, (line) => line.metricKey),
    diagnosis: withFirst(diagnosis, first.diagnosis, (line) => line.metricKey),
    skills: withFirst(material.skills.map(skillLine), first.skills, (line) => line.dimension),
    actions,
  };
}

type SummaryMaterial = Pick<DigestMaterial, 'metrics' | 'readings' | 'previousReadings'>;

/** A line or more of every metric, measured or not, in the order of the metrics. */
export function summarise(material: SummaryMaterial): SummaryLine[] {
  return material.metrics.flatMap((metric) => summaryOf(metric, material));
}

/** Nothing stood out and nothing is suggested. It goes out all the same, and says so. */
export function isEmptyDigest(content: Pick<DigestContent, 'diagnosis' | 'skills' | 'actions'>): boolean {
  const { diagnosis, skills, actions } = content;
  return diagnosis.length === 0 && !skills.some(isWorthSaying) && actions.length === 0;
}

/** The named ones in their order, then the others in theirs. */
function withFirst<T, Name>(all: readonly T[], first: readonly Name[], nameOf: (one: T) => Name): T[] {
  const placeOf = (one: T): number => {
    const place = first.indexOf(nameOf(one));
    return place === -1 ? first.length : place;
  };
  return [...all].sort((a, b) => placeOf(a) - placeOf(b));
}

function summaryOf(metric: DigestMetric, { readings, previousReadings }: SummaryMaterial): SummaryLine[] {
  const own = readings.filter((reading) => reading.metricKey === metric.definition.key).sort(byDimension);
  if (own.length === 0) return [unmeasured(metric)];
  return own.map((reading) => summaryLine(metric, reading, previousOf(reading, previousReadings)));
}

function summaryLine(metric: DigestMetric, reading: Reading, previous: Reading | undefined): SummaryLine {
  const { definition } = metric;
  const shown = comparable(reading);
  return {
    ...measured(metric, reading.dimension, shown),
    value: reading.value,
    sampleSize: reading.sampleSize,
    minimumSample: reading.minimumSample ?? inSegment(definition, reading.segment).minimumSample,
    observations: metric.observations,
    status: reading.status,
    standing: standingOf(definition, reading, shown.benchmark),
    windowStart: reading.windowStart,
    windowEnd: reading.windowEnd,
    previousValue: previous?.value ?? null,
  };
}

function unmeasured(metric: DigestMetric): SummaryLine {
  return {
    ...measured(metric, '', { benchmark: null, benchmarkKind: 'none', peerCount: 0 }),
    value: null,
    sampleSize: 0,
    minimumSample: metric.definition.minimumSample,
    observations: metric.observations,
    status: 'no_denominator',
    standing: 'not_enough_data',
    windowStart: null,
    windowEnd: null,
    previousValue: null,
  };
}

function diagnosisOf(metric: DigestMetric, { patterns }: DigestMaterial): DiagnosisLine[] {
  return patterns
    .filter((pattern) => pattern.metricKey === metric.definition.key)
    .filter((pattern) => pattern.weeks > 0 || pattern.improved || pattern.over)
    .sort(byDimension)
    .map((pattern) => ({
      ...measured(metric, pattern.dimension, comparable(pattern)),
      weeks: pattern.weeks,
      firstOn: pattern.firstOn,
      firstValue: pattern.firstValue,
      lastOn: pattern.lastOn,
      lastValue: pattern.lastValue,
      outcome: outcomeOf(pattern),
    }));
}

function outcomeOf(pattern: MonthPattern): DiagnosisLine['outcome'] {
  if (pattern.over) return 'over';
  return pattern.improved ? 'improved' : 'seen';
}

type Comparison = Pick<Reading, 'benchmark' | 'benchmarkKind' | 'peerCount'>;

function measured({ definition, titleOf }: DigestMetric, dimension: string, comparison: Comparison): Measured {
  const { key: metricKey, unit, direction } = definition;
  const { benchmark, benchmarkKind, peerCount } = comparison;
  return { metricKey, dimension, title: titleOf(dimension), unit, direction, benchmark, benchmarkKind, peerCount };
}

/** The comparison as a rep may see it: none with fewer than five peers. */
function comparable({ benchmark, benchmarkKind, peerCount }: Comparison): Comparison {
  if (areTooFew({ benchmarkKind, peerCount })) return { benchmark: null, benchmarkKind: 'none', peerCount: 0 };
  return { benchmark, benchmarkKind, peerCount };
}

const tooLittle: readonly Status[] = ['not_applicable', 'data_quality', 'no_denominator', 'insufficient_sample'];

function standingOf(definition: MetricDefinition, reading: Reading, benchmark: Decimal | null): Standing {
  if (reading.value === null || tooLittle.includes(reading.status)) return 'not_enough_data';
  if (benchmark === null) return 'not_compared';
  const metric = inSegment(definition, reading.segment);
  const gap = adverseGap(metric.direction, reading.value, benchmark);
  const compared = { gap, benchmark, companions: reading.companions };
  if (matters(metric, reading.value, compared)) return 'behind';
  const difference = differenceOf(metric.materialGap, compared);
  return difference !== null && isMaterial(difference.gap.neg(), difference.least) ? 'ahead' : 'level';
}

function previousOf(reading: Reading, previous: readonly Reading[]): Reading | undefined {
  return previous.find((one) => one.metricKey === reading.metricKey && one.dimension === reading.dimension);
}

function byDimension(a: { dimension: string }, b: { dimension: string }): number {
  return a.dimension.localeCompare(b.dimension, 'en', { numeric: true });
}

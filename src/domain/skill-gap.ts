import { atLeast, below, Decimal } from './decimal.ts';
import { daysBetween, type LocalDate } from './local-date.ts';
import type { MetricDefinition, Role } from './metric.ts';
import type { Severity } from './pattern.ts';
import { theilSenSlope } from './theil-sen.ts';

/** What reps are scored on, 0-100, higher is better (metrics section 6). */
export const SKILL_DIMENSIONS = [
  'product_knowledge',
  'objection_handling',
  'pricing_negotiation',
  'sales_methodology',
  'discovery_question_quality',
  'talk_time_ratio',
] as const;
export type SkillDimension = (typeof SKILL_DIMENSIONS)[number];

export const EVIDENCE_SOURCES = ['ConvIntelligence', 'QuoteLog', 'CadenceEventLog'] as const;
export type EvidenceSource = (typeof EVIDENCE_SOURCES)[number];

export const TRENDS = ['improving', 'stable', 'deteriorating'] as const;
export type Trend = (typeof TRENDS)[number];

/**
 * How a series becomes a score. `mean`: its value is the score, its observations are scores. `rate`: its value is a
 * share of successes. `over_talking`: its observations are ratios, each scored by how far it lies above what peers do.
 */
export type SkillScoring = 'mean' | 'rate' | 'over_talking';

/** One source that a skill can be scored from. */
export interface SkillSource {
  readonly source: EvidenceSource;
  readonly scoring: SkillScoring;
  /** What a family of measures is asked for, as for a metric. Its key names no metric and is never stored. */
  readonly metric: MetricDefinition;
  /** False: a low score alone is no gap. */
  readonly hasFloor: boolean;
}

/** A skill of one role: a row of the skill catalog. */
export interface SkillDefinition {
  readonly dimension: SkillDimension;
  readonly role: Role;
  /** In this order: a later one stands in for reps of whom the earlier ones have too little. */
  readonly sources: readonly SkillSource[];
}

/** Numbers of the skill scores; gaps and scores in points, trends in weeks. */
export interface SkillThresholds {
  /** Behind the peers' median by this much is a gap, and of which severity. */
  readonly gap: number;
  readonly mediumGap: number;
  readonly highGap: number;
  /** A score below this is a gap of high severity, whatever the peers do. */
  readonly leastScore: number;
  /** The discount that scores nothing. */
  readonly worstDiscount: number;
  /** The talk ratio that scores nothing, above the peers' median. */
  readonly worstTalkExcess: number;
  /** An objection in a reply must lead to a meeting within this time. */
  readonly objectionDays: number;
  /** A trend looks at the latest `trendPoints` scores of the last `trendWeeks`, and needs `leastTrendPoints` of them. */
  readonly trendWeeks: number;
  readonly trendPoints: number;
  readonly leastTrendPoints: number;
  /** Points a week that make a trend. */
  readonly trendSlope: number;
}

/** A score of a week, as the log keeps it. */
export interface SkillScore {
  readonly assessmentDate: LocalDate;
  readonly score: number;
  readonly modelVersion: string | null;
}

/** How a score stands beside those of the cohort. */
export interface ComparedScore {
  readonly score: Decimal;
  /** Null with too few peers. */
  readonly peerMedian: Decimal | null;
  /** The evidence says more than chance would. */
  readonly credible: boolean;
}

/** 70 points for the discount, 30 for the terms: depth and rate of exceptions, 0-1, of one deal or of many. */
export function pricingScore(depth: Decimal, exceptionRate: Decimal, worstDiscount: number): Decimal {
  const lost = Decimal.min(1, Decimal.max(0, depth.div(worstDiscount)));
  return new Decimal(70)
    .times(new Decimal(1).minus(lost))
    .plus(new Decimal(30).times(new Decimal(1).minus(exceptionRate)));
}

/** 100 up to the peers' median, falling to 0 at `worstExcess` above it. @param ratio the rep's share of a call's talk. */
export function talkScore(ratio: number, peerMedian: number, worstExcess: number): number {
  return 100 * (1 - Math.min(1, Math.max(0, ratio - peerMedian) / worstExcess));
}

/**
 * The direction of the weekly scores up to a week, of the same scoring model only.
 * @param earlier in any order; those after the week do not count.
 * @returns `points`: how many scores the trend rests on; fewer than enough are no trend.
 */
export function trendOf(
  latest: SkillScore,
  earlier: readonly SkillScore[],
  thresholds: SkillThresholds,
): { readonly trend: Trend; readonly points: number } {
  const weeksAgo = (score: SkillScore) => daysBetween(score.assessmentDate, latest.assessmentDate) / 7;
  const counted = [latest, ...earlier.filter((score) => weeksAgo(score) > 0)]
    .filter((score) => score.modelVersion === latest.modelVersion && weeksAgo(score) < thresholds.trendWeeks)
    .sort((a, b) => weeksAgo(a) - weeksAgo(b))
    .slice(0, thresholds.trendPoints);
  const slope = theilSenSlope(counted.map((score) => ({ x: -weeksAgo(score), y: score.score })));
  const isTrend = counted.length >= thresholds.leastTrendPoints && slope !== null;
  return { trend: isTrend ? directionOf(slope, thresholds.trendSlope) : 'stable', points: counted.length };
}

const TOLERANCE = 1e-9;

function directionOf(slope: number, least: number): Trend {
  if (slope >= least - TOLERANCE) return 'improving';
  return slope <= TOLERANCE - least ? 'deteriorating' : 'stable';
}

/** The severity of a rep's gap in a skill; null when there is none. A gap that grows counts one level more. */
export function skillGap(
  { score, peerMedian, credible }: ComparedScore,
  { trend, hasFloor }: { readonly trend: Trend; readonly hasFloor: boolean },
  thresholds: SkillThresholds,
): Severity | null {
  const behind = peerMedian === null ? null : peerMedian.minus(score);
  const isFloored = hasFloor && below(score, new Decimal(thresholds.leastScore));
  const isBehind = behind !== null && credible && atLeast(behind, new Decimal(thresholds.gap));
  if (!isFloored && !isBehind) return null;
  if (isFloored || (behind !== null && atLeast(behind, new Decimal(thresholds.highGap)))) return 'high';
  const isMedium = behind !== null && atLeast(behind, new Decimal(thresholds.mediumGap));
  if (trend !== 'deteriorating') return isMedium ? 'medium' : 'low';
  return isMedium ? 'high' : 'medium';
}

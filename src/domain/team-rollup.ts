import type { DigestMetric, MonthPattern } from './digest.ts';
import type { LocalDate } from './local-date.ts';
import type { MetricKey, Role } from './metric.ts';

/** How many of the most frequent patterns a roll-up names. */
export const TOP_PATTERNS = 5;

/** What a roll-up says, fixed when it is composed: a digest of a team, in counts, without a name. */
export interface RollupContent {
  /** First day of the month it reports on. */
  readonly periodMonth: LocalDate;
  /** Whose team: the manager's person_id. */
  readonly teamId: string;
  /** Who was counted; for the rights of later readers, never shown. */
  readonly repIds: readonly string[];
  readonly team: TeamCounts;
}

/** The four sections of a team: how many reps, of whom how many were flagged in what, what waits, what is escalated. */
export interface TeamCounts {
  /** Reps by role, in the order of the roles; roles without any are left out. */
  readonly sizes: readonly { readonly role: Role; readonly reps: number }[];
  /** Every metric of these roles. */
  readonly metrics: readonly TeamMetric[];
  /** The most frequent first. */
  readonly patterns: readonly TeamPattern[];
  readonly pendingDecisions: number;
  readonly openEscalations: number;
}

/** Reps that had a pattern in a metric, whatever became of its action. */
export interface TeamMetric {
  readonly metricKey: MetricKey;
  readonly role: Role;
  readonly title: string;
  /** Reps with at least one flagged check. */
  readonly flagged: number;
  /** Reps whose pattern got better by a tenth in a week, or was over. One can be flagged and improving. */
  readonly improving: number;
}

export interface TeamPattern extends TeamMetric {
  readonly dimension: string;
}

export interface RepPatterns {
  readonly repId: string;
  readonly role: Role;
  readonly patterns: readonly MonthPattern[];
}

export interface TeamMaterial {
  readonly reps: readonly RepPatterns[];
  /** Of every role, in the order in which they are shown. */
  readonly metrics: readonly DigestMetric[];
  readonly pendingDecisions: number;
  readonly openEscalations: number;
}

/** A pattern whose data was found wrong is left out, as in a rep's own digest. */
export function countTeam({ reps, metrics, pendingDecisions, openEscalations }: TeamMaterial): TeamCounts {
  const roles = new Map<Role, number>();
  for (const { role } of reps) roles.set(role, (roles.get(role) ?? 0) + 1);
  const ofTeam = metrics.filter(({ definition }) => roles.has(definition.role));
  const counted = ofTeam.flatMap((metric) => patternsOf(metric, reps));
  return {
    sizes: [...new Set(ofTeam.map(({ definition }) => definition.role))].map((role) => ({
      role,
      reps: roles.get(role) ?? 0,
    })),
    metrics: ofTeam.map((metric) => ({
      metricKey: metric.definition.key,
      role: metric.definition.role,
      title: metric.definition.name,
      ...reached(reps, metric, null),
    })),
    patterns: counted
      .filter(({ flagged }) => flagged > 0)
      .sort((a, b) => b.flagged - a.flagged || a.improving - b.improving)
      .slice(0, TOP_PATTERNS),
    pendingDecisions,
    openEscalations,
  };
}

/** Nothing was flagged, waits or is escalated. It goes out all the same, and says so. */
export function isQuiet({ metrics, pendingDecisions, openEscalations }: TeamCounts): boolean {
  return pendingDecisions === 0 && openEscalations === 0 && metrics.every(isUntouched);
}

export function isUntouched({ flagged, improving }: TeamMetric): boolean {
  return flagged === 0 && improving === 0;
}

function patternsOf(metric: DigestMetric, reps: readonly RepPatterns[]): TeamPattern[] {
  const { key, role } = metric.definition;
  const dimensions = new Set(reps.flatMap((rep) => seenIn(rep, metric)).map(({ dimension }) => dimension));
  return [...dimensions]
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((dimension) => ({
      metricKey: key,
      role,
      dimension,
      title: metric.titleOf(dimension),
      ...reached(reps, metric, dimension),
    }));
}

function reached(reps: readonly RepPatterns[], metric: DigestMetric, dimension: string | null) {
  const having = (is: (pattern: MonthPattern) => boolean): number =>
    reps.filter((rep) =>
      seenIn(rep, metric).some((one) => (dimension === null || one.dimension === dimension) && is(one)),
    ).length;
  return { flagged: having(({ weeks }) => weeks > 0), improving: having(({ improved, over }) => improved || over) };
}

function seenIn({ role, patterns }: RepPatterns, { definition }: DigestMetric): readonly MonthPattern[] {
  if (role !== definition.role) return [];
  return patterns.filter(({ metricKey }) => metricKey === definition.key);
}

import type { ApprovalStatus, DismissReason } from './approval.ts';
import type { Decimal } from './decimal.ts';
import type { EscalationOutcome } from './escalation.ts';
import type { LocalDate } from './local-date.ts';
import type { MetricKey, Reading, Role } from './metric.ts';
import type { Severity } from './pattern.ts';
import type { EndReason } from './persistence-clock.ts';

/** How long a pattern has been seen, and whether it still is. */
export interface PatternRun {
  readonly episodeId: string;
  readonly openedOn: LocalDate;
  /** Consecutive flagged weeks without improvement. */
  readonly clock: number;
  /** Measured weeks that were flagged since the episode opened. */
  readonly flaggedWeeks: number;
  /** The last check that counted; null before the first. */
  readonly countedOn: LocalDate | null;
  /** The improvement that would have restarted the count in the last check that asked for one; null before. */
  readonly needed: Decimal | null;
  readonly state: 'open' | EndReason;
  readonly closedOn: LocalDate | null;
  readonly escalatedOn: LocalDate | null;
}

/** One recommendation with what it rests on and what became of it: a row of `rep_coaching_log`, read for people. */
export interface CoachingItem {
  readonly coachingId: string;
  readonly version: number;
  readonly repId: string;
  readonly repName: string;
  readonly role: Role;
  readonly coachingDate: LocalDate;
  readonly metricKey: MetricKey;
  readonly dimension: string;
  readonly severity: Severity;
  readonly recommendedAction: string;
  /** What was proposed, where the manager modified it. */
  readonly originalAction: string | null;
  readonly status: ApprovalStatus;
  /** The decider's name; null while undecided, like `decidedAt`. */
  readonly decidedBy: string | null;
  /** The name of the absent manager for whom the decider stood in; null for the manager's own decision. */
  readonly decidedFor: string | null;
  readonly decidedAt: Date | null;
  readonly dismissReason: DismissReason | null;
  readonly decisionNote: string | null;
  /** The reading that opened the pattern. */
  readonly reading: Reading | null;
  /** The pattern's last weekly reading. */
  readonly latest: Reading | null;
  readonly improvementDetected: boolean;
  /** Null for a row without an episode. */
  readonly run: PatternRun | null;
  /** The digest whose run has taken the action up. */
  readonly carriedBy: CarryingDigest | null;
  /** When the rep said that they did it. */
  readonly doneAt: Date | null;
  /** How the second-line manager resolved its escalation; null while there is none, or an open one. */
  readonly resolved: ResolvedEscalation | null;
}

export interface ResolvedEscalation {
  readonly by: string;
  readonly at: Date;
  readonly outcome: EscalationOutcome;
}

export interface CarryingDigest {
  readonly digestId: string;
  /** First day of the month it reports on. */
  readonly periodMonth: LocalDate;
  /** The local date on which it ran. */
  readonly runOn: LocalDate;
  /** When the rep confirmed having read it. */
  readonly acknowledgedAt: Date | null;
}

/** The episode is over: undecided, the item can no longer be decided. */
export function isPatternOver(item: Pick<CoachingItem, 'run'>): boolean {
  return item.run !== null && item.run.state !== 'open';
}

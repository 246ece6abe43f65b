import type { DateRange } from './calendar.ts';
import type { CoachingItem } from './coaching-item.ts';
import type { Decimal } from './decimal.ts';
import {
  composeDigest,
  type DiagnosisLine,
  type DigestContent,
  type DigestMetric,
  type DigestPictures,
  type PeriodMaterial,
  type SummaryLine,
} from './digest.ts';
import type { EscalationOutcome, EscalationRule } from './escalation.ts';
import type { LocalDate } from './local-date.ts';
import type { MetricKey, Period, Reading, Role } from './metric.ts';
import type { SkillLine } from './skill-line.ts';

/** Which readings a view shows, and which weekly checks its patterns come from. */
export interface ViewPeriod {
  readonly period: Period;
  /** The evaluation date of the readings. */
  readonly asOf: LocalDate;
  readonly checks: DateRange;
}

/** Everything about a rep in a week or month: the four sections. Names and numbers, for those who run the bot. */
export interface RepView extends ViewPeriod {
  readonly repId: string;
  readonly repName: string;
  readonly role: Role;
  readonly summary: readonly ViewLine[];
  readonly diagnosis: { readonly patterns: readonly DiagnosisLine[]; readonly skills: readonly SkillLine[] };
  readonly actions: readonly ViewAction[];
  readonly flags: readonly DailyFlag[];
  readonly escalations: readonly EscalationFlag[];
  /** Of a month that a digest told of: what it showed, and when the rep confirmed having read it. */
  readonly told: { readonly pictures: DigestPictures; readonly acknowledgedAt: Date | null } | null;
}

export interface ViewLine extends SummaryLine {
  readonly companions: Reading['companions'];
}

/** A recommendation and what became of it. */
export interface ViewAction
  extends Pick<
    CoachingItem,
    | 'coachingId'
    | 'metricKey'
    | 'dimension'
    | 'coachingDate'
    | 'severity'
    | 'recommendedAction'
    | 'status'
    | 'decidedBy'
    | 'decidedFor'
    | 'decidedAt'
    | 'dismissReason'
    | 'carriedBy'
    | 'doneAt'
    | 'run'
  > {
  readonly title: string;
}

/** A critical threshold that was breached in the period, of which the manager was told. */
export interface DailyFlag {
  readonly metricKey: MetricKey;
  readonly dimension: string;
  readonly on: LocalDate;
  readonly value: Decimal;
  readonly benchmark: Decimal | null;
}

/** An escalation about the rep that is open, or was resolved in the period. */
export interface EscalationFlag {
  readonly escalationId: string;
  readonly rule: EscalationRule;
  readonly asOf: LocalDate;
  readonly metricKey: MetricKey | null;
  readonly dimension: string;
  readonly ownerName: string | null;
  readonly resolvedAt: Date | null;
  readonly outcome: EscalationOutcome | null;
}

export interface ViewMaterial extends ViewPeriod, PeriodMaterial {
  readonly repName: string;
  readonly items: readonly CoachingItem[];
  readonly flags: readonly DailyFlag[];
  readonly escalations: readonly EscalationFlag[];
  /** The digest of the month, where there is one: it has fixed what the summary and the diagnosis say. */
  readonly digest: { readonly content: DigestContent; readonly acknowledgedAt: Date | null } | null;
}

/** The four sections, from the same lines that a digest has. */
export function composeView(material: ViewMaterial): RepView {
  const { repId, repName, role, period, asOf, checks, readings, items, flags, escalations, digest } = material;
  const lines = digest?.content ?? composeDigest({ ...material, periodMonth: checks.start, actions: [] });
  const companionsOf = ({ metricKey, dimension }: SummaryLine) =>
    readings.find((one) => one.metricKey === metricKey && one.dimension === dimension)?.companions ?? {};
  return {
    repId,
    repName,
    role,
    period,
    asOf,
    checks,
    summary: lines.summary.map((line) => ({ ...line, companions: companionsOf(line) })),
    diagnosis: { patterns: lines.diagnosis, skills: lines.skills },
    actions: items.map((item) => actionOf(item, material.metrics)),
    flags,
    escalations,
    told: digest && { pictures: digest.content.pictures, acknowledgedAt: digest.acknowledgedAt },
  };
}

/**
 * The view as the rep themselves may have it: of actions only those that a digest has brought them.
 * @param reached ids of the digests that were delivered to the rep
 */
export function ownView(view: RepView, reached: ReadonlySet<string>): RepView {
  const actions = view.actions.filter((action) => isWithRep(action, reached));
  return { ...view, actions, flags: [], escalations: [] };
}

/** What the histories of a rep's open escalations tell of. */
export interface EscalatedMatters {
  readonly coachingIds: ReadonlySet<string>;
  readonly flagDays: readonly DateRange[];
}

/**
 * The view as the second-line manager may have it: the rep's own, and of actions and flags beyond that those which the
 * history of an open escalation tells of; what else waits or was dismissed is between the manager and the bot.
 */
export function secondLineView(view: RepView, reached: ReadonlySet<string>, escalated: EscalatedMatters): RepView {
  const actions = view.actions.filter(
    (action) => isWithRep(action, reached) || escalated.coachingIds.has(action.coachingId),
  );
  const flags = view.flags.filter(({ on }) => escalated.flagDays.some(({ start, end }) => start <= on && on < end));
  return { ...view, actions, flags };
}

function isWithRep({ status, carriedBy }: ViewAction, reached: ReadonlySet<string>): boolean {
  return (status === 'approved' || status === 'modified') && carriedBy !== null && reached.has(carriedBy.digestId);
}

function actionOf(item: CoachingItem, metrics: readonly DigestMetric[]): ViewAction {
  const { coachingId, metricKey, dimension, coachingDate, severity, recommendedAction, status } = item;
  const { decidedBy, decidedFor, decidedAt, dismissReason, carriedBy, doneAt, run } = item;
  const metric = metrics.find(({ definition }) => definition.key === metricKey);
  return {
    coachingId,
    title: metric?.titleOf(dimension) ?? metricKey,
    metricKey,
    dimension,
    coachingDate,
    severity,
    recommendedAction,
    status,
    decidedBy,
    decidedFor,
    decidedAt,
    dismissReason,
    carriedBy,
    doneAt,
    run,
  };
}

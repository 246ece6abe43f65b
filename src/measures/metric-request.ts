import { isOnLeave } from '../domain/availability.ts';
import { type DateRange, evidenceWindowOf, type FiscalQuarter, startOfDay, windowOf } from '../domain/calendar.ts';
import type { CohortMember } from '../domain/cohort-member.ts';
import { groupBy } from '../domain/group-by.ts';
import { addDays, earlierOf, type LocalDate, laterOf } from '../domain/local-date.ts';
import type { MetricDefinition, Period } from '../domain/metric.ts';
import type { MeasureRequest, MetricRequest, RepDates, RepToMeasure } from './measure.ts';

/** When and where a run looks. */
export interface RunDates {
  readonly t: LocalDate;
  readonly period: Period;
  readonly orgTz: string;
  /** In order of time. */
  readonly quarters: readonly FiscalQuarter[];
  /** How long the evidence window is, unless the own one is longer. */
  readonly evidenceDays: number;
  /** Available on less than this share of a window is leave. */
  readonly availableShare: number;
}

/**
 * What a family is asked for one metric: the windows of everybody in its role.
 * @param members any roles.
 * @returns null where the fiscal calendar has no quarter for it.
 */
export function metricRequest(
  metric: MetricDefinition,
  members: readonly CohortMember[],
  dates: RunDates,
): MetricRequest | null {
  return metricRequests(members, dates)(metric);
}

/** `metricRequest` for all metrics of a run: those of a role that look at the same windows share their reps. */
export function metricRequests(
  members: readonly CohortMember[],
  { t, period, orgTz, quarters, evidenceDays, availableShare }: RunDates,
): (metric: MetricDefinition) => MetricRequest | null {
  const instantOf = memoised((date: LocalDate) => startOfDay(date, orgTz));
  const membersOf = groupBy(members, (member) => member.role);
  const known = new Map<string, RepToMeasure[]>();
  /** Who was there at a point in time is asked of the week before. */
  const scoredWeek = { start: addDays(t, -7), end: t };
  const dated = (range: DateRange, onLeave: boolean): RepDates => {
    return { ...range, from: instantOf(range.start), to: instantOf(range.end), onLeave };
  };
  const repsIn = ({ role, window: { kind } }: MetricDefinition, own: DateRange, evidence: DateRange) => {
    const key = `${role} ${kind === 'trailing_year'} ${own.start} ${own.end}`;
    const ofRep = (range: DateRange, member: CohortMember): RepDates => {
      // A trailing year of an account's revenue is not the rep's doing alone.
      const clipped = kind === 'trailing_year' ? range : sinceStint(range, member);
      const isPoint = range.start === range.end;
      return dated(clipped, isOnLeave(isPoint ? scoredWeek : clipped, member, availableShare));
    };
    const reps =
      known.get(key) ??
      (membersOf.get(role) ?? []).map((member) => ({
        ...member,
        own: ofRep(own, member),
        evidence: ofRep(evidence, member),
      }));
    known.set(key, reps);
    return reps;
  };
  return (metric) => {
    const own = windowOf(metric.window, t, period, quarters);
    if (own === null) return null;
    const evidence = evidenceWindowOf(own, evidenceDays);
    const weekStart = addDays(own.end, -7);
    return {
      metric,
      reps: repsIn(metric, own, evidence),
      own: dated(own, false),
      evidence: dated(evidence, false),
      lastWeek: { start: weekStart, end: own.end, from: instantOf(weekStart) },
    };
  };
}

/** The evaluation date as an instant, and the week before it. */
export function runMoments(t: LocalDate, orgTz: string): Pick<MeasureRequest, 't' | 'tInstant' | 'scoredWeek'> {
  const tInstant = startOfDay(t, orgTz);
  const weekStart = addDays(t, -7);
  return {
    t,
    tInstant,
    scoredWeek: { start: weekStart, end: t, from: startOfDay(weekStart, orgTz), to: tInstant },
  };
}

/** Begun no earlier than the stint. */
function sinceStint(window: DateRange, { stintStart }: CohortMember): DateRange {
  return { start: earlierOf(laterOf(window.start, stintStart), window.end), end: window.end };
}

function memoised(compute: (date: LocalDate) => Date): (date: LocalDate) => Date {
  const known = new Map<LocalDate, Date>();
  return (date) => {
    const value = known.get(date) ?? compute(date);
    known.set(date, value);
    return value;
  };
}

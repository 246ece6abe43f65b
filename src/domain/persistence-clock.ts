import { atLeast, Decimal } from './decimal.ts';
import type { LocalDate } from './local-date.ts';
import type { MetricDefinition, Reading, Status } from './metric.ts';

/**
 * The flagged week without improvement that goes to the second-line manager, and the step of later notices. No setting:
 * nothing may put it off.
 */
const ESCALATION_CLOCK = 3;

/** What an open episode remembers from week to week. */
export interface OpenEpisode {
  /** Consecutive measured flagged weeks without improvement; 0 after a clear week. */
  readonly clock: number;
  /** Unmeasured weeks in a row, leave not counted. */
  readonly gaps: number;
  /** Measured clear weeks in a row. */
  readonly clearWeeks: number;
  /** The value of the last measured week. */
  readonly lastValue: Decimal | null;
  /** The week it went to the second-line manager; at most one an episode. */
  readonly escalatedOn: LocalDate | null;
}

/** The columns of the catalog that the clock needs. */
export type ClockRule = Pick<
  MetricDefinition,
  'direction' | 'improvement' | 'improvementFloor' | 'maxGapWeeks' | 'clearWeeks'
>;

/** Why a week says nothing. */
export type HoldReason =
  | Exclude<Status, 'ok'>
  | 'no_reading'
  | 'source_outage'
  | 'leave'
  | 'quarter_start'
  | 'no_new_evidence';

/** What ends an episode whatever its week says: the pattern is no longer the same one, or nobody's. */
export type Change = 'role_changed' | 'definition_changed' | 'rep_left';

export type EndReason = 'resolved' | 'expired_insufficient_data' | Change;

/** One pattern's week: measured and judged, or held for a reason. `frozen` holds (leave) never expire an episode. */
export type ClockWeek = {
  readonly asOf: LocalDate;
  /** The rep left the role or altogether, or the formula is another one, since the open episode's last week. */
  readonly changed: Change | null;
} & (
  | { readonly kind: 'measured'; readonly value: Decimal; readonly fires: boolean; readonly stays: boolean }
  | { readonly kind: 'held'; readonly reason: HoldReason; readonly frozen: boolean }
);

/** What a step causes, in order. */
export type ClockEvent =
  /** A new episode: one coaching row, one review request. */
  | { readonly kind: 'opened' }
  /** So much better than the prior measured week that the clock is at 1 again. */
  | { readonly kind: 'improved'; readonly improvement: Decimal }
  /** Next week without improvement it goes to the second-line manager: the manager is told. */
  | { readonly kind: 'week_two' }
  | { readonly kind: 'escalated' }
  /** Already with the second-line manager, and another three weeks on. */
  | { readonly kind: 'persisting'; readonly clock: number }
  /** The first clear week. */
  | { readonly kind: 'cleared' }
  | { readonly kind: 'ended'; readonly reason: EndReason };

/** A row of `pattern_week`, without its episode's id. */
export interface PatternWeek {
  readonly asOf: LocalDate;
  readonly value: Decimal | null;
  readonly flagged: boolean | null;
  readonly improvement: Decimal | null;
  /** The improvement that would have restarted the clock; null where there was none to measure. */
  readonly needed: Decimal | null;
  readonly clock: number;
  readonly holdReason: HoldReason | null;
}

export interface ClockStep {
  /** The episode that is open after the week; null when none is. */
  readonly episode: OpenEpisode | null;
  readonly events: readonly ClockEvent[];
  /** The week of the episode that is open after the step, else of the one it ended; null when there is neither. */
  readonly week: PatternWeek | null;
}

/**
 * One weekly step of the persistence clock for one pattern. What a manager decided is not an input, so no decision can
 * stop an escalation.
 * @param open the pattern's open episode before the week, or null.
 */
export function stepClock(rule: ClockRule, open: OpenEpisode | null, week: ClockWeek): ClockStep {
  if (open !== null && week.changed !== null) {
    const next = stepClock(rule, null, { ...week, changed: null });
    return {
      episode: next.episode,
      events: [{ kind: 'ended', reason: week.changed }, ...next.events],
      week: next.week ?? endingWeek(week),
    };
  }
  if (week.kind === 'held') return open === null ? NOTHING : hold(rule, open, week);
  if (open === null || open.clock === 0) return week.fires ? begin(open, week) : clear(rule, open, week);
  return week.stays ? advance(rule, open, week) : clear(rule, open, week);
}

type Measured = Extract<ClockWeek, { kind: 'measured' }>;
type Held = Extract<ClockWeek, { kind: 'held' }>;

const NOTHING: ClockStep = { episode: null, events: [], week: null };
const UNCOMPARED = { improvement: null, needed: null } as const;

function hold(rule: ClockRule, open: OpenEpisode, week: Held): ClockStep {
  const gaps = week.frozen ? open.gaps : open.gaps + 1;
  const row = { ...UNCOMPARED, asOf: week.asOf, value: null, flagged: null, holdReason: week.reason };
  if (gaps > rule.maxGapWeeks) {
    return {
      episode: null,
      events: [{ kind: 'ended', reason: 'expired_insufficient_data' }],
      week: { ...row, clock: open.clock },
    };
  }
  return { episode: { ...open, gaps }, events: [], week: { ...row, clock: open.clock } };
}

function clear(rule: ClockRule, open: OpenEpisode | null, week: Measured): ClockStep {
  if (open === null) return NOTHING;
  const clearWeeks = open.clearWeeks + 1;
  const row = { ...UNCOMPARED, asOf: week.asOf, value: week.value, flagged: false, clock: 0, holdReason: null };
  if (clearWeeks >= rule.clearWeeks) {
    return { episode: null, events: [{ kind: 'ended', reason: 'resolved' }], week: row };
  }
  return {
    episode: { ...open, clock: 0, gaps: 0, clearWeeks, lastValue: week.value },
    events: [{ kind: 'cleared' }],
    week: row,
  };
}

/** The clock stands at 0 and the pattern fires: a new episode, or the open one starts again. */
function begin(open: OpenEpisode | null, week: Measured): ClockStep {
  return {
    episode: { clock: 1, gaps: 0, clearWeeks: 0, lastValue: week.value, escalatedOn: open?.escalatedOn ?? null },
    events: open === null ? [{ kind: 'opened' }] : [],
    week: { ...UNCOMPARED, asOf: week.asOf, value: week.value, flagged: true, clock: 1, holdReason: null },
  };
}

function advance(rule: ClockRule, open: OpenEpisode, week: Measured): ClockStep {
  const improvement = open.lastValue === null ? null : improvementOver(rule, open.lastValue, week.value);
  const improved = improvement !== null && atLeast(improvement, rule.improvement);
  const needed = improvement === null ? null : rule.improvement;
  const clock = improved ? 1 : open.clock + 1;
  const escalates = clock >= ESCALATION_CLOCK && open.escalatedOn === null;
  const events: ClockEvent[] = [];
  if (improved) events.push({ kind: 'improved', improvement });
  if (clock === ESCALATION_CLOCK - 1 && open.escalatedOn === null) events.push({ kind: 'week_two' });
  if (escalates) events.push({ kind: 'escalated' });
  if (!escalates && clock % ESCALATION_CLOCK === 0) events.push({ kind: 'persisting', clock });
  return {
    episode: {
      clock,
      gaps: 0,
      clearWeeks: 0,
      lastValue: week.value,
      escalatedOn: escalates ? week.asOf : open.escalatedOn,
    },
    events,
    week: { asOf: week.asOf, value: week.value, flagged: true, improvement, needed, clock, holdReason: null },
  };
}

function endingWeek(week: ClockWeek): PatternWeek {
  const value = week.kind === 'measured' ? week.value : null;
  const holdReason = week.kind === 'held' ? week.reason : null;
  return { ...UNCOMPARED, asOf: week.asOf, value, flagged: null, clock: 0, holdReason };
}

/**
 * The relative gain of a week over the prior measured one, positive when better: relative because metrics differ in
 * unit, with a floor under the denominator because the prior value may be zero or negative.
 */
export function improvementOver(
  rule: Pick<ClockRule, 'direction' | 'improvementFloor'>,
  prior: Decimal,
  value: Decimal,
): Decimal {
  const gain = rule.direction === 'higher' ? value.minus(prior) : prior.minus(value);
  return gain.div(Decimal.max(prior.abs(), rule.improvementFloor));
}

/** What is known about a pattern's week beside its reading. */
export interface WeekFacts {
  readonly asOf: LocalDate;
  readonly changed: ClockWeek['changed'];
  /** The rep was available on fewer than half of the scored week's business days. */
  readonly leaveWeek: boolean;
  /** The metric's source has no row of anybody dated in the scored week. */
  readonly sourceOutage: boolean;
  /** Too early in the quarter to judge: the clock stands still, however long. */
  readonly beforeStart: boolean;
}

/** Reads a week for the clock: measured, or held and why. `reading` null: there is none this week. */
export function clockWeek(reading: Reading | null, facts: WeekFacts): ClockWeek {
  const base = { asOf: facts.asOf, changed: facts.changed };
  const held = (reason: HoldReason, frozen = false): ClockWeek => ({ ...base, kind: 'held', reason, frozen });
  if (facts.leaveWeek) return held('leave', true);
  if (reading?.status === 'on_leave') return held('on_leave', true);
  if (facts.beforeStart) return held('quarter_start', true);
  if (facts.sourceOutage) return held('source_outage');
  if (reading === null) return held('no_reading');
  if (reading.status !== 'ok') return held(reading.status);
  if (reading.value === null) return held('no_denominator');
  if (reading.newEvidence === 0) return held('no_new_evidence');
  return { ...base, kind: 'measured', value: reading.value, fires: reading.fired, stays: reading.material };
}

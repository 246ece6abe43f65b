import { defaultThresholds } from '../../../src/catalog/thresholds.ts';
import { compareWithPeers, type DraftReading } from '../../../src/domain/compare-with-peers.ts';
import { judgeRep } from '../../../src/domain/judge-metric.ts';
import type { Reading } from '../../../src/domain/metric.ts';
import { clockWeek, type OpenEpisode, stepClock } from '../../../src/domain/persistence-clock.ts';
import { type Random, random } from '../../../src/sandbox/organisation/random.ts';
import { evaluationDate, SeriesWindows, WEEKS_BEFORE, type WindowRule } from './measured-weeks.ts';
import { type SimulatedSeries, seriesOfARep } from './series-of-a-rep.ts';
import { fallenSkill, fineSkill, peerSkill, type SimulatedWeek, simulateWeek } from './simulated-weeks.ts';

/** A rule to try: the shipped one, or one that lacks a part of it. */
export interface Rule {
  readonly windows: WindowRule;
  /** The chance of a flag is shared among all that is looked at; false: each series has it for itself. */
  readonly isOneFamily: boolean;
}

export const shippedRule: Rule = { windows: { own: 'catalog', evidence: 'quarter' }, isOneFamily: true };

/** What became of a pattern. Weeks count from 1. */
export interface Course {
  readonly series: SimulatedSeries;
  /** The first week in which it opened; null: never. */
  readonly flaggedIn: number | null;
  readonly escalatedIn: number | null;
}

export interface HalfYear {
  /** All patterns of a rep who is within a tenth of the peers' median, or better, in everything. */
  readonly fine: readonly Course[];
  /** The pattern of the same rep, had one series fallen far behind the peers when the half year began; one a series tried. */
  readonly fallen: readonly Course[];
}

export interface Cohort {
  readonly seed: number;
  /** Which cohort: each has its own chance. */
  readonly number: number;
  readonly peers: number;
  readonly weeks: number;
  /** How many series fall, one at a time. */
  readonly falls: number;
}

/** How far behind their peers' median someone falls who is to be found. */
const FALL = 0.45;

const REP = 'rep';

/** One rep among peers for half a year, judged week by week by the code that judges real reps. */
export function simulateHalfYear(cohort: Cohort, rule: Rule): HalfYear {
  const { number, weeks, falls } = cohort;
  const series = seriesOfARep.map((one) => simulateSeries(one, cohort));
  const fallen = Array.from({ length: falls }, (_, index) => series[(number * falls + index) % series.length])
    .filter((one) => one !== undefined)
    .map((one) => ({ one, weeks: fallenWeeks(one, cohort), clock: new PatternClock(one.series) }));
  const clocks = new Map(series.map((one) => [one, new PatternClock(one.series)]));
  for (let week = 0; week < weeks; week += 1) {
    const drafts = new Map(series.map((one) => [one, draftAt(one, one.rep, week, rule)]));
    for (const [one, reading] of judged(drafts, week, rule)) clocks.get(one)?.step(reading, week);
    for (const { one, weeks: own, clock } of fallen) {
      const reading = judged(new Map(drafts).set(one, draftAt(one, own, week, rule)), week, rule).get(one);
      if (reading !== undefined) clock.step(reading, week);
    }
  }
  return {
    fine: [...clocks.values()].map((clock) => clock.course),
    fallen: fallen.map(({ clock }) => clock.course),
  };
}

/** One series of a rep and of the peers. */
interface SeriesOfCohort {
  readonly series: SimulatedSeries;
  readonly rep: readonly SimulatedWeek[];
  readonly peers: readonly (readonly SimulatedWeek[])[];
  /** The skill of the rep after a fall. */
  readonly fallen: number;
}

function simulateSeries(series: SimulatedSeries, { seed, number, peers, weeks }: Cohort): SeriesOfCohort {
  const chance = random(seed, String(peers), String(number), nameOf(series));
  const skills = Array.from({ length: peers }, () => peerSkill(chance));
  const own = fineSkill(chance, skills);
  return {
    series,
    rep: weeksOf(chance, series, own, WEEKS_BEFORE + weeks),
    peers: skills.map((skill) => weeksOf(chance, series, skill, WEEKS_BEFORE + weeks)),
    fallen: fallenSkill(skills, FALL),
  };
}

function fallenWeeks({ series, rep, fallen }: SeriesOfCohort, { seed, number, peers, weeks }: Cohort): SimulatedWeek[] {
  const chance = random(seed, 'fall', String(peers), String(number), nameOf(series));
  return [...rep.slice(0, WEEKS_BEFORE), ...weeksOf(chance, series, fallen, weeks)];
}

export function nameOf({ metric, dimension }: SimulatedSeries): string {
  return `${metric.key} ${dimension}`;
}

function weeksOf(chance: Random, series: SimulatedSeries, skill: number, weeks: number): SimulatedWeek[] {
  return Array.from({ length: weeks }, () => simulateWeek(chance, series, skill));
}

function draftAt(of: SeriesOfCohort, rep: readonly SimulatedWeek[], week: number, rule: Rule): DraftReading {
  const windows = new SeriesWindows(of.series, evaluationDate(week), rule.windows);
  const measured = [
    windows.measured(REP, rep),
    ...of.peers.map((weeks, index) => windows.measured(`peer-${index}`, weeks)),
  ];
  const { minimumPeers } = defaultThresholds.roles[of.series.metric.role];
  const [draft] = compareWithPeers(of.series.metric, measured, minimumPeers);
  if (draft === undefined) throw new Error('Whoever is compared has a draft.');
  return draft;
}

function judged(
  drafts: ReadonlyMap<SeriesOfCohort, DraftReading>,
  week: number,
  { isOneFamily }: Rule,
): Map<SeriesOfCohort, Reading> {
  const measurable = [...drafts.values()].filter(({ status }) => status === 'ok').length;
  const { alpha: familyAlpha } = defaultThresholds.roles.AE;
  const alpha = isOneFamily ? familyAlpha : familyAlpha * Math.max(1, measurable);
  const readings = judgeRep([...drafts.values()], { asOf: evaluationDate(week), period: 'week' }, alpha);
  const bySeries = new Map<SeriesOfCohort, Reading>();
  for (const [index, one] of [...drafts.keys()].entries()) {
    const reading = readings[index];
    if (reading !== undefined) bySeries.set(one, reading);
  }
  return bySeries;
}

/** The clock of one pattern, and what came of it so far. */
class PatternClock {
  readonly #series: SimulatedSeries;
  #episode: OpenEpisode | null = null;
  #flaggedIn: number | null = null;
  #escalatedIn: number | null = null;

  constructor(series: SimulatedSeries) {
    this.#series = series;
  }

  /** @param week counted from 0. */
  step(reading: Reading, week: number): void {
    const facts = { asOf: reading.asOf, changed: null, leaveWeek: false, sourceOutage: false, beforeStart: false };
    const { episode, events } = stepClock(this.#series.metric, this.#episode, clockWeek(reading, facts));
    this.#episode = episode;
    if (events.some(({ kind }) => kind === 'opened')) this.#flaggedIn ??= week + 1;
    if (events.some(({ kind }) => kind === 'escalated')) this.#escalatedIn ??= week + 1;
  }

  get course(): Course {
    return { series: this.#series, flaggedIn: this.#flaggedIn, escalatedIn: this.#escalatedIn };
  }
}

import type { Knex } from 'knex';
import { repProfiles } from '../db/reads/rep-profiles.ts';
import { qualityDays, type StoredQualityDay } from '../db/stores/quality-days.ts';
import type { DateRange } from '../domain/calendar.ts';
import type { CohortMember } from '../domain/cohort-member.ts';
import { Decimal } from '../domain/decimal.ts';
import { groupBy } from '../domain/group-by.ts';
import { addDays, datesBetween, type LocalDate } from '../domain/local-date.ts';
import {
  isToBeTold,
  NO_QUALITY_RUN,
  type QualityCondition,
  type QualityRun,
  quantileOf,
  stepQualityRun,
} from '../domain/quality-run.ts';
import { isRampingOn } from '../domain/ramp.ts';
import { callQuality } from '../measures/call-quality.ts';
import type { DayToRead } from './read-day.ts';

/** How far back days before the first run are computed: three times as long as a run without gaps takes. */
const HISTORY_RUNS = 3;
const HALF = new Decimal('0.5');

/** A rep's day, and whether their run has become long enough on it. */
export interface FollowedQuality extends StoredQualityDay {
  readonly isToTell: boolean;
}

/**
 * How long everybody's calls have been of low quality, as of a day. The run of a rep goes on from what is kept of the day
 * before; of reps of whom nothing is kept it is computed from their calls, in the role and stint that they have now. An
 * absent day is one whose last day before it was absent: that is the day it would learn of.
 */
export async function followCallQuality(db: Knex, day: DayToRead): Promise<FollowedQuality[]> {
  const { d, members, catalog } = day;
  const condition = catalog.thresholds.escalations.E3;
  const kept = await qualityDays(db, addDays(d, -1));
  const goesOn = ({ repId, role, stintStart }: CohortMember) => kept.get(repId)?.role === role && stintStart < d;
  const isComplete = members.every(goesOn);
  const days = { start: isComplete ? d : addDays(d, -HISTORY_RUNS * condition.measuredDays - 1), end: addDays(d, 1) };
  const measured = await measuredDays(db, day, days);
  const leastGap = new Decimal(catalog.thresholds.e3MinGap);
  return members.map((member): FollowedQuality => {
    const own = datesBetween(days.start, days.end).map((on) => dayOf(member, on, measured));
    const known = goesOn(member) ? kept.get(member.repId) : undefined;
    const before = known?.run ?? own.slice(0, -1).reduce(stepped, NO_QUALITY_RUN);
    const today = dayOf(member, d, measured);
    const run = stepped(before, today);
    const isToTell = isToBeTold(run, today, condition);
    return { ...today, run: isToTell ? { ...run, isTold: true } : run, isToTell };
  });

  function stepped(run: QualityRun, one: Parameters<typeof stepQualityRun>[1]): QualityRun {
    return stepQualityRun(run, one, condition, leastGap);
  }
}

type DayOfRep = Omit<StoredQualityDay, 'run'> & { readonly isAbsent: boolean };

interface MeasuredDay {
  readonly quality: Decimal;
  readonly calls: number;
}

interface RoleLine {
  readonly quartile: Decimal;
  readonly median: Decimal;
}

interface MeasuredDays {
  /** By rep and day; of who is ramping none. */
  readonly ofReps: ReadonlyMap<string, MeasuredDay>;
  /** By role and day. */
  readonly lines: ReadonlyMap<string, { readonly line: RoleLine | null; readonly cohort: number }>;
}

async function measuredDays(db: Knex, day: DayToRead, days: DateRange): Promise<MeasuredDays> {
  const { members, runStart, settings, catalog } = day;
  const condition = catalog.thresholds.escalations.E3;
  const profiles = new Map((await repProfiles(db)).map((profile) => [profile.repId, profile]));
  const roleOf = new Map(members.map(({ repId, role }) => [repId, role]));
  const rows = await callQuality(db, {
    members,
    days,
    windowDays: condition.windowDays,
    orgTz: settings.orgTz,
    runStart,
  });
  const counted = rows.flatMap(({ repId, day: on, calls, mean }) => {
    const role = roleOf.get(repId);
    if (role === undefined || calls < condition.leastCalls) return [];
    if (isRampingOn(on, profiles.get(repId), catalog.thresholds.roles[role].rampDays)) return [];
    return [{ repId, on, calls, quality: mean, cohort: `${role} ${on}` }];
  });
  const lines = [...groupBy(counted, (one) => one.cohort)].map(([cohort, reps]) => {
    return [
      cohort,
      {
        line: lineOf(
          reps.map(({ quality }) => quality),
          condition,
        ),
        cohort: reps.length,
      },
    ] as const;
  });
  return {
    ofReps: new Map(counted.map(({ repId, on, calls, quality }) => [`${repId} ${on}`, { quality, calls }])),
    lines: new Map(lines),
  };
}

function lineOf(qualities: readonly Decimal[], condition: QualityCondition): RoleLine | null {
  if (qualities.length < condition.leastCohort) return null;
  const quartile = quantileOf(qualities, new Decimal(condition.quantile));
  const median = quantileOf(qualities, HALF);
  return quartile === null || median === null ? null : { quartile, median };
}

function dayOf({ repId, role, absences }: CohortMember, on: LocalDate, { ofReps, lines }: MeasuredDays): DayOfRep {
  const measured = ofReps.get(`${repId} ${on}`);
  const ofRole = lines.get(`${role} ${on}`);
  const dayBefore = addDays(on, -1);
  return {
    repId,
    role,
    day: on,
    isAbsent: absences.some(({ start, end }) => start <= dayBefore && dayBefore < end),
    quality: measured?.quality ?? null,
    line: ofRole?.line ?? null,
    calls: measured?.calls ?? 0,
    cohort: ofRole?.cohort ?? 0,
  };
}

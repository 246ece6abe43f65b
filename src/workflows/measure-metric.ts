import type { Knex } from 'knex';
import { isOnLeave } from '../domain/availability.ts';
import { type DateRange, evidenceWindowOf, type FiscalQuarter, startOfDay, windowOf } from '../domain/calendar.ts';
import { groupBy } from '../domain/group-by.ts';
import { compareWithPeers, type DraftReading, type Measured } from '../domain/judge-metric.ts';
import { addDays, earlierOf, type LocalDate, laterOf } from '../domain/local-date.ts';
import { isPoorQuality, type MeasuredSeries, type RepInCohort, type RowQuality } from '../domain/measured-series.ts';
import type { MetricDefinition, Period } from '../domain/metric.ts';
import { measureNamed } from '../measures/index.ts';
import type { Measurement, RefusedRows } from '../measures/measure.ts';
import type { CohortMember } from './load-cohort.ts';

export interface MeasureRun {
  readonly t: LocalDate;
  readonly period: Period;
  readonly runStart: Date;
  readonly orgTz: string;
  readonly quarters: readonly FiscalQuarter[];
}

/** Measures one metric for the members of its role, all at once, and compares them with their peers. */
export async function measureMetric(
  db: Knex,
  metric: MetricDefinition,
  members: readonly CohortMember[],
  { t, period, runStart, orgTz, quarters }: MeasureRun,
): Promise<{ drafts: DraftReading[]; refused: readonly RefusedRows[] }> {
  const own = windowOf(metric.window, t, period, quarters);
  if (own === null) {
    return { drafts: [], refused: [{ reason: `${metric.key}: the fiscal calendar has no quarter for ${t}`, rows: 0 }] };
  }
  const evidence = evidenceWindowOf(own);
  const instantOf = memoised((date: LocalDate) => startOfDay(date, orgTz));
  const windows = members.map((member) => ({
    member,
    own: clipped(own, member, metric),
    evidence: clipped(evidence, member, metric),
  }));
  const measurement = await measureNamed(metric.measure)(db, {
    reps: windows.map((rep) => ({
      repId: rep.member.repId,
      ownFrom: instantOf(rep.own.start),
      evidenceFrom: instantOf(rep.evidence.start),
    })),
    end: instantOf(own.end),
    lastWeekFrom: instantOf(addDays(own.end, -7)),
    runStart,
  });
  const reps = windows.map((rep) => repInCohort(rep.member, rep.own, rep.evidence, t, measurement));
  const drafts = [...groupBy(seriesOfReps(metric, reps, measurement), (one) => one.series.dimension).values()].flatMap(
    (measured) => compareWithPeers(metric, measured),
  );
  return { drafts, refused: measurement.refused };
}

/** A rep's window begins no earlier than the stint; a trailing year of an account's revenue is not the rep's doing alone. */
function clipped(window: DateRange, member: CohortMember, metric: MetricDefinition): DateRange {
  if (metric.window.kind === 'trailing_year') return window;
  return { start: earlierOf(laterOf(window.start, member.stintStart), window.end), end: window.end };
}

function repInCohort(
  member: CohortMember,
  own: DateRange,
  evidence: DateRange,
  t: LocalDate,
  measurement: Measurement,
): RepInCohort {
  const quality = measurement.quality.get(member.repId);
  const window = (range: DateRange, rows: RowQuality | undefined) => ({
    ...range,
    onLeave: isOnLeave(
      range.start === range.end ? { start: addDays(t, -7), end: t } : range,
      member.calendar,
      member.absences,
    ),
    poorData: member.isTied || (rows !== undefined && isPoorQuality(rows)),
  });
  return {
    repId: member.repId,
    segment: member.segment,
    ramping: member.isRamping,
    own: window(own, quality?.own),
    evidence: window(evidence, quality?.evidence),
  };
}

/** Pairs the series with their reps; a metric without dimensions has one for every rep, observed or not. */
function seriesOfReps(metric: MetricDefinition, reps: readonly RepInCohort[], measurement: Measurement): Measured[] {
  const found = groupBy(measurement.series, (series) => series.repId);
  return reps.flatMap((rep) => {
    const series = found.get(rep.repId) ?? (metric.dimension === 'none' ? [nothingObserved(rep.repId)] : []);
    return series.map((one) => ({ rep, series: one }));
  });
}

function nothingObserved(repId: string): MeasuredSeries {
  return { repId, dimension: '', own: [], evidence: [], newEvidence: 0, companions: {} };
}

function memoised(compute: (date: LocalDate) => Date): (date: LocalDate) => Date {
  const known = new Map<LocalDate, Date>();
  return (date) => {
    const value = known.get(date) ?? compute(date);
    known.set(date, value);
    return value;
  };
}

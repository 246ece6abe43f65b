import type { Knex } from 'knex';
import { consecutive, inBatches } from '../db/in-batches.ts';
import { Decimal } from '../domain/decimal.ts';
import { groupBy } from '../domain/group-by.ts';
import type { MeasuredSeries, ObservationGroup } from '../domain/measured-series.ts';
import type { Role } from '../domain/metric.ts';
import { theilSenSlope } from '../domain/theil-sen.ts';
import { CALL_FAULTS } from './call-faults.ts';
import { type CallPart, callParts } from './call-parts.ts';
import { callsSql } from './calls-sql.ts';
import type { MeasureFamily, MetricMeasurement, MetricRequest, QualityOfRep, RepToMeasure } from './measure.ts';
import { repColumns, repsOf } from './rep-columns.ts';

/*
 * Scores of calls. A call is its owner's, in the role stamped on it when it took place, by its own time. All call
 * metrics share their windows, so one statement reads every call once (calls-sql.ts).
 */

/** One part (of the rep's role, by slot) of a rep's calls of one type and scoring model. The counts of rows are those of the calls, in every part. */
interface ListedRow {
  rep_id: string;
  role: Role;
  slot: number;
  /** The call type, where some part of the role is compared within it. */
  call_group: string | null;
  model_version: string | null;
  own_rows: number;
  own_excluded: number;
  evidence_rows: number;
  evidence_excluded: number;
  /** Calls left out of the evidence, by fault; null where there are none, and in all slots but one: they are the same calls. */
  faults: number[] | null;
  own_sum: string;
  new_evidence: number;
  /** Each score, and 1 where it is one of the own window, else 0; with commas between. Null: there is none. */
  scores: string | null;
  /** When (in weeks) and how much; null where no slope is wanted, or there is no score. */
  points: [number, number][] | null;
}

interface Row extends Omit<ListedRow, 'scores'> {
  own_scores: readonly number[];
  older_scores: readonly number[];
}

/** `conv_intelligence`: the mean of a score over the calls of a rep in the role; parts in call-parts.ts. */
export const calls: MeasureFamily = async (db: Knex, { metrics, runStart, thresholds }) => {
  const [first] = metrics;
  if (first === undefined) return { metrics: [], refused: [] };
  const names = partsByRole(metrics);
  const parts = new Map([...names].map(([role, ofRole]) => [role, ofRole.map(partNamed)]));
  const reps = repsOf(metrics);
  const repOf = new Map(reps.map((rep) => [rep.repId, rep]));
  const found = new Map(
    [...names].flatMap(([role, ofRole]) => ofRole.map((name) => [keyOf(role, name), nothingFound()])),
  );
  const faults = CALL_FAULTS.map(() => 0);
  const batches = inBatches<ListedRow>(db, callsSql(parts), {
    ...repColumns(reps),
    from: first.evidence.from,
    end: first.own.to,
    lastWeekFrom: first.lastWeek.from,
    runStart,
    talkCallSeconds: thresholds.talkCallSeconds,
  });
  for await (const ofRep of consecutive(batches, (row) => row.rep_id)) {
    const rep = repOf.get(ofRep[0]?.rep_id ?? '');
    if (rep === undefined) continue;
    const bySlot = groupBy(ofRep.map(withScores), (row) => row.slot);
    // The same calls in every slot.
    const [quality] = [...bySlot.values()].slice(0, 1).map(qualityOf);
    for (const [slot, rows] of bySlot) {
      const name = names.get(rep.role)?.[slot] ?? '';
      const part = found.get(keyOf(rep.role, name));
      part?.series.push(seriesOf(rep, partNamed(name), rows));
      if (quality !== undefined) part?.quality.set(rep.repId, quality);
    }
    for (const row of ofRep) {
      for (const [fault, count] of (row.faults ?? []).entries()) faults[fault] = (faults[fault] ?? 0) + count;
    }
  }
  return {
    // A metric and a skill may ask for the same.
    metrics: metrics.map(({ metric }): MetricMeasurement => {
      return { metricKey: metric.key, ...(found.get(keyOf(metric.role, metric.measure.part)) ?? nothingFound()) };
    }),
    refused: CALL_FAULTS.map(({ reason }, fault) => ({ reason: `calls: ${reason}`, rows: faults[fault] ?? 0 })).filter(
      (refused) => refused.rows > 0,
    ),
  };
};

function keyOf(role: Role, part: string): string {
  return `${role}/${part}`;
}

function withScores({ scores, ...row }: ListedRow): Row {
  const listed = scores === null ? [] : scores.split(',').map(Number);
  const where = (window: number) => listed.filter((_, place) => place % 2 === 0 && listed[place + 1] === window);
  return { ...row, own_scores: where(1), older_scores: where(0) };
}

function partNamed(name: string): CallPart {
  const part = callParts.get(name);
  if (part === undefined) throw new RangeError(`The calls measure has no part "${name}".`);
  return part;
}

function partsByRole(metrics: readonly MetricRequest[]): Map<Role, string[]> {
  const byRole = groupBy(metrics, ({ metric }) => metric.role);
  return new Map(
    [...byRole].map(([role, ofRole]) => [role, [...new Set(ofRole.map(({ metric }) => metric.measure.part))]]),
  );
}

function nothingFound(): { series: MeasuredSeries[]; quality: Map<string, QualityOfRep> } {
  return { series: [], quality: new Map() };
}

/** Calls carry no segment: they count in the rep's own. */
function seriesOf({ repId, segment }: RepToMeasure, part: CallPart, rows: readonly Row[]): MeasuredSeries {
  const size = sum(rows, (row) => row.own_scores.length);
  const total = rows.reduce((all, row) => all.plus(row.own_sum), new Decimal(0));
  const groups = groupBy(rows, (row) => (part.withinType ? (row.call_group ?? '') : ''));
  const observations = (scoresOf: (row: Row) => readonly number[]): ObservationGroup[] => {
    const all = [...groups].map(([group, ofGroup]) => ({ segment, group, values: ofGroup.flatMap(scoresOf) }));
    return all.filter(({ values }) => values.length > 0);
  };
  return {
    repId,
    dimension: '',
    own: [{ segment, numerator: total, denominator: new Decimal(size), size }],
    evidence: {
      kind: 'observations',
      groups: observations((row) => [...row.own_scores, ...row.older_scores]),
    },
    ownObservations: observations((row) => row.own_scores),
    newEvidence: sum(rows, (row) => row.new_evidence),
    companions: part.slope ? { slope_per_week: slopeOf(rows) } : {},
    modelVersion: usualModel(rows),
  };
}

function slopeOf(rows: readonly Row[]): number | null {
  return theilSenSlope(rows.flatMap((row) => row.points ?? []).map(([x, y]) => ({ x, y })));
}

/** The scoring model of most of the own scores; of as many, the last by name. */
function usualModel(rows: readonly Row[]): string | null {
  const counts = [...groupBy(rows, (row) => row.model_version)].map(([version, ofVersion]) => {
    return { version, count: sum(ofVersion, (row) => row.own_scores.length) };
  });
  const most = Math.max(...counts.map(({ count }) => count));
  return counts.filter(({ count }) => count === most).at(-1)?.version ?? null;
}

function qualityOf(rows: readonly Row[]): QualityOfRep {
  return {
    own: { rows: sum(rows, (row) => row.own_rows), excluded: sum(rows, (row) => row.own_excluded) },
    evidence: { rows: sum(rows, (row) => row.evidence_rows), excluded: sum(rows, (row) => row.evidence_excluded) },
  };
}

function sum(rows: readonly Row[], pick: (row: Row) => number): number {
  return rows.reduce((total, row) => total + pick(row), 0);
}

import type { Knex } from 'knex';
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
interface Row {
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
  own_scores: number[];
  older_scores: number[];
  /** When (in weeks) and how much; null where no slope is wanted, or there is no score. */
  points: [number, number][] | null;
}

/** `conv_intelligence`: the mean of a score over the calls of a rep in the role; parts in call-parts.ts. */
export const calls: MeasureFamily = async (db: Knex, { metrics, runStart, thresholds }) => {
  const [first] = metrics;
  if (first === undefined) return { metrics: [], refused: [] };
  const names = partsByRole(metrics);
  const parts = new Map([...names].map(([role, ofRole]) => [role, ofRole.map(partNamed)]));
  const { rows } = await db.raw<{ rows: Row[] }>(callsSql(parts), {
    ...repColumns(repsOf(metrics)),
    from: first.evidence.from,
    end: first.own.to,
    lastWeekFrom: first.lastWeek.from,
    runStart,
    talkCallSeconds: thresholds.talkCallSeconds,
  });
  const rowsOf = groupBy(rows, (row) => `${row.role}/${names.get(row.role)?.[row.slot]}`);
  const found = new Map<string, Found>();
  return {
    metrics: metrics.map(({ metric, reps }): MetricMeasurement => {
      // A metric and a skill may ask for the same.
      const wanted = `${metric.role}/${metric.measure.part}`;
      const ofReps = found.get(wanted) ?? foundOf(reps, partNamed(metric.measure.part), rowsOf.get(wanted) ?? []);
      found.set(wanted, ofReps);
      return { metricKey: metric.key, ...ofReps };
    }),
    refused: refusedIn(rows),
  };
};

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

type Found = Pick<MetricMeasurement, 'series' | 'quality'>;

function foundOf(reps: readonly RepToMeasure[], part: CallPart, rows: readonly Row[]): Found {
  const byRep = groupBy(rows, (row) => row.rep_id);
  const found = reps.flatMap((rep) => {
    const ofRep = byRep.get(rep.repId);
    return ofRep === undefined ? [] : [{ rep, ofRep }];
  });
  return {
    series: found.map(({ rep, ofRep }) => seriesOf(rep, part, ofRep)),
    quality: new Map(found.map(({ rep, ofRep }) => [rep.repId, qualityOf(ofRep)])),
  };
}

/** Calls carry no segment: they count in the rep's own. */
function seriesOf({ repId, segment }: RepToMeasure, part: CallPart, rows: readonly Row[]): MeasuredSeries {
  const size = sum(rows, (row) => row.own_scores.length);
  const total = rows.reduce((all, row) => all.plus(row.own_sum), new Decimal(0));
  const groups = groupBy(rows, (row) => (part.withinType ? (row.call_group ?? '') : ''));
  const observations = (scoresOf: (row: Row) => number[]): ObservationGroup[] => {
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

function refusedIn(rows: readonly Row[]) {
  const faulty = rows.filter((row) => row.faults !== null);
  return CALL_FAULTS.map(({ reason }, fault) => {
    return { reason: `calls: ${reason}`, rows: sum(faulty, (row) => row.faults?.[fault] ?? 0) };
  }).filter((refused) => refused.rows > 0);
}

function sum(rows: readonly Row[], pick: (row: Row) => number): number {
  return rows.reduce((total, row) => total + pick(row), 0);
}

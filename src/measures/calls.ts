import type { Knex } from 'knex';
import { Decimal } from '../domain/decimal.ts';
import type { MeasuredSeries, ObservationGroup } from '../domain/measured-series.ts';
import type { Role } from '../domain/metric.ts';
import { type CallPart, callParts } from './call-parts.ts';
import type { MeasureFamily, MetricMeasurement, MetricRequest, QualityOfRep, RepToMeasure } from './measure.ts';
import { REPS, repColumns, repsOf } from './rep-columns.ts';

/*
 * Scores of calls. A call is its owner's, in the role stamped on it when it took place, by its own time. All call
 * metrics share their windows, so one statement reads every call once and yields all parts; observations come as one
 * array a rep, part and call type.
 */

/** What a row must hold to be a call at all. */
const IS_SOUND = `(c.call_owner_role is not null and c.call_type is not null and c.is_external is not null)`;

/** A part with the roles whose calls it is wanted of. */
interface WantedPart extends CallPart {
  readonly roles: readonly Role[];
}

/** @param parts what the statement yields, by place. */
function callsSql(parts: readonly WantedPart[]): string {
  const arms = parts.map(({ roles, counts, score, group = `''` }, place) => {
    return `(${place}, array['${roles.join(`', '`)}'], ${group}, case when ${counts} then ${score} end)`;
  });
  return `
with ${REPS}, calls as (
  select r.rep_id, c.call_at >= r.own_from as is_own, c.call_at >= greatest(r.own_from, :lastWeekFrom) as is_new,
         ${IS_SOUND} as is_sound, part.place, part.call_group, part.score
  from conv_intelligence c
  join reps r on r.rep_id = c.call_owner_rep_id and c.call_at >= r.evidence_from
             and (r.role = c.call_owner_role or c.call_owner_role is null)
  cross join lateral (values ${arms.join(', ')}) as part (place, roles, call_group, score)
  where c.call_at >= :from and c.call_at < :end and c.recorded_at < :runStart
    and r.role = any(part.roles)
)
select rep_id, place, call_group,
       coalesce(sum(score) filter (where is_own and is_sound), 0) as own_sum,
       count(score) filter (where is_own and is_sound) as own_size,
       count(score) filter (where is_new and is_sound) as new_evidence,
       coalesce(array_agg(cast(score as float8) order by score) filter (where score is not null and is_sound),
                '{}') as scores,
       count(*) filter (where is_own) as own_rows,
       count(*) filter (where is_own and not is_sound) as own_excluded,
       count(*) as evidence_rows,
       count(*) filter (where not is_sound) as evidence_excluded
from calls
group by rep_id, place, call_group
order by rep_id, place, call_group`;
}

interface Row {
  rep_id: string;
  place: number;
  call_group: string;
  own_sum: string;
  own_size: number;
  new_evidence: number;
  scores: number[];
  own_rows: number;
  own_excluded: number;
  evidence_rows: number;
  evidence_excluded: number;
}

/** `conv_intelligence`: the mean of a score over the calls of a rep in the role; parts in call-parts.ts. */
export const calls: MeasureFamily = async (db: Knex, { metrics, runStart }) => {
  const [first] = metrics;
  if (first === undefined) return { metrics: [], refused: [] };
  const names = [...new Set(metrics.map(({ metric }) => metric.measure.part))];
  const { rows } = await db.raw<{ rows: Row[] }>(callsSql(names.map((name) => wanted(name, metrics))), {
    ...repColumns(repsOf(metrics)),
    from: first.evidence.from,
    end: first.own.to,
    lastWeekFrom: first.lastWeek.from,
    runStart,
  });
  const byPart = new Map<number, Map<string, Row[]>>();
  for (const row of rows) {
    const ofPart = byPart.get(row.place) ?? new Map<string, Row[]>();
    byPart.set(row.place, ofPart.set(row.rep_id, [...(ofPart.get(row.rep_id) ?? []), row]));
  }
  const unsound = rows.filter((row) => row.place === 0).reduce((total, row) => total + row.evidence_excluded, 0);
  return {
    metrics: metrics.map((request) => measured(request, byPart.get(names.indexOf(request.metric.measure.part)))),
    refused: unsound === 0 ? [] : [{ reason: 'calls: no role, type or whether it was external', rows: unsound }],
  };
};

function wanted(name: string, metrics: readonly MetricRequest[]): WantedPart {
  const part = callParts.get(name);
  if (part === undefined) throw new RangeError(`The calls measure has no part "${name}".`);
  const of = metrics.filter(({ metric }) => metric.measure.part === name);
  return { ...part, roles: [...new Set(of.map(({ metric }) => metric.role))] };
}

function measured(
  { metric, reps }: MetricRequest,
  rowsOf: ReadonlyMap<string, readonly Row[]> = new Map(),
): MetricMeasurement {
  const found = reps.flatMap((rep) => {
    const rows = rowsOf.get(rep.repId);
    return rows === undefined ? [] : [{ rep, rows }];
  });
  return {
    metricKey: metric.key,
    series: found.map(({ rep, rows }) => seriesOf(rep, rows)),
    quality: new Map(found.map(({ rep, rows }) => [rep.repId, qualityOf(rows)])),
  };
}

/** Calls carry no segment: they count in the rep's own. */
function seriesOf({ repId, segment }: RepToMeasure, rows: readonly Row[]): MeasuredSeries {
  const size = sum(rows, (row) => row.own_size);
  const total = rows.reduce((all, row) => all.plus(row.own_sum), new Decimal(0));
  return {
    repId,
    dimension: '',
    own: [{ segment, numerator: total, denominator: new Decimal(size), size }],
    evidence: {
      kind: 'observations',
      groups: rows.map((row): ObservationGroup => ({ segment, group: row.call_group, values: row.scores })),
    },
    newEvidence: sum(rows, (row) => row.new_evidence),
    companions: {},
  };
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

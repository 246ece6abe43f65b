import type { MetricRequest, RepToMeasure } from './measure.ts';

/**
 * The reps of a statement as a common table expression `reps (rep_id, role, own_from, evidence_from, own_start,
 * evidence_start)`, where the windows begin as instants and as local dates: bind `...repColumns(...)`.
 */
export const REPS = `reps as (
  select * from unnest(cast(:repIds as text[]), cast(:roles as text[]), cast(:ownFrom as timestamptz[]),
                       cast(:evidenceFrom as timestamptz[]), cast(:ownStart as date[]), cast(:evidenceStart as date[]))
    as r (rep_id, role, own_from, evidence_from, own_start, evidence_start)
)`;

/** Each rep of the metrics once: a rep has one role, and metrics that share a statement share their windows. */
export function repsOf(metrics: readonly MetricRequest[]): RepToMeasure[] {
  return [...new Map(metrics.flatMap(({ reps }) => reps.map((rep) => [rep.repId, rep] as const))).values()];
}

/** What binds the reps of `REPS`. */
export function repColumns(reps: readonly RepToMeasure[]) {
  return {
    repIds: reps.map((rep) => rep.repId),
    roles: reps.map((rep) => rep.role),
    ownFrom: reps.map((rep) => rep.own.from.toISOString()),
    evidenceFrom: reps.map((rep) => rep.evidence.from.toISOString()),
    ownStart: reps.map((rep) => rep.own.start),
    evidenceStart: reps.map((rep) => rep.evidence.start),
  };
}

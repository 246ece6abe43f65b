import type { Knex } from 'knex';
import { Decimal } from '../domain/decimal.ts';
import { groupBy } from '../domain/group-by.ts';
import type { MeasuredSeries, SegmentTally } from '../domain/measured-series.ts';
import type { MeasureFamily, MetricMeasurement, QualityOfRep } from './measure.ts';
import { REPS, repColumns, repsOf } from './rep-columns.ts';

/*
 * How deals leave the stages they reach. A deal's outcome at stage s is its first passage beyond s (skipped stages are
 * passed too; a win passes the highest stage reached), else its loss while s is the highest stage reached. A loss
 * counts only while it stands: a deal reopened since is undecided. It belongs to the owner on the deciding row, on
 * that row's date.
 */

/** What a stage history row must hold to count. */
const IS_SOUND = `coalesce(h.status in ('won', 'lost') or (h.status = 'open' and h.stage_order is not null), false)`;

const MOVES_SQL = `
with ${REPS}, entries as (
  select h.opp_id, h.seq, h.status, h.entered_at, h.owner_rep_id,
         case when h.status = 'open' then h.stage_order end as stage,
         max(case when h.status = 'open' then h.stage_order end)
           over (deal rows between unbounded preceding and 1 preceding) as reached,
         lag(h.owner_rep_id) over deal as previous_owner,
         bool_or(h.status <> 'lost') over (deal rows between 1 following and unbounded following) as is_resumed
  from opportunity_stage_history h
  where h.entered_at < :end and h.recorded_at < :runStart and ${IS_SOUND}
  window deal as (partition by h.opp_id order by h.seq)
), owned as (
  select *, max(entered_at) filter (where owner_rep_id <> previous_owner)
              over (partition by opp_id order by seq) as transferred_at
  from entries
), decided as (
  select distinct on (opp_id, from_stage)
         opp_id, from_stage, status <> 'lost' as is_passed, entered_at, owner_rep_id, transferred_at
  from owned
  cross join lateral generate_series(reached, case when status = 'open' then stage - 1 else reached end) as from_stage
  where status <> 'lost' or is_resumed is not true
  order by opp_id, from_stage, seq
)
select d.owner_rep_id as rep_id, d.from_stage, o.segment,
       count(*) filter (where d.entered_at >= r.own_from) as own_size,
       count(*) filter (where d.entered_at >= r.own_from and d.is_passed) as own_passed,
       count(*) as evidence_size,
       count(*) filter (where d.is_passed) as evidence_passed,
       count(*) filter (where d.entered_at >= greatest(r.own_from, :lastWeekFrom)) as new_evidence
from decided d
join reps r on r.rep_id = d.owner_rep_id and d.entered_at >= r.evidence_from
join opportunities o on o.opp_id = d.opp_id and o.recorded_at < :runStart and o.segment is not null
where d.is_passed or d.transferred_at is null
   or d.entered_at >= d.transferred_at + make_interval(hours => 24 * :transferGraceDays)
group by d.owner_rep_id, d.from_stage, o.segment
order by d.owner_rep_id, d.from_stage, o.segment`;

/** A row is attributed to its own owner; a deal without a row or a segment in `opportunities` counts nowhere. */
const QUALITY_SQL = `
with ${REPS}, rows as (
  select r.rep_id, h.entered_at >= r.own_from as is_own, ${IS_SOUND} as is_sound, o.segment is not null as is_known
  from opportunity_stage_history h
  join reps r on r.rep_id = h.owner_rep_id and h.entered_at >= r.evidence_from
  left join opportunities o on o.opp_id = h.opp_id and o.recorded_at < :runStart
  where h.entered_at < :end and h.recorded_at < :runStart
)
select rep_id,
       count(*) filter (where is_own) as own_rows,
       count(*) filter (where is_own and not (is_sound and is_known)) as own_excluded,
       count(*) as evidence_rows,
       count(*) filter (where not (is_sound and is_known)) as evidence_excluded,
       count(*) filter (where not is_sound) as unsound,
       count(*) filter (where is_sound and not is_known) as unknown
from rows
group by rep_id
order by rep_id`;

interface MoveRow {
  rep_id: string;
  from_stage: number;
  segment: string;
  own_size: number;
  own_passed: number;
  evidence_size: number;
  evidence_passed: number;
  new_evidence: number;
}

interface QualityRow {
  rep_id: string;
  own_rows: number;
  own_excluded: number;
  evidence_rows: number;
  evidence_excluded: number;
  unsound: number;
  unknown: number;
}

/** `conversion`: passed / decided per rep, stage pair (`2>3`) and the deal's segment. */
export const stageMoves: MeasureFamily = async (db: Knex, { metrics, runStart, thresholds }) => {
  const [first] = metrics;
  if (first === undefined) return { metrics: [], refused: [] };
  const bindings = {
    ...repColumns(repsOf(metrics)),
    end: first.own.to,
    lastWeekFrom: first.lastWeek.from,
    runStart,
    transferGraceDays: thresholds.transferGraceDays,
  };
  const moves = await db.raw<{ rows: MoveRow[] }>(MOVES_SQL, bindings);
  const { rows } = await db.raw<{ rows: QualityRow[] }>(QUALITY_SQL, bindings);
  const sum = (pick: (row: QualityRow) => number) => rows.reduce((total, row) => total + pick(row), 0);
  const found: Omit<MetricMeasurement, 'metricKey'> = {
    series: seriesOf(moves.rows),
    quality: new Map(rows.map((row) => [row.rep_id, qualityOf(row)])),
  };
  return {
    metrics: metrics.map(({ metric }) => ({ metricKey: metric.key, ...found })),
    refused: [
      { reason: 'stage history: an open row without a stage, or an unknown status', rows: sum((row) => row.unsound) },
      { reason: 'stage history: a deal that opportunities does not know', rows: sum((row) => row.unknown) },
    ].filter((refused) => refused.rows > 0),
  };
};

function seriesOf(rows: readonly MoveRow[]): MeasuredSeries[] {
  return [...groupBy(rows, (row) => row.rep_id)].flatMap(([repId, ofRep]) =>
    [...groupBy(ofRep, (row) => row.from_stage)].map(([fromStage, segments]) => ({
      repId,
      dimension: `${fromStage}>${fromStage + 1}`,
      own: segments.map((row) => tally(row.segment, row.own_passed, row.own_size)),
      evidence: {
        kind: 'tallies',
        tallies: segments.map((row) => tally(row.segment, row.evidence_passed, row.evidence_size)),
      },
      newEvidence: segments.reduce((total, row) => total + row.new_evidence, 0),
      companions: {},
    })),
  );
}

function tally(segment: string, passed: number, size: number): SegmentTally {
  return { segment, numerator: new Decimal(passed), denominator: new Decimal(size), size };
}

function qualityOf(row: QualityRow): QualityOfRep {
  return {
    own: { rows: row.own_rows, excluded: row.own_excluded },
    evidence: { rows: row.evidence_rows, excluded: row.evidence_excluded },
  };
}

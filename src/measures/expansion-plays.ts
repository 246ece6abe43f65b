import { groupBy } from '../domain/group-by.ts';
import type { MeasureFamily } from './measure.ts';
import { type QualityRow, qualityOf, type RateRow, rateSeries, shareOf, total } from './rate-rows.ts';
import { REPS, repColumns, repsOf } from './rep-columns.ts';

/*
 * How expansion plays end. A play counts when it is decided, for the AM on it. One that the system suppressed was
 * nobody's to win; one that the rep suppressed was, or putting losers aside would lift the rate.
 */

/** What a decided play must say to count. */
export const IS_SOUND_PLAY = `coalesce(e.segment is not null and (e.status in ('closed_won', 'closed_lost')
                    or (e.status = 'suppressed' and e.suppressed_by in ('system', 'rep'))), false)`;

const PLAYS_SQL = `
with ${REPS}, plays as (
  select r.rep_id, e.segment, e.status = 'closed_won' as is_won, e.status = 'suppressed' as is_suppressed,
         s.is_sound, s.is_sound and not (e.status = 'suppressed' and e.suppressed_by = 'system') as is_counted,
         e.status_at >= r.own_from as is_own, e.status_at >= greatest(r.own_from, :lastWeekFrom) as is_new
  from expansion_log e
  join reps r on r.rep_id = e.am_rep_id and e.status_at >= r.evidence_from
  cross join lateral (select ${IS_SOUND_PLAY} as is_sound) s
  where e.status_at >= :from and e.status_at < :end and e.recorded_at < :runStart
    and e.status is distinct from 'open'
)
select rep_id, case when is_sound then segment end as segment,
       count(*) filter (where is_counted and is_own and is_won) as own_hits,
       count(*) filter (where is_counted and is_own) as own_size,
       count(*) filter (where is_counted and is_won) as evidence_hits,
       count(*) filter (where is_counted) as evidence_size,
       count(*) filter (where is_counted and is_new) as new_evidence,
       count(*) filter (where is_sound and is_own and is_suppressed) as own_suppressed,
       count(*) filter (where is_sound and is_own) as own_resolved,
       count(*) filter (where is_own) as own_rows,
       count(*) filter (where is_own and not is_sound) as own_excluded,
       count(*) as evidence_rows,
       count(*) filter (where not is_sound) as evidence_excluded
from plays
group by rep_id, case when is_sound then segment end
order by rep_id, segment`;

interface PlayRow extends RateRow, QualityRow {
  rep_id: string;
  own_suppressed: number;
  own_resolved: number;
}

/** `conversion`: won / decided, by the play's segment. */
export const expansionPlays: MeasureFamily = async (db, { metrics, runStart }) => {
  const [first] = metrics;
  if (first === undefined) return { metrics: [], refused: [] };
  const { rows } = await db.raw<{ rows: PlayRow[] }>(PLAYS_SQL, {
    ...repColumns(repsOf(metrics)),
    from: first.evidence.from,
    end: first.own.to,
    lastWeekFrom: first.lastWeek.from,
    runStart,
  });
  const ofReps = [...groupBy(rows, (row) => row.rep_id)];
  const series = ofReps.map(([repId, ofRep]) =>
    rateSeries(repId, known(ofRep), {
      companions: {
        suppression_rate: shareOf(
          total(ofRep, (row) => row.own_suppressed),
          total(ofRep, (row) => row.own_resolved),
        ),
      },
    }),
  );
  const quality = new Map(ofReps.map(([repId, ofRep]) => [repId, qualityOf(ofRep)]));
  const unsound = total(rows, (row) => row.evidence_excluded);
  return {
    metrics: metrics.map(({ metric }) => ({ metricKey: metric.key, series, quality })),
    refused: unsound === 0 ? [] : [{ reason: 'expansion plays: no segment, status or who suppressed', rows: unsound }],
  };
};

/** Without the rows that only say how much was left out. */
function known(rows: readonly PlayRow[]): PlayRow[] {
  return rows.filter((row) => row.evidence_rows > row.evidence_excluded);
}

import type { MeasureFamily, MetricMeasurement } from './measure.ts';
import { type QualityRow, qualityOf, type RateRow, rateSeries, total } from './rate-rows.ts';
import { REPS, repColumns, repsOf } from './rep-columns.ts';

/*
 * What becomes of booked meetings. A meeting is one whatever the number of leads that name it: booked when the first of
 * them was, by that one's rep, and qualified when any of them has become an accepted opportunity in time.
 */

const MEETINGS_SQL = `
with ${REPS}, meetings as (
  select min(l.meeting_booked_at) as booked_at, l.meeting_id is not null as is_sound,
         (array_agg(l.sdr_rep_id order by l.meeting_booked_at, l.lead_id))[1] as rep_id,
         min(o.qualified_at) as qualified_at
  from leads l
  left join opportunities o on o.opp_id = l.converted_opp_id and o.qualification_status = 'accepted'
                           and o.qualified_at < :t and o.recorded_at < :runStart
  where l.meeting_booked_at < :end and l.recorded_at < :runStart
  group by l.meeting_id, case when l.meeting_id is null then l.lead_id end
  having min(l.meeting_booked_at) >= :from
), dated as (
  select r.rep_id, m.is_sound, m.booked_at >= r.own_from as is_own,
         m.booked_at >= greatest(r.own_from, :lastWeekFrom) as is_new,
         m.qualified_at <= m.booked_at + make_interval(hours => 24 * :qualificationDays) as is_qualified
  from meetings m
  join reps r on r.rep_id = m.rep_id and m.booked_at >= r.evidence_from
)
select rep_id,
       count(*) filter (where is_sound and is_own and is_qualified) as own_hits,
       count(*) filter (where is_sound and is_own) as own_size,
       count(*) filter (where is_sound and is_qualified) as evidence_hits,
       count(*) filter (where is_sound) as evidence_size,
       count(*) filter (where is_sound and is_new) as new_evidence,
       count(*) filter (where is_own) as own_rows,
       count(*) filter (where is_own and not is_sound) as own_excluded,
       count(*) as evidence_rows,
       count(*) filter (where not is_sound) as evidence_excluded
from dated
group by rep_id
order by rep_id`;

type Row = { readonly rep_id: string } & Omit<RateRow, 'segment'> & QualityRow;

/** `meeting_to_qualified_opp`: meetings that led to a qualified opportunity / meetings booked; `leads`, `opportunities`. */
export const bookedMeetings: MeasureFamily = async (db, { metrics, tInstant, runStart, thresholds }) => {
  const [first] = metrics;
  if (first === undefined) return { metrics: [], refused: [] };
  const { rows } = await db.raw<{ rows: Row[] }>(MEETINGS_SQL, {
    ...repColumns(repsOf(metrics)),
    from: first.evidence.from,
    end: first.own.to,
    lastWeekFrom: first.lastWeek.from,
    t: tInstant,
    runStart,
    qualificationDays: thresholds.qualificationDays,
  });
  const found = new Map(rows.map((row) => [row.rep_id, row]));
  const nameless = total(rows, (row) => row.evidence_excluded);
  return {
    metrics: metrics.map(({ metric, reps }): MetricMeasurement => {
      const met = reps.flatMap((rep) => {
        const row = found.get(rep.repId);
        return row === undefined ? [] : [{ rep, row }];
      });
      return {
        metricKey: metric.key,
        series: met.map(({ rep, row }) => rateSeries(rep.repId, [{ ...row, segment: rep.segment }])),
        quality: new Map(met.map(({ rep, row }) => [rep.repId, qualityOf([row])])),
      };
    }),
    refused: nameless === 0 ? [] : [{ reason: 'leads: a booking without a meeting', rows: nameless }],
  };
};

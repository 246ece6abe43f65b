import { localDateOf } from '../../domain/calendar.ts';
import { BEFORE_STINT, counted, type EvidenceOf, evidenceBindings, hit, LATE, leftOut } from './evidence.ts';

interface Row {
  meeting_id: string | null;
  lead_id: string;
  account_id: string | null;
  booked_at: Date;
  is_qualified: boolean;
  reason: keyof typeof REASONS | null;
}

const REASONS = {
  late: LATE,
  nameless: 'a booking without a meeting',
  others: 'booked first by somebody else',
  before: 'booked before the window began',
  early: BEFORE_STINT,
} as const;

/** The meetings that name a lead of the rep, each once; and the rep's bookings that were not known yet. */
const MEETINGS = `
with mine as (
  select * from leads
  where sdr_rep_id = :repId and meeting_booked_at >= :from and meeting_booked_at < :end
), meetings as (
  select l.meeting_id, min(l.lead_id) as lead_id, min(l.account_id) as account_id,
         min(l.meeting_booked_at) as booked_at,
         (array_agg(l.sdr_rep_id order by l.meeting_booked_at, l.lead_id))[1] as rep_id,
         min(o.qualified_at) as qualified_at
  from leads l
  left join opportunities o on o.opp_id = l.converted_opp_id and o.qualification_status = 'accepted'
                           and o.qualified_at < :tInstant and o.recorded_at < :runStart
  where l.meeting_booked_at < :end and l.recorded_at < :runStart
    and (l.meeting_id in (select meeting_id from mine) or l.meeting_id is null and l.lead_id in (select lead_id from mine))
  group by l.meeting_id, case when l.meeting_id is null then l.lead_id end
)
select meeting_id, lead_id, account_id, booked_at,
       coalesce(qualified_at <= booked_at + make_interval(hours => 24 * :qualificationDays), false) as is_qualified,
       case when booked_at < :from then 'before'
            when rep_id is distinct from :repId then 'others'
            when booked_at < :ownFrom then 'early'
            when meeting_id is null then 'nameless' end as reason
from meetings
union all
select meeting_id, lead_id, account_id, meeting_booked_at, false, 'late' from mine where recorded_at >= :runStart
order by booked_at, meeting_id, lead_id`;

/** The meetings that a rep booked, and whether an accepted opportunity came of them in time. */
const evidenceOfMeetings: EvidenceOf = async (db, request) => {
  const { qualificationDays } = request.thresholds;
  const { rows } = await db.raw<{ rows: Row[] }>(MEETINGS, { ...evidenceBindings(request), qualificationDays });
  return rows.map((row) => {
    const meeting = {
      name: row.meeting_id === null ? `lead ${row.lead_id}` : `meeting ${row.meeting_id}`,
      on: localDateOf(row.booked_at, request.settings.orgTz),
      accountId: row.account_id,
    };
    if (row.reason !== null) return leftOut(meeting, REASONS[row.reason]);
    const outcome = row.is_qualified ? 'qualified' : `not qualified within ${qualificationDays} days`;
    return counted(meeting, outcome, hit(row.is_qualified));
  });
};

export const evidenceOfMeetingParts: ReadonlyMap<string, EvidenceOf> = new Map([
  ['meeting_to_qualified_opp', evidenceOfMeetings],
]);

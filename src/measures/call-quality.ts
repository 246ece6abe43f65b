import type { Knex } from 'knex';
import type { DateRange } from '../domain/calendar.ts';
import { startOfDay } from '../domain/calendar.ts';
import type { CohortMember } from '../domain/cohort-member.ts';
import { Decimal } from '../domain/decimal.ts';
import { addDays, type LocalDate } from '../domain/local-date.ts';
import { callFault } from './call-faults.ts';

export interface CallQualityRequest {
  readonly members: readonly Pick<CohortMember, 'repId' | 'role' | 'stintStart'>[];
  /** The days to measure: each knows the calls of the days before it. */
  readonly days: DateRange;
  /** How many days before a day count. */
  readonly windowDays: number;
  readonly orgTz: string;
  /** Calls that became known from here on do not exist. */
  readonly runStart: Date;
}

/** The scored calls that a rep owned in the role and the stint, in the window before a day. */
export interface CallQualityDay {
  readonly repId: string;
  readonly day: LocalDate;
  readonly calls: number;
  readonly mean: Decimal;
}

const SQL = `
with reps as (
  select * from unnest(cast(:repIds as text[]), cast(:roles as text[]), cast(:stintStarts as date[]))
    as r (rep_id, role, stint_start)
), scored as (
  select c.call_owner_rep_id as rep_id, cast(c.call_at at time zone :orgTz as date) as called_on,
         sum(c.quality_score) as score, count(*) as calls
  from conv_intelligence c
  join reps r on r.rep_id = c.call_owner_rep_id and r.role = c.call_owner_role
  where c.call_at >= :from and c.call_at < :end and c.recorded_at < :runStart
    and c.quality_score between 0 and 100 and ${callFault} is null
    and cast(c.call_at at time zone :orgTz as date) >= r.stint_start
  group by c.call_owner_rep_id, called_on
), days as (
  select cast(generate_series(cast(:first as timestamp), cast(:last as timestamp), interval '1 day') as date) as day
)
select s.rep_id, d.day, sum(s.score) as score, sum(s.calls) as calls
from days d
join scored s on s.called_on < d.day and s.called_on >= d.day - cast(:windowDays as int)
group by s.rep_id, d.day
order by s.rep_id, d.day`;

/** Mean call quality of every rep on each of the days, in one reading of the calls; a rep without calls has no row. */
export async function callQuality(db: Knex, request: CallQualityRequest): Promise<CallQualityDay[]> {
  const { members, days, windowDays, orgTz, runStart } = request;
  const last = addDays(days.end, -1);
  const { rows } = await db.raw<{ rows: { rep_id: string; day: LocalDate; score: string; calls: string | number }[] }>(
    SQL,
    {
      repIds: members.map((member) => member.repId),
      roles: members.map((member) => member.role),
      stintStarts: members.map((member) => member.stintStart),
      from: startOfDay(addDays(days.start, -windowDays), orgTz),
      end: startOfDay(last, orgTz),
      first: days.start,
      last,
      orgTz,
      windowDays,
      runStart,
    },
  );
  return rows.map((row) => ({
    repId: row.rep_id,
    day: row.day,
    calls: Number(row.calls),
    mean: new Decimal(row.score).div(row.calls),
  }));
}

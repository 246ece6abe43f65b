import type { Knex } from 'knex';
import { localDateOf } from '../../domain/calendar.ts';
import { groupBy } from '../../domain/group-by.ts';
import { FAULT, STEP } from '../cadence-events-sql.ts';
import { CADENCE_REASONS, type CadenceReason } from './cadence-reasons.ts';
import {
  counted,
  type EvidenceOf,
  type EvidenceRequest,
  evidenceBindings,
  hit,
  leftOut,
  type Named,
} from './evidence.ts';

interface Row {
  event_id: string;
  cadence_type: string | null;
  step_number: number | null;
  enrollment_id: string | null;
  account_id: string | null;
  event_at: Date;
  /** A human reply came within the days it has. */
  is_answered: boolean;
  /** The enrollment's first human reply came, and this was the last touch before it. */
  is_credited: boolean;
  reason: Exclude<CadenceReason, 'step'> | null;
}

/**
 * The touches of the rep in the window, with the replies to their enrollments: whoever sent the last touch before a
 * reply has it.
 */
const TOUCHES = `
with own as (
  select * from cadence_event_log
  where rep_id = :repId and event_type = 'touch_sent' and event_at >= :from and event_at < :end
), bounces as (
  select ref_event_id from cadence_event_log
  where event_type = 'bounced' and event_at >= :from and event_at < :tInstant and recorded_at < :runStart
    and is_duplicate is not true and ref_event_id is not null
), related as (
  select e.*, ${FAULT} as fault
  from cadence_event_log e
  where e.enrollment_id in (select enrollment_id from own) and e.event_type in ('touch_sent', 'reply')
    and e.event_at < :tInstant and e.recorded_at < :runStart and e.is_duplicate is not true
), replies as (
  select enrollment_id, event_at, event_at = min(event_at) over (partition by enrollment_id) as is_first
  from related
  where event_type = 'reply' and fault not in ('kind', 'enrollment')
), answered as (
  select e.event_id, e.enrollment_id, e.event_at, ${STEP}, e.rep_id, r.is_first
  from related e
  join replies r on r.enrollment_id = e.enrollment_id and r.event_at >= e.event_at
                and r.event_at < e.event_at + make_interval(hours => 24 * :replyDays)
  where e.event_type = 'touch_sent' and e.fault not in ('kind', 'enrollment')
    and e.event_id not in (select ref_event_id from bounces)
), last_touched as (
  select distinct on (enrollment_id) event_id
  from answered
  where is_first
  order by enrollment_id, event_at desc, step_number desc nulls last, rep_id
)
select e.event_id, e.cadence_type, ${STEP}, e.enrollment_id, e.account_id, e.event_at,
       e.event_id in (select event_id from answered) as is_answered,
       e.event_id in (select event_id from last_touched) as is_credited,
       case when e.recorded_at >= :runStart then 'late'
            when e.is_duplicate then 'duplicate'
            when e.event_at < :ownFrom then 'early'
            when f.fault in ('kind', 'enrollment') then f.fault
            when e.event_id in (select ref_event_id from bounces) then 'bounced' end as reason
from own e
cross join lateral (select ${FAULT} as fault) f
order by e.event_at, e.event_id`;

async function touches(db: Knex, request: EvidenceRequest): Promise<Row[]> {
  const { replyDays } = request.thresholds;
  const { rows } = await db.raw<{ rows: Row[] }>(TOUCHES, { ...evidenceBindings(request), replyDays });
  return rows;
}

function named(row: Row, request: EvidenceRequest, dimension: string): Named {
  return {
    name: `touch ${row.event_id}`,
    on: localDateOf(row.event_at, request.settings.orgTz),
    accountId: row.account_id,
    dimension,
  };
}

const byStep: EvidenceOf = async (db, request) =>
  (await touches(db, request)).map((row) => {
    const touch = named(row, request, `${row.cadence_type ?? ''}/${row.step_number}`);
    if (row.reason !== null) return leftOut(touch, CADENCE_REASONS[row.reason]);
    if (row.step_number === null) return leftOut({ ...touch, dimension: '' }, CADENCE_REASONS.step);
    return counted(touch, row.is_credited ? 'answered' : 'not answered', hit(row.is_credited));
  });

/** One row an enrollment, by its first touch; touches that do not count stand beside it. */
const byCadence: EvidenceOf = async (db, request) => {
  const rows = await touches(db, request);
  const delivered = rows.filter((row) => row.reason === null);
  const enrollments = [...groupBy(delivered, (row) => `${row.cadence_type} ${row.enrollment_id}`).values()];
  const found = enrollments.flatMap((ofOne) => {
    const [first] = ofOne;
    if (first === undefined) return [];
    const isAnswered = ofOne.some((row) => row.is_answered);
    const enrollment = {
      ...named(first, request, first.cadence_type ?? ''),
      name: `enrollment ${first.enrollment_id}`,
    };
    return [counted(enrollment, isAnswered ? 'answered' : 'not answered', hit(isAnswered))];
  });
  const others = rows.flatMap((row) =>
    row.reason === null ? [] : [leftOut(named(row, request, row.cadence_type ?? ''), CADENCE_REASONS[row.reason])],
  );
  return [...found, ...others];
};

export const evidenceOfReplyParts: ReadonlyMap<string, EvidenceOf> = new Map([
  ['response_rate_by_cadence', byCadence],
  ['response_rate_by_step', byStep],
]);

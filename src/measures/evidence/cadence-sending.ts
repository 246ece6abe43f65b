import type { Knex } from 'knex';
import { isBusinessDay, localDateOf } from '../../domain/calendar.ts';
import { Decimal } from '../../domain/decimal.ts';
import { datesBetween } from '../../domain/local-date.ts';
import { FAULT } from '../cadence-events-sql.ts';
import { askedDays, outreachPlans } from '../outreach-plan.ts';
import { CADENCE_REASONS, type CadenceReason } from './cadence-reasons.ts';
import {
  counted,
  type EvidenceOf,
  type EvidenceRequest,
  evidenceBindings,
  type FoundRow,
  leftOut,
} from './evidence.ts';

interface Row {
  event_id: string;
  event_type: 'touch_sent' | 'meeting_booked';
  cadence_type: string | null;
  meeting_id: string | null;
  account_id: string | null;
  event_at: Date;
  reason: CadenceReason | null;
}

/** What the rep sent, and the meetings they booked, in the window; each meeting counts by its first booking there. */
const SENT = `
with judged as (
  select e.*, case when e.recorded_at >= :runStart then 'late'
                   when e.is_duplicate then 'duplicate'
                   when e.event_at < :ownFrom then 'early'
                   when f.fault = 'kind' then 'kind'
                   when e.event_type = 'meeting_booked' and f.fault = 'meeting' then 'meeting' end as reason
  from cadence_event_log e
  cross join lateral (select ${FAULT} as fault) f
  where e.rep_id = :repId and e.event_at >= :from and e.event_at < :end
    and e.event_type in ('touch_sent', 'meeting_booked')
), placed as (
  select *, row_number() over (partition by event_type, meeting_id, reason order by event_at, event_id) as place
  from judged
)
select event_id, event_type, cadence_type, meeting_id, account_id, event_at,
       case when reason is null and event_type = 'meeting_booked' and place > 1 then 'again' else reason end as reason
from placed
order by event_at, event_id`;

/** @param only which of them matter. */
async function sent(
  db: Knex,
  request: EvidenceRequest,
  { isByType, only }: { readonly isByType: boolean; readonly only: (row: Row) => boolean },
): Promise<FoundRow[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(SENT, evidenceBindings(request));
  return rows.filter(only).map((row) => {
    const isTouch = row.event_type === 'touch_sent';
    const event = {
      name: isTouch ? `touch ${row.event_id}` : `meeting ${row.meeting_id ?? `of ${row.event_id}`}`,
      on: localDateOf(row.event_at, request.settings.orgTz),
      accountId: row.account_id,
      dimension: isByType ? (row.cadence_type ?? '') : '',
    };
    if (row.reason !== null) return leftOut(event, CADENCE_REASONS[row.reason]);
    const isVolume = request.wanted.metric.measure.part === 'outreach_volume';
    if (!isTouch || isVolume) return counted(event, isTouch ? 'sent' : 'booked', ONE_ABOVE);
    return counted(event, 'sent', { numerator: null, denominator: new Decimal(1), size: 1 });
  });
}

const ONE_ABOVE = { numerator: new Decimal(1), denominator: null, size: 0 };

/** What the plan asked for on each business day on which the rep was there. */
async function days(db: Knex, { rep, wanted, runStart }: EvidenceRequest): Promise<FoundRow[]> {
  const { plans } = await outreachPlans(db, wanted.own, runStart);
  const asked = askedDays(plans)(rep).days;
  const there = new Set(asked.map(({ date }) => date));
  const away = datesBetween(rep.own.start, rep.own.end).filter(
    (date) => isBusinessDay(date, rep.calendar) && !there.has(date),
  );
  return [
    ...asked.map(({ date, plan }) => {
      const touches = plan?.touchesADay ?? new Decimal(0);
      const words = plan === null ? 'no plan: none asked for' : `${touches.toFixed()} touches asked for`;
      return counted({ name: 'business day', on: date }, words, { numerator: null, denominator: touches, size: 1 });
    }),
    ...away.map((on) => leftOut({ name: 'business day', on }, 'absent')),
  ];
}

export const evidenceOfSendingParts: ReadonlyMap<string, EvidenceOf> = new Map<string, EvidenceOf>([
  ['meeting_acceptance', (db, request) => sent(db, request, { isByType: false, only: () => true })],
  ['acceptance_by_cadence', (db, request) => sent(db, request, { isByType: true, only: () => true })],
  [
    'outreach_volume',
    async (db, request) => [
      ...(await sent(db, request, { isByType: false, only: (row) => row.event_type === 'touch_sent' })),
      ...(await days(db, request)),
    ],
  ],
]);

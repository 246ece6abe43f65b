import { localDateOf, startOfDay } from '../../domain/calendar.ts';
import { Decimal } from '../../domain/decimal.ts';
import { IS_OVERDUE_FLAG } from '../cadence-events-sql.ts';
import { CADENCE_REASONS } from './cadence-reasons.ts';
import { counted, type EvidenceOf, evidenceBindings, LATE, leftOut } from './evidence.ts';

interface Row {
  event_id: string;
  flag_code: string | null;
  flag_severity: string | null;
  account_id: string | null;
  event_at: Date;
  is_late: boolean;
  is_duplicate: boolean;
  is_early: boolean;
  is_overdue: boolean;
}

/** The flags of a rep's cadences that nobody has resolved, whatever their age and severity. */
export const evidenceOfFlags: EvidenceOf = async (db, request) => {
  const { openFlagDays } = request.thresholds;
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select e.event_id, e.flag_code, e.flag_severity, e.account_id, e.event_at, e.recorded_at >= :runStart as is_late,
            coalesce(e.is_duplicate, false) as is_duplicate, e.event_at < :stintFrom as is_early,
            coalesce(${IS_OVERDUE_FLAG}, false) as is_overdue
     from cadence_event_log e
     where e.rep_id = :repId and e.event_type = 'ai_flag' and e.event_at < :t
       and (e.flag_resolved_at is null or e.flag_resolved_at >= :t)
     order by e.event_at, e.event_id`,
    {
      ...evidenceBindings(request),
      t: request.tInstant,
      openFlagDays,
      stintFrom: startOfDay(request.rep.stintStart, request.settings.orgTz),
    },
  );
  return rows.map((row) => {
    const flag = {
      name: `flag ${row.event_id}${row.flag_code === null ? '' : `, ${row.flag_code}`}`,
      on: localDateOf(row.event_at, request.settings.orgTz),
      accountId: row.account_id,
    };
    const reason = reasonOf(row, openFlagDays);
    if (reason !== null) return leftOut(flag, reason);
    return counted(flag, 'high, not resolved', { numerator: new Decimal(1), denominator: null, size: 0 });
  });
};

function reasonOf(row: Row, openFlagDays: number): string | null {
  if (row.is_late) return LATE;
  if (row.is_duplicate) return CADENCE_REASONS.duplicate;
  if (row.is_early) return CADENCE_REASONS.early;
  if (!row.is_overdue) return `open for no longer than ${openFlagDays} days`;
  if (row.flag_severity === null) return 'of no severity';
  return row.flag_severity === 'high' ? null : `of ${row.flag_severity} severity`;
}

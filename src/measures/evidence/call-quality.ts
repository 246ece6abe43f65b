import type { Knex } from 'knex';
import { startOfDay } from '../../domain/calendar.ts';
import type { CohortMember } from '../../domain/cohort-member.ts';
import { Decimal } from '../../domain/decimal.ts';
import { addDays, type LocalDate } from '../../domain/local-date.ts';
import { formatValue } from '../../domain/number-format.ts';
import { CALL_FAULTS, callFault } from '../call-faults.ts';
import { type CallRow, namedCall } from './calls.ts';
import { BEFORE_STINT, counted, type FoundRow, LATE, leftOut } from './evidence.ts';

export interface QualityOfRep {
  readonly rep: Pick<CohortMember, 'repId' | 'role' | 'stintStart'>;
  /** It knows the calls of the days before it. */
  readonly day: LocalDate;
  /** How many days before it count. */
  readonly windowDays: number;
  readonly orgTz: string;
  /** Calls that became known from here on do not exist. */
  readonly runStart: Date;
}

interface Row extends CallRow {
  score: string | null;
  is_on_scale: boolean;
}

/** The calls of a rep behind their mean call quality on a day, by the very conditions of `callQuality`, oldest first. */
export async function callsOfQuality(db: Knex, request: QualityOfRep): Promise<FoundRow[]> {
  const { rep, day, windowDays, orgTz, runStart } = request;
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select c.call_id, c.call_at, c.account_id, c.recording_url, c.recorded_at >= :runStart as is_late,
            coalesce(c.call_owner_role = :role, false) as is_of_role, ${callFault} as fault,
            cast(c.quality_score as text) as score, coalesce(c.quality_score between 0 and 100, false) as is_on_scale
     from conv_intelligence c
     where c.call_owner_rep_id = :repId and c.call_at >= :from and c.call_at < :end
     order by c.call_at, c.call_id`,
    {
      repId: rep.repId,
      role: rep.role,
      from: startOfDay(addDays(day, -windowDays), orgTz),
      end: startOfDay(day, orgTz),
      runStart,
    },
  );
  return rows.map((row) => {
    const call = namedCall(row, orgTz);
    const reason = call.on < rep.stintStart && row.is_of_role ? BEFORE_STINT : reasonOf(row);
    if (reason !== null || row.score === null) return leftOut(call, reason ?? 'not scored');
    const score = new Decimal(row.score);
    return counted(call, formatValue('score', score), { numerator: score, denominator: new Decimal(1), size: 1 });
  });
}

function reasonOf({ is_late, is_of_role, fault, score, is_on_scale }: Row): string | null {
  if (is_late) return LATE;
  if (!is_of_role) return 'held in another role';
  if (fault !== null) return CALL_FAULTS[fault]?.reason ?? 'breaks the contract';
  if (score === null) return 'not scored';
  return is_on_scale ? null : 'a score off its scale';
}

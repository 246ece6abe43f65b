import { DECIDED, HISTORY } from '../stage-history-sql.ts';
import type { EvidenceOf } from './evidence.ts';

interface Row {
  opp_id: string;
  entered_at: Date;
  from_stage: number | null;
  is_passed: boolean | null;
  reason: 'unknown' | 'transfer' | 'unsound' | null;
}

const REASONS = {
  unknown: 'a deal that opportunities does not know',
  transfer: 'lost too soon after it was handed over',
  unsound: 'an open row without a stage, or an unknown status',
} as const;

/** The moves of a rep's deals, by the very statement of the measure; those of every pair of stages. */
export const evidenceOfConversion: EvidenceOf = async (db, { repId, from, end, runStart, thresholds }) => {
  const own = [from.toISOString()];
  const { rows } = await db.raw<{ rows: Row[] }>(
    `with ${HISTORY}, ${DECIDED}
     select opp_id, entered_at, from_stage, is_passed,
            case when segment is null then 'unknown'
                 when not is_passed
                      and entered_at < transferred_at + make_interval(hours => 24 * :transferGraceDays) then 'transfer'
            end as reason
     from decided
     where owner_rep_id = :repId and entered_at >= :from
     union all
     select opp_id, entered_at, null, null, 'unsound'
     from history
     where owner_rep_id = :repId and entered_at >= :from and not is_sound
     order by entered_at, opp_id, from_stage`,
    {
      repIds: [repId],
      movesFrom: own,
      movesEvidenceFrom: own,
      spellsFrom: [null],
      briefsFrom: [null],
      briefsEvidenceFrom: [null],
      repId,
      from,
      end,
      runStart,
      transferGraceDays: thresholds.transferGraceDays,
    },
  );
  return rows.map((row) => ({
    name: `deal ${row.opp_id}`,
    at: row.entered_at,
    dimension: row.from_stage === null ? '' : `${row.from_stage}>${row.from_stage + 1}`,
    value: row.reason === null ? outcomeOf(row) : null,
    leftOut: row.reason === null ? null : REASONS[row.reason],
  }));
};

function outcomeOf({ is_passed }: Row): string {
  return is_passed === true ? 'moved on' : 'lost';
}

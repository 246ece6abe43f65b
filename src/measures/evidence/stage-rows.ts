import type { Knex } from 'knex';
import { type EvidenceRequest, evidenceBindings } from './evidence.ts';

/**
 * Runs a statement over the stage history of a few deals only; `history` in it is theirs.
 * @param deals a condition on `h.opp_id`.
 * @param statement common table expressions of stage-history-sql.ts, then a select.
 */
export async function ofDeals<Row>(
  db: Knex,
  request: EvidenceRequest,
  { deals, statement }: { readonly deals: string; readonly statement: string },
): Promise<Row[]> {
  const { thresholds, wanted, settings } = request;
  const { rows } = await db.raw<{ rows: Row[] }>(
    `with opportunity_stage_history as (
       select * from opportunity_stage_history h where h.opp_id in (${deals})
     ), ${statement}`,
    {
      ...evidenceBindings(request),
      orgTz: settings.orgTz,
      repIds: [],
      movesFrom: [],
      movesEvidenceFrom: [],
      spellsFrom: [],
      briefsFrom: [],
      briefsEvidenceFrom: [],
      lastWeekFrom: wanted.lastWeek.from,
      transferGraceDays: thresholds.transferGraceDays,
      skippedStageMinutes: thresholds.skippedStageMinutes,
    },
  );
  return rows;
}

/** The deals that the rep has ever owned. */
export const OWN_DEALS = 'select opp_id from opportunity_stage_history where owner_rep_id = :repId';

export const UNSOUND_MOVE = 'an open row without a stage, or an unknown status';
export const UNKNOWN_DEAL = 'a deal that opportunities does not know';

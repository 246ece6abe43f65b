import type { Knex } from 'knex';
import type { RollupContent } from '../../domain/team-rollup.ts';

/** @returns the roll-up's id, or null when the recipient has one of this team and month. */
export async function addTeamRollup(
  trx: Knex.Transaction,
  rollup: { recipientId: string; runStart: Date; content: RollupContent },
): Promise<string | null> {
  const { recipientId, runStart, content } = rollup;
  const [row] = await trx('team_rollup')
    .insert({
      team_id: content.teamId,
      recipient_id: recipientId,
      period_month: content.periodMonth,
      run_start: runStart,
      content: JSON.stringify(content),
    })
    .onConflict(['recipient_id', 'team_id', 'period_month'])
    .ignore()
    .returning<{ rollup_id: string }[]>('rollup_id');
  return row?.rollup_id ?? null;
}

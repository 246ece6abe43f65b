import { opportunityBriefLog } from '../../db/source-contract/tables/opportunities.ts';
import type { Deal } from './deal-pipeline.ts';
import { levelAt } from './levels.ts';
import { addDays, instantAt, thatEvening } from './local-dates.ts';
import { random } from './random.ts';
import type { Rep } from './roster.ts';
import type { RowBook } from './row-book.ts';
import { steadyNoise } from './steady-draws.ts';

const statedObjectives = 5;

/** A brief for every stay in a stage from the second on that is long enough to be prepared for. */
export function addStageBriefs(book: RowBook, rep: Rep, deals: readonly Deal[], seed: number): void {
  const noise = steadyNoise(random(seed, 'briefs', rep.id));
  for (const deal of deals) {
    deal.moves.forEach((move, index) => {
      const leaving = deal.moves[index + 1];
      const on = addDays(move.on, 2);
      if (move.status !== 'open' || move.stage < 2 || (leaving && leaving.on <= addDays(on, 1))) return;
      const executed = levelAt(rep.id, 'objectivesExecuted', on) * statedObjectives + 0.9 * noise();
      book.add(opportunityBriefLog, {
        brief_id: `brf-${deal.id}-${index + 1}`,
        opp_id: deal.id,
        rep_id: rep.id,
        stage_order: move.stage,
        brief_date: on,
        objectives_stated: statedObjectives,
        objectives_executed: Math.min(statedObjectives, Math.max(0, Math.round(executed))),
        advance_score: Math.min(100, Math.max(0, Math.round(68 + 12 * noise()))),
        scored_at: instantAt(addDays(on, 1), 10 * 60),
        recorded_at: thatEvening(on),
      });
    });
  }
}

import { opportunities, opportunityStageHistory } from '../../db/source-contract/tables/opportunities.ts';
import { closingOf, type Deal } from './deal-pipeline.ts';
import { addDays, instantAt, minutesAfter } from './local-dates.ts';
import { random } from './random.ts';
import { type Rep, roster } from './roster.ts';
import type { RowBook } from './row-book.ts';

/** What an SDR's meeting made of a deal. */
export interface Sourcing {
  readonly sdrId: string;
  readonly qualifiedAt: string;
}

const handoverDeals = 5;
const recordingDelay = 4;

/** The opportunities of the AEs with the history of their stages and owners. */
export function addOpportunities(
  book: RowBook,
  rep: Rep,
  deals: readonly Deal[],
  amounts: ReadonlyMap<string, number>,
  sourcings: ReadonlyMap<string, Sourcing>,
  prospects: readonly { readonly id: string; readonly segment: string }[],
  seed: number,
): void {
  const chance = random(seed, 'opportunities', rep.id);
  const bySegment = new Map(
    ['mid_market', 'enterprise'].map((segment) => [segment, prospects.filter((one) => one.segment === segment)]),
  );
  const handovers = handoversOf(rep, deals);
  for (const deal of deals) {
    const closing = closingOf(deal);
    const sourcing = sourcings.get(deal.id);
    const handover = handovers.get(deal.id);
    book.add(opportunities, {
      opp_id: deal.id,
      account_id: chance.pick(bySegment.get(deal.segment) ?? prospects).id,
      owner_rep_id: handover?.to ?? rep.id,
      sourced_by_rep_id: sourcing?.sdrId ?? null,
      opp_type: 'new_business',
      segment: deal.segment,
      amount: amounts.get(deal.id) ?? 0,
      currency: rep.currency,
      created_at: deal.createdAt,
      close_date: closing?.on ?? addDays(deal.createdOn, 60),
      closed_at: closing?.at ?? null,
      is_won: closing === null ? null : closing.status === 'won',
      forecast_category: closing === null ? 'pipeline' : 'closed',
      qualification_status: sourcing ? 'accepted' : null,
      qualified_at: sourcing?.qualifiedAt ?? null,
      recorded_at: minutesAfter(deal.createdAt, recordingDelay),
    });
    addHistory(book, rep, deal, handover);
  }
}

interface Handover {
  readonly to: string;
  readonly at: string;
}

/** When a rep goes on leave, a neighbour in the team takes some of the open deals over. */
function handoversOf(rep: Rep, deals: readonly Deal[]): ReadonlyMap<string, Handover> {
  const leave = rep.absences[0];
  const neighbour = roster.find(({ id }) => id === `ae-${String(rep.index).padStart(2, '0')}`);
  if (!leave || !neighbour) return new Map();
  const at = instantAt(leave.from, 9 * 60);
  const open = deals.filter((deal) => deal.createdAt < at && (closingOf(deal)?.at ?? '9') > at);
  return new Map(open.slice(0, handoverDeals).map((deal) => [deal.id, { to: neighbour.id, at }]));
}

function addHistory(book: RowBook, rep: Rep, deal: Deal, handover: Handover | undefined): void {
  const moves = deal.moves.map((move) => ({
    ...move,
    owner: handover && move.at > handover.at ? handover.to : rep.id,
  }));
  if (handover) {
    const after = moves.findIndex(({ at }) => at > handover.at);
    const position = after === -1 ? moves.length : after;
    const before = moves[position - 1];
    if (before) moves.splice(position, 0, { ...before, at: handover.at, owner: handover.to });
  }
  moves.forEach(({ stage, status, at, owner }, index) => {
    book.add(opportunityStageHistory, {
      opp_id: deal.id,
      seq: index + 1,
      stage_order: stage,
      status,
      entered_at: at,
      owner_rep_id: owner,
      recorded_at: minutesAfter(at, recordingDelay),
    });
  });
}

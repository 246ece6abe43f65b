import type { RowOf } from '../../db/source-contract/source-table.ts';
import { quoteLog } from '../../db/source-contract/tables/opportunities.ts';
import { levelAt } from './levels.ts';
import { addDays, later, thatEvening } from './local-dates.ts';
import { random } from './random.ts';
import type { RowBook } from './row-book.ts';
import { steadyChoice, steadyNoise } from './steady-draws.ts';

export interface QuotedDeal {
  readonly oppId: string;
  readonly segment: string;
  readonly netAmount: number;
  readonly currency: string;
  readonly openedOn: string;
  readonly closedOn: string;
}

/** Two versions of a quote per won deal, the second accepted; the rep's levels make its discount and its terms. */
export function addQuotes(
  book: RowBook,
  repId: string,
  quoteType: RowOf<typeof quoteLog>['quote_type'],
  deals: readonly QuotedDeal[],
  seed: number,
): void {
  const chance = random(seed, 'quotes', repId, quoteType);
  const noise = steadyNoise(chance);
  const hasException = steadyChoice(chance);
  for (const deal of deals.toSorted((a, b) => (a.closedOn < b.closedOn ? -1 : 1))) {
    const discount = Math.max(0.01, levelAt(repId, 'discountDepth', deal.closedOn) + 0.035 * noise());
    const list = Math.round(deal.netAmount / (1 - discount));
    const exceptions = hasException(levelAt(repId, 'termExceptions', deal.closedOn)) ? chance.int(1, 2) : 0;
    const versions = [
      { on: addDays(deal.closedOn, -9), status: 'rejected', net: Math.round(list * (1 - discount / 2)), exceptions: 0 },
      { on: addDays(deal.closedOn, -2), status: 'accepted', net: deal.netAmount, exceptions },
    ] as const;
    versions.forEach(({ on, status, net, exceptions: count }, index) => {
      const date = later(on, deal.openedOn);
      book.add(quoteLog, {
        quote_id: `quo-${deal.oppId}`,
        version: index + 1,
        opp_id: deal.oppId,
        rep_id: repId,
        segment: deal.segment,
        quote_type: quoteType,
        quote_date: date,
        status,
        list_amount: list,
        net_amount: net,
        currency: deal.currency,
        term_exception_count: count,
        recorded_at: thatEvening(date),
      });
    });
  }
}

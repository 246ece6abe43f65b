import { instant } from './stage-history-rows.ts';

/** A won deal of rita's with one accepted quote at 1,000 list and 800 net, unless said otherwise. */
export interface QuotedDeal {
  id: string;
  /** When the deal was closed: a local date (at midnight) or an instant. */
  closedAt: string | null;
  won?: boolean | null;
  quotes?: readonly object[];
  recordedAt?: string;
}

const KNOWN_AT_ONCE = '2020-01-01T00:00:00Z';

/** The source rows of the deals: `opportunities` and `quote_log`. */
export function quoteRows(deals: readonly QuotedDeal[]) {
  return {
    opportunities: deals.map((deal) => ({
      opp_id: deal.id,
      account_id: `account of ${deal.id}`,
      owner_rep_id: 'whoever has it today',
      opp_type: 'new_business',
      segment: 'of the deal',
      amount: '800.00',
      currency: 'USD',
      created_at: KNOWN_AT_ONCE,
      closed_at: deal.closedAt === null ? null : instant(deal.closedAt),
      is_won: deal.won === undefined ? true : deal.won,
      recorded_at: deal.recordedAt ?? KNOWN_AT_ONCE,
    })),
    quote_log: deals.flatMap((deal) =>
      (deal.quotes ?? [{}]).map((quote, index) => ({
        quote_id: `quote of ${deal.id}`,
        version: index + 1,
        opp_id: deal.id,
        rep_id: 'rita',
        segment: 'enterprise',
        quote_type: 'new',
        quote_date: '2025-12-15',
        status: 'accepted',
        list_amount: 1000,
        net_amount: 800,
        currency: 'USD',
        term_exception_count: 0,
        recorded_at: KNOWN_AT_ONCE,
        ...quote,
      })),
    ),
  };
}

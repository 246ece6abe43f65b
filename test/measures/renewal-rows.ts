import type { Row } from './revenue-rows.ts';
import { instant } from './stage-history-rows.ts';

let opps = 0;

/** A renewal opportunity of acme's: open since last summer, unless it is won or lost on a date. */
export function opp(due: string | null, how: { won?: string; lost?: string }, change: Row = {}): Row {
  opps += 1;
  const closed = how.won ?? how.lost;
  return {
    opp_id: `opp ${opps}`,
    account_id: 'acme',
    owner_rep_id: 'whoever',
    opp_type: 'renewal',
    segment: 'whatever',
    amount: 100,
    currency: 'USD',
    created_at: instant('2025-07-01'),
    closed_at: closed === undefined ? null : instant(closed),
    is_won: closed === undefined ? null : how.won !== undefined,
    renewal_due_date: due,
    recorded_at: '2020-01-01T00:00:00Z',
    ...change,
  };
}

/** One line of rita's ledger. */
export type Line = [id: string, oppId: string | null, type: string, amount: number, currency: string, date: string];

/** Of the first quarter of 2026, known in the evening. */
export function line([id, oppId, type, amount, currency, date]: Line, change: object = {}) {
  return {
    ledger_id: id,
    rep_id: 'rita',
    opp_id: oppId,
    fiscal_quarter: 'Q1-2026',
    entry_type: type,
    amount,
    currency,
    effective_date: date,
    recorded_at: `${date}T20:00:00Z`,
    ...change,
  };
}

/** rita's quota of the first quarter of 2026: 300,000. */
export function slice(change: object = {}) {
  return {
    rep_id: 'rita',
    fiscal_quarter: 'Q1-2026',
    effective_from: '2026-01-01',
    effective_to: '2026-04-01',
    quota_amount: 300_000,
    currency: 'USD',
    recorded_at: '2025-12-15T00:00:00Z',
    ...change,
  };
}

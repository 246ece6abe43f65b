/** An account as `accounts` knows it from the start: enterprise, retail, with reviews, there. */
export function accountRow(accountId: string, change: Record<string, unknown> = {}) {
  return {
    account_id: accountId,
    name: accountId,
    segment: 'enterprise',
    vertical: 'retail',
    qbr_required: true,
    is_active: true,
    currency: 'USD',
    recorded_at: '2020-01-01T00:00:00Z',
    ...change,
  };
}

/** Who owns the account from a date on, as AM and without an end unless said. */
export function ownerRow(accountId: string, repId: string, ownedFrom: string, change: Record<string, unknown> = {}) {
  return {
    account_id: accountId,
    owner_role: 'AM',
    owned_from: ownedFrom,
    rep_id: repId,
    recorded_at: '2020-01-01T00:00:00Z',
    ...change,
  };
}

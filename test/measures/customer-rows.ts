import { addDays, type LocalDate } from '../../src/domain/local-date.ts';

const KNOWN_AT_ONCE = '2020-01-01T00:00:00Z';

/** The row of an account: enterprise and active, unless said. */
export function account(id: string, change: object = {}) {
  return {
    account_id: id,
    name: id,
    segment: 'enterprise',
    vertical: 'software',
    qbr_required: false,
    is_active: true,
    currency: 'USD',
    recorded_at: KNOWN_AT_ONCE,
    ...change,
  };
}

/** An owner stretch: a CSM's since 2024, unless said. */
export function owned(accountId: string, repId: string, change: object = {}) {
  return {
    account_id: accountId,
    owner_role: 'CSM',
    owned_from: '2024-01-01',
    rep_id: repId,
    recorded_at: KNOWN_AT_ONCE,
    ...change,
  };
}

/** One row of the health log; known on its day. */
export function health(accountId: string, date: LocalDate, score: number, change: object = {}) {
  return {
    account_id: accountId,
    score_date: date,
    health_score: score,
    health_tier: 'Low',
    model_version: 'v1',
    recorded_at: `${date}T20:00:00Z`,
    ...change,
  };
}

/** A row a week, the last on the given date; earlier ones come first. */
export function weekly(accountId: string, last: LocalDate, scores: readonly number[], change: object = {}) {
  return scores.map((score, index) =>
    health(accountId, addDays(last, -7 * (scores.length - 1 - index)), score, change),
  );
}

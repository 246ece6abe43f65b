import { instant } from './stage-history-rows.ts';

/** A row of a table, where a test leaves columns out or sets them otherwise. */
export type Row = Record<string, unknown>;

const KNOWN = '2020-01-01T00:00:00Z';
let events = 0;

/** A row of the churn risk log: of acme, in dollars, unless said. Later calls have later ids. */
export function event(type: string, on: string, arr: number | string, change: Row = {}): Row {
  events += 1;
  return {
    churn_event_id: `event ${String(events).padStart(4, '0')}`,
    account_id: 'acme',
    event_type: type,
    event_date: on,
    arr,
    currency: 'USD',
    recorded_at: KNOWN,
    ...change,
  };
}

export const snapshot = (on: string, arr: number | string, change: Row = {}) => event('arr_snapshot', on, arr, change);
export const contraction = (on: string, arr: number, change: Row = {}) => event('contraction', on, arr, change);
export const churn = (on: string, arr: number, change: Row = {}) => event('churn', on, arr, change);

/** A play won, by a date of effect or (null) the date on which it was won. */
export function expansion(on: string | null, arr: number | null, change: Row = {}): Row {
  events += 1;
  return {
    play_id: `play ${events}`,
    account_id: 'acme',
    am_rep_id: 'whoever',
    segment: 'enterprise',
    vertical: 'retail',
    opened_at: KNOWN,
    status: 'closed_won',
    status_at: instant(on ?? '2025-09-01'),
    expansion_arr: arr,
    currency: 'USD',
    effective_date: on,
    recorded_at: KNOWN,
    ...change,
  };
}

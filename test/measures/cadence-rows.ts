import { instant } from './stage-history-rows.ts';

/** A row of `cadence_event_log`; `at`: a local date at midnight, or an instant. Known at once, unless said. */
export interface CadenceRow {
  readonly event_id: string;
  readonly rep_id: string;
  readonly enrollment_id: string | null;
  readonly cadence_id: string;
  readonly cadence_type: string;
  readonly step_number: number | null;
  readonly channel: string | null;
  readonly event_type: string;
  readonly event_at: Date;
  readonly ref_event_id: string | null;
  readonly meeting_id: string | null;
  readonly is_duplicate: boolean;
  readonly flag_code: string | null;
  readonly flag_severity: string | null;
  readonly flag_recommendation: string | null;
  readonly flag_resolved_at: Date | null;
  readonly recorded_at: Date;
}

let rowsMade = 0;

export function event(type: string, at: string, change: Partial<CadenceRow> = {}): CadenceRow {
  rowsMade += 1;
  return {
    event_id: `event ${rowsMade}`,
    rep_id: 'sam',
    enrollment_id: 'enrollment',
    cadence_id: 'outbound',
    cadence_type: 'cold',
    step_number: 1,
    channel: 'email',
    event_type: type,
    event_at: instant(at),
    ref_event_id: null,
    meeting_id: null,
    is_duplicate: false,
    flag_code: null,
    flag_severity: null,
    flag_recommendation: null,
    flag_resolved_at: null,
    recorded_at: new Date('2020-01-01T00:00:00Z'),
    ...change,
  };
}

export const touch = (at: string, change: Partial<CadenceRow> = {}) => event('touch_sent', at, change);
export const reply = (at: string, change: Partial<CadenceRow> = {}) => event('reply', at, change);
export const booking = (meeting: string | null, at: string, change: Partial<CadenceRow> = {}) =>
  event('meeting_booked', at, { meeting_id: meeting, ...change });
export const bounce = (of: CadenceRow, change: Partial<CadenceRow> = {}) =>
  event('bounced', of.event_at.toISOString(), { ref_event_id: of.event_id, ...change });
export const flag = (at: string, change: Partial<CadenceRow> = {}) =>
  event('ai_flag', at, {
    enrollment_id: null,
    step_number: null,
    channel: null,
    flag_code: 'generic_opening',
    flag_severity: 'high',
    flag_recommendation: 'Say why you write.',
    ...change,
  });

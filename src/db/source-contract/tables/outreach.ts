import { bool, int, nullable, oneOf, text, timestamp, withDefault } from '../column.ts';
import { sourceTable } from '../source-table.ts';

export const cadenceEventLog = sourceTable('cadence_event_log', {
  rowIs: 'event',
  key: ['event_id'],
  columns: {
    event_id: text,
    rep_id: text,
    contact_id: nullable(text),
    lead_id: nullable(text),
    account_id: nullable(text),
    enrollment_id: nullable(text),
    cadence_id: text,
    cadence_type: oneOf('cold', 'warm', 'abm', 're_engage'),
    step_number: nullable(int),
    channel: nullable(text),
    event_type: oneOf(
      'touch_sent',
      'bounced',
      'reply',
      'auto_reply',
      'opt_out',
      'meeting_booked',
      'meeting_held',
      'no_show',
      'meeting_cancelled',
      'ai_flag',
    ),
    event_at: timestamp,
    ref_event_id: nullable(text),
    reply_class: nullable(oneOf('positive', 'neutral', 'negative', 'objection', 'referral')),
    meeting_id: nullable(text),
    is_duplicate: withDefault(bool, 'false'),
    flag_code: nullable(text),
    flag_severity: nullable(oneOf('low', 'medium', 'high')),
    flag_recommendation: nullable(text),
    flag_resolved_at: nullable(timestamp),
  },
  indexes: [
    ['event_at', 'rep_id'],
    ['enrollment_id', 'event_at'],
  ],
});

export const leads = sourceTable('leads', {
  rowIs: 'lead',
  key: ['lead_id'],
  columns: {
    lead_id: text,
    contact_id: nullable(text),
    account_id: nullable(text),
    sdr_rep_id: text,
    created_at: timestamp,
    meeting_id: nullable(text),
    meeting_booked_at: nullable(timestamp),
    converted_opp_id: nullable(text),
    qualified_at: nullable(timestamp),
    disqualified_at: nullable(timestamp),
    disqualified_reason: nullable(text),
  },
  indexes: [['meeting_booked_at', 'sdr_rep_id'], ['meeting_id']],
});

import { z } from 'zod';
import { count, type Feed, id, instant, localDate, role } from './feed.ts';

const row = z.strictObject({
  escalation_id: id,
  as_of: localDate.nullable().describe('the latest weekly run, which ages are counted to; null before the first'),
  rule: z
    .enum(['E1', 'E2', 'E3', 'E4', 'E5', 'E6'])
    .describe('why; E2 is three weeks without improvement, E3 goes to the manager alone and so makes no row'),
  rep_id: id,
  role,
  metric_key: id.nullable().describe('the metric; null where the manager picked none (E5)'),
  dimension: z.string().nullable().describe('the part of the metric, such as 2>3; empty for all of it'),
  pattern_state: z
    .enum(['open', 'resolved', 'expired_insufficient_data', 'role_changed', 'definition_changed', 'rep_left'])
    .nullable()
    .describe('of the pattern today; null where the escalation is about none'),
  weeks_without_improvement: count.nullable().describe('measured weeks in a row by the latest run'),
  since: localDate.describe('when the pattern was first flagged, else when it was escalated'),
  ended_on: localDate.nullable().describe('the end of the pattern; without a pattern, of the escalation (UTC)'),
  age_weeks: z.int().min(1).describe('weeks begun from since to ended_on, else to as_of'),
  escalated_on: localDate,
  escalation_state: z.enum(['open', 'owned', 'resolved']).describe('open: nobody has owned it yet'),
  owner_id: id.nullable().describe('the person_id of who owns it'),
  resolved_at: instant.nullable(),
  resolution: z.enum(['improving', 'plan_agreed', 'role_change', 'left', 'other']).nullable(),
});

/** Patterns that persisted and everything else that was escalated, for the monthly business review. */
export const mbrPersistentGaps = {
  name: 'mbr_persistent_gaps_v1',
  view: 'feed_mbr_persistent_gaps_v1',
  consumer: 'AGT-704, monthly business review',
  row,
  key: ['escalated_on', 'rep_id', 'escalation_id'],
} as const satisfies Feed<typeof row.shape>;
export type MbrPersistentGap = z.output<typeof row>;

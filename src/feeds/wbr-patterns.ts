import { z } from 'zod';
import { count, type Feed, id, localDate, role } from './feed.ts';

/** Groups of fewer measured reps are withheld. */
export const SMALLEST_GROUP = 5;

const row = z.strictObject({
  as_of: localDate.describe('the Monday of a completed weekly run'),
  team_id: id.describe('the person_id of the manager on that day'),
  role,
  metric_key: id,
  reps_measured: z.int().min(SMALLEST_GROUP).describe('reps of the team in the role whose reading could be judged'),
  reps_flagged: count.describe('reps with a pattern of this metric that was flagged in the week'),
  reps_improving: count.describe(
    'reps with a pattern of this metric that was 10% or more better than the week before, or was over that week',
  ),
  reps_escalated: count.describe('reps who went to the second-line manager about this metric in the week to as_of'),
});

/** What the week's run found, team by team and without names, for the weekly business review. */
export const wbrPatterns = {
  name: 'wbr_patterns_v1',
  view: 'feed_wbr_patterns_v1',
  consumer: 'AGT-704, weekly business review',
  row,
  key: ['as_of', 'team_id', 'role', 'metric_key'],
} as const satisfies Feed<typeof row.shape>;
export type WbrPattern = z.output<typeof row>;

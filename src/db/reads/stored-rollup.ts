import type { Knex } from 'knex';
import { z } from 'zod';
import { isLocalDate, type LocalDate } from '../../domain/local-date.ts';
import { type MetricKey, ROLES } from '../../domain/metric.ts';
import type { RollupContent } from '../../domain/team-rollup.ts';

/** A roll-up as its row fixed it. */
export interface StoredRollup {
  recipientId: string;
  content: RollupContent;
}

const count = z.number().int().min(0);
const date = z.custom<LocalDate>((value) => typeof value === 'string' && isLocalDate(value), 'expected YYYY-MM-DD');
const metric = {
  metricKey: z.custom<MetricKey>((value) => typeof value === 'string' && value.includes('.'), 'expected ROLE.metric'),
  role: z.enum(ROLES),
  title: z.string(),
  flagged: count,
  improving: count,
};

/** What `team_rollup.content` holds. */
const rollupContentSchema: z.ZodType<RollupContent> = z.object({
  periodMonth: date,
  teamId: z.string(),
  repIds: z.array(z.string()),
  team: z.object({
    sizes: z.array(z.object({ role: z.enum(ROLES), reps: count })),
    metrics: z.array(z.object(metric)),
    patterns: z.array(z.object({ ...metric, dimension: z.string() })),
    pendingDecisions: count,
    openEscalations: count,
  }),
});

/** @returns null when there is no such roll-up. @throws when its stored content is not what a roll-up holds. */
export async function storedRollup(db: Knex, rollupId: string): Promise<StoredRollup | null> {
  const row = await db<{ rollup_id: string; recipient_id: string; content: unknown }>('team_rollup')
    .where({ rollup_id: rollupId })
    .first('recipient_id', 'content');
  return row === undefined ? null : { recipientId: row.recipient_id, content: rollupContentSchema.parse(row.content) };
}

/** What was said of a team's month to its manager, else to whoever stood in; null where nothing was. */
export async function rollupOfTeam(db: Knex, teamId: string, periodMonth: LocalDate): Promise<RollupContent | null> {
  const row = await db<{ team_id: string; period_month: LocalDate; content: unknown }>('team_rollup')
    .where({ team_id: teamId, period_month: periodMonth })
    .orderByRaw('(recipient_id = team_id) desc, recipient_id')
    .first('content');
  return row === undefined ? null : rollupContentSchema.parse(row.content);
}

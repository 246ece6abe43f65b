import type { Knex } from 'knex';
import { metricInWords } from '../catalog/playbook/metric-wording.ts';
import { patternsOfReps } from '../db/reads/month-patterns.ts';
import { teamWorkload } from '../db/reads/team-workload.ts';
import { addTeamRollup } from '../db/stores/team-rollups.ts';
import { enqueue } from '../delivery/outbox.ts';
import type { DateRange } from '../domain/calendar.ts';
import { addMonths, type LocalDate } from '../domain/local-date.ts';
import type { MetricDefinition, Role } from '../domain/metric.ts';
import { countTeam, type TeamCounts } from '../domain/team-rollup.ts';

/** A team as one recipient may hear of it. */
export interface TeamMonth {
  /** The manager's person_id. */
  readonly teamId: string;
  readonly recipientId: string;
  /** Each with the role at the end of the month. Never the recipient. */
  readonly reps: readonly { readonly repId: string; readonly role: Role }[];
}

export interface RollupRun {
  /** First day of the month that the roll-ups are about. */
  readonly periodMonth: LocalDate;
  readonly runStart: Date;
  readonly now: Date;
  /** Business time before which it stays here; `now` when left out. */
  readonly notBefore?: Date;
  readonly metrics: readonly MetricDefinition[];
}

/**
 * Fixes what a team's roll-up of a month says and sends it on its way, in the caller's transaction. A recipient has one
 * of a team and month: asked again, nothing happens.
 */
export async function composeRollup(trx: Knex.Transaction, month: TeamMonth, run: RollupRun): Promise<void> {
  const { teamId, recipientId, reps } = month;
  const { periodMonth, runStart, now, notBefore = now, metrics } = run;
  const checks = { start: periodMonth, end: addMonths(periodMonth, 1) };
  const team = await teamCounts(trx, { reps, checks, metrics });
  const content = { periodMonth, teamId, repIds: reps.map(({ repId }) => repId), team };
  const rollupId = await addTeamRollup(trx, { recipientId, runStart, content });
  if (rollupId === null) return;
  await enqueue(trx, {
    key: `rollup:${periodMonth.slice(0, 7)}:${teamId}:${recipientId}`,
    kind: 'manager_rollup',
    recipientId,
    reference: { rollup_id: rollupId },
    notBefore,
    now,
  });
}

/** The counts of reps from the weekly checks within the dates; what waits and what is escalated as it is now. */
export async function teamCounts(
  db: Knex,
  asked: {
    readonly reps: TeamMonth['reps'];
    readonly checks: DateRange;
    readonly metrics: readonly MetricDefinition[];
  },
): Promise<TeamCounts> {
  const { reps, checks, metrics } = asked;
  const patterns = await patternsOfReps(db, reps, checks);
  const workload = await teamWorkload(
    db,
    reps.map(({ repId }) => repId),
  );
  return countTeam({
    ...workload,
    reps: reps.map((rep) => ({ ...rep, patterns: patterns.get(rep.repId) ?? [] })),
    metrics: metrics.map(metricInWords),
  });
}

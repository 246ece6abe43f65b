import type { Knex } from 'knex';
import type { EscalationOutcome, EscalationRule } from '../../domain/escalation.ts';
import type { EscalationFacts } from '../../domain/escalation-facts.ts';
import { addDays, type LocalDate } from '../../domain/local-date.ts';
import type { Role } from '../../domain/metric.ts';

export interface NewEscalation {
  rule: EscalationRule;
  repId: string;
  role: Role;
  asOf: LocalDate;
  managerId: string | null;
  /** Null: it is nobody's. */
  slmId: string | null;
  episodeId: string | null;
  coachingId: string | null;
  /** What may be escalated once only: `E2:{episode_id}` and the like. */
  dedupKey: string;
  facts?: EscalationFacts | undefined;
  /** Who asked for it, and why (E5). */
  request?: { by: string; note: string } | undefined;
  /** Business time. */
  now: Date;
}

/** @returns the escalation's id, or null when this one was raised before. */
export async function addEscalation(trx: Knex.Transaction, escalation: NewEscalation): Promise<string | null> {
  const [row] = await trx('escalation')
    .insert({
      rule: escalation.rule,
      rep_id: escalation.repId,
      role: escalation.role,
      as_of: escalation.asOf,
      manager_id: escalation.managerId,
      slm_id: escalation.slmId,
      with_since: escalation.now,
      episode_id: escalation.episodeId,
      coaching_id: escalation.coachingId,
      dedup_key: escalation.dedupKey,
      facts: escalation.facts === undefined ? null : JSON.stringify(escalation.facts),
      note: escalation.request?.note ?? null,
      requested_by: escalation.request?.by ?? null,
    })
    .onConflict('dedup_key')
    .ignore()
    .returning<{ escalation_id: string }[]>('escalation_id');
  return row?.escalation_id ?? null;
}

/** True when an escalation with the key was raised before. */
export async function wasRaised(trx: Knex.Transaction, dedupKey: string): Promise<boolean> {
  return (await trx('escalation').where({ dedup_key: dedupKey }).first('escalation_id')) !== undefined;
}

/** True when the condition was raised about the rep on one of the `days` before d; later ones count, too. */
export async function wasRaisedWithin(
  trx: Knex.Transaction,
  { rule, repId }: Pick<NewEscalation, 'rule' | 'repId'>,
  { d, days }: { d: LocalDate; days: number },
): Promise<boolean> {
  const row = await trx('escalation')
    .where({ rule, rep_id: repId })
    .andWhere('as_of', '>', addDays(d, -days))
    .first('escalation_id');
  return row !== undefined;
}

export interface LockedEscalation {
  escalationId: string;
  repId: string;
  slmId: string | null;
  episodeId: string | null;
  coachingId: string | null;
  ownedBy: string | null;
  resolvedAt: Date | null;
}

interface LockedRow {
  escalation_id: string;
  rep_id: string;
  slm_id: string | null;
  episode_id: string | null;
  coaching_id: string | null;
  owned_by: string | null;
  resolved_at: Date | null;
}

const lockedColumns = [
  'escalation_id',
  'rep_id',
  'slm_id',
  'episode_id',
  'coaching_id',
  'owned_by',
  'resolved_at',
] as const;

export async function lockEscalation(trx: Knex.Transaction, escalationId: string): Promise<LockedEscalation | null> {
  const row = await trx<LockedRow>('escalation')
    .where({ escalation_id: escalationId })
    .forUpdate()
    .first(...lockedColumns);
  return row === undefined ? null : locked(row);
}

/** The escalation of an episode (at most one moves with the clock), locked; null when it never was escalated. */
export async function lockEscalationOfEpisode(
  trx: Knex.Transaction,
  episodeId: string,
): Promise<LockedEscalation | null> {
  const row = await trx<LockedRow & { rule: EscalationRule }>('escalation')
    .where({ episode_id: episodeId, rule: 'E2' })
    .forUpdate()
    .first(...lockedColumns);
  return row === undefined ? null : locked(row);
}

/** Those of a second-line manager that are not resolved, locked, in order of their ids. */
export async function lockOpenEscalationsOf(trx: Knex.Transaction, slmId: string): Promise<LockedEscalation[]> {
  const rows = await trx<LockedRow>('escalation')
    .where({ slm_id: slmId, resolved_at: null })
    .orderBy('escalation_id')
    .forUpdate()
    .select(...lockedColumns);
  return rows.map(locked);
}

const locked = (row: LockedRow): LockedEscalation => ({
  escalationId: row.escalation_id,
  repId: row.rep_id,
  slmId: row.slm_id,
  episodeId: row.episode_id,
  coachingId: row.coaching_id,
  ownedBy: row.owned_by,
  resolvedAt: row.resolved_at,
});

/** The escalation is another's now; whoever owned it no longer does. */
export async function setEscalationSlm(
  trx: Knex.Transaction,
  escalationId: string,
  slmId: string | null,
  now: Date,
): Promise<void> {
  await trx('escalation')
    .where({ escalation_id: escalationId })
    .update({ slm_id: slmId, with_since: now, owned_by: null });
}

export async function setEscalationOwner(trx: Knex.Transaction, escalationId: string, ownerId: string): Promise<void> {
  await trx('escalation').where({ escalation_id: escalationId }).update({ owned_by: ownerId });
}

export async function saveResolution(
  trx: Knex.Transaction,
  escalationId: string,
  resolution: { outcome: EscalationOutcome; note: string; by: string; at: Date },
): Promise<void> {
  await trx('escalation').where({ escalation_id: escalationId }).update({
    outcome: resolution.outcome,
    resolution_note: resolution.note,
    resolved_by: resolution.by,
    resolved_at: resolution.at,
  });
}

/** The pattern went on: the escalation is open again; what its resolution said stays among its notes. */
export async function reopenEscalation(trx: Knex.Transaction, escalationId: string): Promise<void> {
  await trx.raw(
    `insert into escalation_note (escalation_id, author_id, body, written_at)
     select escalation_id, resolved_by, resolution_note, resolved_at from escalation
     where escalation_id = ? and resolved_at is not null`,
    [escalationId],
  );
  await trx('escalation')
    .where({ escalation_id: escalationId })
    .update({ outcome: null, resolution_note: null, resolved_by: null, resolved_at: null });
}

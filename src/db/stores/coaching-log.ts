import type { Knex } from 'knex';
import type { ApprovalStatus, DismissReason } from '../../domain/approval.ts';
import { addDays, type LocalDate } from '../../domain/local-date.ts';
import { type PatternIdentity, patternKey, type Reading } from '../../domain/metric.ts';
import type { Severity } from '../../domain/pattern.ts';
import type { SkillDimension } from '../../domain/skill-gap.ts';

/** What a row of the log is about: a pattern, or of E3 the weakest skill, which has no dimension. */
export type CoachingSubject = PatternIdentity | (Omit<PatternIdentity, 'metricKey'> & { metricKey: SkillDimension });

/** A recommendation as it enters the log: pending the manager's approval. */
export type NewCoachingItem = CoachingSubject & {
  coachingDate: LocalDate;
  patternDetected: string;
  recommendedAction: string;
  severity: Severity;
  /** Null for a row of the daily run. */
  episodeId: string | null;
  recurrenceOf: string | null;
  /** Where no weekly reading is behind it. */
  reading?: Reading | null;
};

/** @returns the new row's coaching_id. */
export async function addCoachingItem(trx: Knex.Transaction, item: NewCoachingItem): Promise<string> {
  const [row] = await trx('rep_coaching_log')
    .insert({
      rep_id: item.repId,
      role: item.role,
      coaching_date: item.coachingDate,
      pattern_key: patternKey(item),
      metric_key: item.metricKey,
      dimension: item.dimension,
      pattern_detected: item.patternDetected,
      recommended_action: item.recommendedAction,
      severity: item.severity,
      episode_id: item.episodeId,
      recurrence_of: item.recurrenceOf,
      reading: item.reading ? JSON.stringify(item.reading) : null,
    })
    .returning<{ coaching_id: string }[]>('coaching_id');
  if (row === undefined) throw new Error('Inserting a coaching item returned no row.');
  return row.coaching_id;
}

/** A row that is under way. */
export interface OpenCoachingRow {
  coachingId: string;
  episodeId: string | null;
}

/**
 * The pattern's row that the daily run is to use: that of its open episode; else the last without one, while it waits for
 * a decision or an episode may still adopt it. Null when there is none.
 */
export async function openCoachingRow(
  trx: Knex.Transaction,
  subject: CoachingSubject,
  { asOf, adoptionDays }: { readonly asOf: LocalDate; readonly adoptionDays: number },
): Promise<OpenCoachingRow | null> {
  const { rows } = await trx.raw<{ rows: { coaching_id: string; episode_id: string | null }[] }>(
    `select item.coaching_id, item.episode_id
     from rep_coaching_log item
     left join pattern_episode e on e.episode_id = item.episode_id
     where item.pattern_key = :key
       and case when item.episode_id is null
             then item.approval_status = 'pending_approval' or item.coaching_date >= :since
             else e.state = 'open' end
     order by item.episode_id is null, item.coaching_date desc, item.coaching_id limit 1`,
    { key: patternKey(subject), since: addDays(asOf, -adoptionDays) },
  );
  const [row] = rows;
  return row === undefined ? null : { coachingId: row.coaching_id, episodeId: row.episode_id };
}

/** How many rows there were of the pattern or skill: each is to get another text while there are some. */
export async function countCoachingRows(trx: Knex.Transaction, subject: CoachingSubject): Promise<number> {
  const [row] = await trx('rep_coaching_log')
    .where({ pattern_key: patternKey(subject) })
    .count<{ count: number }[]>('* as count');
  return row?.count ?? 0;
}

/**
 * Makes the last row without an episode, if it is young enough, that of the episode which opens now. Where the week is
 * stepped late, the days that ran ahead of it may have made the row.
 * @returns false when there is none.
 */
export async function adoptCoachingRow(
  trx: Knex.Transaction,
  pattern: PatternIdentity,
  episode: { episodeId: string; recurrenceOf: string | null; openedOn: LocalDate; adoptionDays: number },
): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: unknown[] }>(
    `update rep_coaching_log set episode_id = :episodeId, recurrence_of = :recurrenceOf
     where coaching_id = (
       select coaching_id from rep_coaching_log
       where pattern_key = :key and episode_id is null and coaching_date >= :since
       order by coaching_date desc, coaching_id limit 1)
     returning coaching_id`,
    { ...episode, key: patternKey(pattern), since: addDays(episode.openedOn, -episode.adoptionDays) },
  );
  return rows.length > 0;
}

/** The row's matter is with the second-line manager; since when for the first time stays. */
export async function markEscalated(trx: Knex.Transaction, coachingId: string, on: LocalDate): Promise<void> {
  await trx('rep_coaching_log')
    .where({ coaching_id: coachingId, escalated_to_slm: false })
    .update({ escalated_to_slm: true, escalation_date: on });
}

/** What deciding needs to know; the row is locked until the transaction ends. */
export interface LockedCoachingItem {
  coachingId: string;
  repId: string;
  status: ApprovalStatus;
  version: number;
  recommendedAction: string;
  originalAction: string | null;
  carriedByDigest: boolean;
  patternOver: boolean;
}

interface LockedRow {
  coaching_id: string;
  rep_id: string;
  approval_status: ApprovalStatus;
  version: number;
  recommended_action: string;
  original_action: string | null;
  surfaced_at: Date | null;
}

/**
 * Locks the item, its episode before it, as the weekly step does. What depends on other rows is read by a statement of
 * its own afterwards: one that waited for the lock would still see them as they were before.
 */
export async function lockCoachingItem(trx: Knex.Transaction, coachingId: string): Promise<LockedCoachingItem | null> {
  const episodes = await trx.raw<{ rows: { state: string }[] }>(
    `select e.state from pattern_episode e
     where e.episode_id = (select episode_id from rep_coaching_log where coaching_id = ?) for share of e`,
    [coachingId],
  );
  const row = await trx('rep_coaching_log')
    .where({ coaching_id: coachingId })
    .forUpdate()
    .first<LockedRow | undefined>(
      'coaching_id',
      'rep_id',
      'approval_status',
      'version',
      'recommended_action',
      'original_action',
      'surfaced_at',
    );
  if (row === undefined) return null;
  const carried = await trx('digest_action').where({ coaching_id: coachingId }).first('digest_id');
  return {
    coachingId: row.coaching_id,
    repId: row.rep_id,
    status: row.approval_status,
    version: row.version,
    recommendedAction: row.recommended_action,
    originalAction: row.original_action,
    carriedByDigest: row.surfaced_at !== null || carried !== undefined,
    patternOver: episodes.rows.some(({ state }) => state !== 'open'),
  };
}

export interface StoredDecision {
  status: ApprovalStatus;
  action: string;
  /** Kept when the manager wrote the text anew. */
  originalAction: string | null;
  decidedBy: string | null;
  /** The absent manager for whom the decider stood in; null for the manager's own decision. */
  decidedFor: string | null;
  decidedAt: Date | null;
  dismissReason: DismissReason | null;
  note: string | null;
}

/** One conditional update: the loser of a race changes nothing. @returns whether the row still had `seenVersion`. */
export async function saveDecision(
  trx: Knex.Transaction,
  coachingId: string,
  seenVersion: number,
  decision: StoredDecision,
): Promise<boolean> {
  const changed = await trx('rep_coaching_log')
    .where({ coaching_id: coachingId, version: seenVersion })
    .update({
      approval_status: decision.status,
      recommended_action: decision.action,
      original_action: decision.originalAction,
      approved_by: decision.decidedBy,
      decided_for: decision.decidedFor,
      decided_at: decision.decidedAt,
      dismiss_reason: decision.dismissReason,
      decision_note: decision.note,
      version: seenVersion + 1,
    });
  return changed === 1;
}

/** What the persistence clock writes on the episode's row; the approval columns are none of its business. */
export async function markClockResult(
  trx: Knex.Transaction,
  episodeId: string,
  result: { improvementDetected?: true; resolvedOn?: LocalDate },
): Promise<void> {
  await trx('rep_coaching_log')
    .where({ episode_id: episodeId })
    .update({
      ...(result.improvementDetected && { improvement_detected: true }),
      ...(result.resolvedOn && { resolution_date: result.resolvedOn }),
    });
}

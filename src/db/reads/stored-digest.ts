import type { Knex } from 'knex';
import type { DigestContent } from '../../domain/digest.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import { digestContentSchema } from './digest-content-schema.ts';

/** A digest as its row fixed it, with what the rep has done with it since. */
export interface StoredDigest {
  digestId: string;
  repId: string;
  content: DigestContent;
  acknowledgedAt: Date | null;
  /** When an action was marked done, by coaching id. */
  doneAt: Map<string, Date>;
  /** The actions of the content that are approved still; anything else must not be shown. */
  approved: Set<string>;
}

interface ActionRow {
  coaching_id: string;
  done_at: Date | null;
  is_approved: boolean;
}

/** @returns null when there is no such digest. @throws when its stored content is not what a digest holds. */
export async function storedDigest(db: Knex, digestId: string): Promise<StoredDigest | null> {
  const row = await db<{ digest_id: string; rep_id: string; content: unknown; acknowledged_at: Date | null }>('digest')
    .where({ digest_id: digestId })
    .first('rep_id', 'content', 'acknowledged_at');
  if (row === undefined) return null;
  const { rows } = await db.raw<{ rows: ActionRow[] }>(
    `select item.coaching_id, item.done_at, item.approval_status in ('approved', 'modified') as is_approved
     from digest_action da join rep_coaching_log item on item.coaching_id = da.coaching_id
     where da.digest_id = ?`,
    [digestId],
  );
  return {
    digestId,
    repId: row.rep_id,
    content: digestContentSchema.parse(row.content),
    acknowledgedAt: row.acknowledged_at,
    doneAt: new Map(rows.flatMap((one) => (one.done_at === null ? [] : [[one.coaching_id, one.done_at]]))),
    approved: new Set(rows.filter((one) => one.is_approved).map((one) => one.coaching_id)),
  };
}

/** A rep's digest of a month; null when there is none. */
export async function digestOfMonth(db: Knex, repId: string, periodMonth: LocalDate): Promise<StoredDigest | null> {
  const row = await db<{ digest_id: string; rep_id: string; period_month: LocalDate }>('digest')
    .where({ rep_id: repId, period_month: periodMonth })
    .first('digest_id');
  return row === undefined ? null : storedDigest(db, row.digest_id);
}

/** What the digests of a month say of some reps, by rep. */
export async function digestContents(
  db: Knex,
  repIds: readonly string[],
  periodMonth: LocalDate,
): Promise<ReadonlyMap<string, DigestContent>> {
  const rows = await db<{ rep_id: string; period_month: LocalDate; content: unknown }>('digest')
    .whereIn('rep_id', [...repIds])
    .andWhere({ period_month: periodMonth })
    .select('rep_id', 'content');
  return new Map(rows.map((row) => [row.rep_id, digestContentSchema.parse(row.content)]));
}

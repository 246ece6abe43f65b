import type { Knex } from 'knex';
import { type DeliveryKind, priorityOf } from './delivery-kind.ts';

/** Something to be said to one person. What exactly is rendered when it is sent, from what holds then. */
export interface DeliveryIntent {
  /** Unique for what is announced, e.g. `digest:2026-03:rep-17`. */
  readonly key: string;
  readonly kind: DeliveryKind;
  /** person_id. */
  readonly recipientId: string;
  /** Ids only. */
  readonly reference: Readonly<Record<string, string>>;
  /** What the message shows, e.g. `coaching:ID`; see `redraw`. */
  readonly subjects?: readonly string[];
  /** The key of the delivery in whose thread this one goes. It must exist when the transaction ends. */
  readonly threadKey?: string;
  /** Business time before which it may not go; `now` when left out. */
  readonly notBefore?: Date;
  /** Business time. */
  readonly now: Date;
}

/**
 * Writes a message into the outbox, in the transaction of the state that it announces: both stand or fall together.
 * The same key again has no effect.
 */
export async function enqueue(trx: Knex, intent: DeliveryIntent): Promise<void> {
  await trx('delivery')
    .insert({
      delivery_key: intent.key,
      kind: intent.kind,
      recipient_id: intent.recipientId,
      reference: JSON.stringify(intent.reference),
      subjects: [...(intent.subjects ?? [])],
      thread_key: intent.threadKey ?? null,
      priority: priorityOf(intent.kind),
      not_before: intent.notBefore ?? intent.now,
      created_at: intent.now,
    })
    .onConflict('delivery_key')
    .ignore();
}

/**
 * Asks that every message that shows one of the subjects be drawn again, in the transaction that changes them.
 * Messages not yet sent are rendered when they go anyway; withheld ones stay withheld. One that waits, after a refusal or
 * for a late answer, waits on.
 */
export async function redraw(trx: Knex, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return;
  await trx.raw(
    `update delivery set wanted_version = wanted_version + 1
     where delivery_id in (
       select delivery_id from delivery where subjects && ?::text[] and state <> 'withheld' order by delivery_id for update
     )`,
    [[...subjects]],
  );
}

/** One whose outcome was unknown is looked up in Slack first, once it has waited for a late answer. */
const goAgain = `
  update delivery
  set state = case when sending_since is null then 'pending' else 'ambiguous' end,
      reason = null, parked_at = null, lease_until = null, absent_reads = 0, plain = false
  where state = 'parked'`;

/** Lets parked deliveries of a person go again, after what kept them back was mended. Returns how many. */
export async function releaseParked(trx: Knex, recipientId: string): Promise<number> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(`${goAgain} and recipient_id = ?`, [recipientId]);
  return rowCount;
}

/** Elapsed time after which what was refused is tried again. */
const TRY_AGAIN_AFTER = '4 hours';

/**
 * Lets go again what has been parked for some hours: of most that is mended in Slack or by a new version, nothing says
 * so. Who has no Slack account is another matter. Returns how many.
 */
export async function tryParkedAgain(db: Knex): Promise<number> {
  const { rowCount } = await db.raw<{ rowCount: number }>(
    `${goAgain} and reason <> 'no_slack_user' and parked_at <= clock_timestamp() - cast(? as interval)`,
    [TRY_AGAIN_AFTER],
  );
  return rowCount;
}

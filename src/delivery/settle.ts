import type { Knex } from 'knex';
import { concernedRep } from '../db/reads/concerned-rep.ts';
import { appendAuditEvent } from '../db/stores/audit-events.ts';
import { isTransientFault, retryTransient } from '../db/transient-fault.ts';
import { summarise } from '../error-summary.ts';
import { alertAdmins } from './alert-admins.ts';
import type { DeliveryKind } from './delivery-kind.ts';
import { type DeliveryRow, toDelivery } from './delivery-row.ts';
import type { SenderContext } from './sender-context.ts';

const urgent: ReadonlySet<DeliveryKind> = new Set(['escalation', 'escalation_notice']);

/**
 * Changes a claimed row and gives it free. Returns false, having changed nothing, when the claim was lost: the lease ran
 * out and somebody else took it over, and what they find out counts.
 */
export async function release(
  db: Knex,
  row: DeliveryRow,
  changes: Readonly<Record<string, string | number | boolean | Date | Knex.Raw | null>>,
): Promise<boolean> {
  const changed = await db('delivery')
    .where({ delivery_id: row.delivery_id, fence: row.fence })
    .update({ lease_until: null, retry_at: null, ...changes });
  return changed > 0;
}

const later = `clock_timestamp() + ? * interval '1 millisecond'`;

/** Database time so many milliseconds from now. */
export function after(db: Knex, ms: number): Knex.Raw {
  return db.raw(later, [ms]);
}

/** Wait before a repeat: doubles with every attempt. */
export function backoffMs({ limits }: SenderContext, attempts: number): number {
  return Math.min(limits.retryMs * 2 ** Math.min(attempts, 20), limits.retryMaxMs);
}

interface Sent {
  readonly channelId: string;
  readonly ts: string;
  readonly shownVersion: number;
  /** Of what it shows; left out when that is not known for certain. */
  readonly shownDigest?: string;
  /** When it is to be drawn again for a picture that it lacks; null: it lacks none. */
  readonly picture_due?: Knex.Raw | null;
}

/**
 * Records that the message stands in Slack, with all that follows from it. Where that cannot be recorded, it is parked
 * as unclear: let go again, it is found in Slack.
 */
export async function settleSent(context: SenderContext, row: DeliveryRow, sent: Sent): Promise<void> {
  try {
    await retryTransient(() => recordSent(context, row, sent));
  } catch (error) {
    if (isTransientFault(error)) throw error;
    context.log.error(
      { error: summarise(error), delivery: row.delivery_id },
      'what follows from a sent message cannot be recorded',
    );
    await context.db.transaction((trx) => settleParked(context, trx, row, 'sent_but_not_recorded', true));
  }
}

async function recordSent(context: SenderContext, row: DeliveryRow, sent: Sent): Promise<void> {
  const at = context.businessNow();
  await context.db.transaction(async (trx) => {
    const isMine = await release(trx, row, {
      state: 'sent',
      channel_id: sent.channelId,
      message_ts: sent.ts,
      shown_version: sent.shownVersion,
      shown_digest: sent.shownDigest ?? null,
      sent_at: at,
      sending_since: null,
      picture_due: sent.picture_due ?? null,
      sweep_at: trx.raw(`case when sweep_at is null then null else ${later} end`, [context.limits.sweepAfterMs]),
    });
    if (!isMine) return;
    const delivery = { ...toDelivery(row), channelId: sent.channelId, messageTs: sent.ts };
    await context.onSent[row.kind]?.(trx, delivery, at);
    await audit(trx, row, 'delivery.sent', at, {});
  });
}

/** It may no longer go: final. */
export async function settleWithheld(context: SenderContext, trx: Knex.Transaction, row: DeliveryRow, reason: string) {
  if (!(await release(trx, row, { state: 'withheld', reason, sending_since: null }))) return;
  await audit(trx, row, 'delivery.withheld', context.businessNow(), { reason });
}

/**
 * It cannot go until somebody mends something. An escalation that gets stuck is told to the admins at once.
 * `unclear`: it may have been sent all the same, so it is looked up first when it is let go again.
 */
export async function settleParked(
  context: SenderContext,
  trx: Knex.Transaction,
  row: DeliveryRow,
  reason: string,
  unclear: boolean = false,
): Promise<void> {
  const now = context.businessNow();
  const { timeoutMs, lagMs } = context.limits;
  const since = unclear ? { retry_at: after(trx, timeoutMs + lagMs) } : { sending_since: null };
  if (!(await release(trx, row, { state: 'parked', reason, parked_at: trx.raw('clock_timestamp()'), ...since })))
    return;
  context.log.warn({ delivery: row.delivery_id, kind: row.kind, reason }, 'a delivery is parked');
  if (urgent.has(row.kind)) {
    await alertAdmins(trx, {
      topic: 'delivery_parked',
      subject: `${row.delivery_id}:${reason}`,
      repId: await concernedRep(trx, row.reference),
      reference: { delivery_id: row.delivery_id, reason },
      now,
    });
  }
  await audit(trx, row, 'delivery.parked', now, { reason });
}

async function audit(trx: Knex.Transaction, row: DeliveryRow, action: string, at: Date, detail: { reason?: string }) {
  await appendAuditEvent(trx, {
    at,
    actorId: null,
    action,
    repId: await concernedRep(trx, row.reference),
    subjectId: row.delivery_id,
    detail: { kind: row.kind, recipient_id: row.recipient_id, ...detail },
  });
}

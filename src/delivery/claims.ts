import type { Knex } from 'knex';
import type { DeliveryRow } from './delivery-row.ts';
import { methodGate } from './rate-gates.ts';

interface Claim {
  /** Business time: what is due. */
  readonly now: Date;
  readonly leaseMs: number;
  readonly most: number;
}

const take = `
  update delivery d set fence = d.fence + 1, lease_until = clock_timestamp() + :leaseMs * interval '1 millisecond'
  from chosen where d.delivery_id = chosen.delivery_id
  returning d.*`;

const free = `
  (d.lease_until is null or d.lease_until <= clock_timestamp())
  and (d.retry_at is null or d.retry_at <= clock_timestamp())`;

/** A scalar subquery, so that only replies look their root up, each by the index. */
const isThreadReady = `(d.thread_key is null
  or (select root.state from delivery root where root.delivery_key = d.thread_key) in ('sent', 'withheld'))`;

async function claim(db: Knex, sql: string, bindings: Record<string, string | number | Date>): Promise<DeliveryRow[]> {
  const { rows } = await db.raw<{ rows: DeliveryRow[] }>(sql, bindings);
  return rows;
}

/**
 * Claims messages that may go now: of each person the first in line, and only while nothing else of theirs is on its
 * way, so that a channel keeps its order. A thread reply stands in line once its root has been sent.
 */
export function claimPending(db: Knex, { now, leaseMs, most }: Claim): Promise<DeliveryRow[]> {
  return claim(
    db,
    `with busy as materialized (
       select recipient_id from delivery
       where state in ('sending', 'ambiguous') or (state = 'pending' and lease_until > clock_timestamp())
       union all
       select substr(gate, length('channel:') + 1) from rate_gate
       where gate like 'channel:%' and open_at > clock_timestamp()
     ), first_in_line as (
       select distinct on (d.recipient_id) d.delivery_id
       from delivery d
       where d.state = 'pending' and d.not_before <= :now
         and d.recipient_id not in (select recipient_id from busy)
         and ${isThreadReady}
       order by d.recipient_id, d.priority, d.not_before, d.seq, d.part
     ), chosen as (
       select d.delivery_id
       from delivery d join first_in_line using (delivery_id)
       where d.state = 'pending' and ${free}
       order by d.priority, d.not_before, d.seq, d.part
       limit :most for update of d skip locked
     ) ${take}`,
    { now, leaseMs, most },
  );
}

const whileOpen = `not exists (select from rate_gate where gate = :gate and open_at > clock_timestamp())`;

/** Claims sent messages that no longer show what holds. */
export function claimStale(db: Knex, { leaseMs, most }: Omit<Claim, 'now'>): Promise<DeliveryRow[]> {
  return claim(
    db,
    `with chosen as (
       select d.delivery_id from delivery d
       where d.state = 'sent' and d.shown_version < d.wanted_version and ${free} and ${whileOpen}
       order by d.priority, d.seq, d.part limit :most for update skip locked
     ) ${take}`,
    { leaseMs, most, gate: methodGate('chat.update') },
  );
}

/** Claims messages of which nobody knows whether they were sent: the unclear, and those whose sender is gone. */
export function claimDoubtful(db: Knex, { leaseMs, most }: Omit<Claim, 'now'>): Promise<DeliveryRow[]> {
  return claim(
    db,
    `with chosen as (
       select d.delivery_id from delivery d
       where d.state in ('sending', 'ambiguous') and ${free} and ${whileOpen}
       order by d.priority, d.seq, d.part limit :most for update skip locked
     ) ${take}`,
    { leaseMs, most, gate: methodGate('conversations.history') },
  );
}

/**
 * True while something is still to be done that can be done now: a message that is due and not kept back by its thread,
 * an unclear one, or one that no longer shows what holds.
 */
export async function isAnythingOutstanding(db: Knex, now: Date): Promise<boolean> {
  const { rows } = await db.raw<{ rows: unknown[] }>(
    `(select from delivery where state in ('sending', 'ambiguous') limit 1)
     union all
     (select from delivery d
      where d.state = 'pending' and d.not_before <= ?
        and ${isThreadReady}
      limit 1)
     union all
     (select from delivery where state = 'sent' and shown_version < wanted_version order by priority, seq limit 1)`,
    [now],
  );
  return rows.length > 0;
}

/** Business time at which the next message comes due after `now`, or null. */
export async function nextNotBefore(db: Knex, now: Date): Promise<Date | null> {
  const row = await db('delivery')
    .where({ state: 'pending' })
    .where('not_before', '>', now)
    .min<{ next: Date | null }[]>('not_before as next');
  return row[0]?.next ?? null;
}

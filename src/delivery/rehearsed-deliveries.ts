import type { Knex } from 'knex';
import type { Renderers } from './delivery.ts';
import type { DeliveryKind } from './delivery-kind.ts';
import { type DeliveryRow, toDelivery } from './delivery-row.ts';
import { inWords } from './in-words.ts';

/** What would be said to somebody. */
export interface WouldBeSaid {
  readonly recipientId: string;
  /** Null where the person is not known. */
  readonly recipientName: string | null;
  readonly kind: DeliveryKind;
  readonly deliveryKey: string;
  /** Business time before which it would not go. */
  readonly notBefore: Date;
  readonly isLater: boolean;
  /** Line by line; or why it would not go after all. */
  readonly said: readonly string[] | { readonly withheld: string };
}

type WaitingRow = DeliveryRow & { seq: number; not_before: Date; full_name: string | null };

/** The last delivery there is: what is written from here on has a larger number. */
export async function lastDelivery(db: Knex): Promise<number> {
  const [row] = await db('delivery').max<{ last: number | null }[]>('seq as last');
  return row?.last ?? 0;
}

/**
 * What was written into the outbox at a business time, as it would be rendered now, in the order in which it would go;
 * of a message already sent that is only drawn again nothing.
 * @param after see `lastDelivery`.
 */
export async function whatWouldBeSaid(
  db: Knex,
  renderers: Renderers,
  { after, now }: { readonly after: number; readonly now: Date },
): Promise<WouldBeSaid[]> {
  const rows = await db('delivery as d')
    .leftJoin('person as p', 'p.person_id', 'd.recipient_id')
    .where('d.seq', '>', after)
    .andWhere('d.created_at', now)
    .orderBy(['d.recipient_id', 'd.priority', 'd.not_before', 'd.seq'])
    .select<WaitingRow[]>('d.*', 'p.full_name');
  const found: WouldBeSaid[] = [];
  for (const row of rows) {
    const goesAt = row.not_before > now ? row.not_before : now;
    const rendered = await renderers[row.kind](db, toDelivery(row), goesAt);
    found.push({
      recipientId: row.recipient_id,
      recipientName: row.full_name,
      kind: row.kind,
      deliveryKey: row.delivery_key,
      notBefore: row.not_before,
      isLater: row.not_before > now,
      said:
        rendered.outcome === 'message'
          ? inWords(rendered.message)
          : { withheld: 'reason' in rendered ? rendered.reason : rendered.name },
    });
  }
  return found;
}

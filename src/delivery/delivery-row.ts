import type { Delivery } from './delivery.ts';
import type { DeliveryKind } from './delivery-kind.ts';

export type DeliveryState = 'pending' | 'sending' | 'ambiguous' | 'sent' | 'parked' | 'withheld';

/** A row of `delivery`, as its claimer holds it. */
export interface DeliveryRow {
  delivery_id: string;
  delivery_key: string;
  /** Which of its messages this is, where one does not hold all; from 1. */
  part: number;
  kind: DeliveryKind;
  recipient_id: string;
  reference: Record<string, string>;
  subjects: string[];
  thread_key: string | null;
  state: DeliveryState;
  channel_id: string | null;
  message_ts: string | null;
  /** Goes with the message as metadata; by it the message is found again. */
  message_uuid: string;
  wanted_version: number;
  shown_version: number;
  /** Of what Slack shows, see `digestOf`; anything else while that is not known for certain. */
  shown_digest: string | null;
  /** Times that it was begun to be posted. */
  attempts: number;
  absent_reads: number;
  /** Whoever holds this number may settle the row; every claim raises it. */
  fence: number;
  /** Its blocks were refused: its words go in plain sections. */
  plain: boolean;
  /** Times that it was drawn again because it had gone without a picture. */
  picture_tries: number;
  /** Database time of the latest post whose outcome is not known. */
  sending_since: Date | null;
  /** Business time of the first post: Slack shows nothing of it from before. */
  search_from: Date | null;
}

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    deliveryId: row.delivery_id,
    deliveryKey: row.delivery_key,
    kind: row.kind,
    recipientId: row.recipient_id,
    reference: row.reference,
    subjects: row.subjects,
    threadKey: row.thread_key,
    channelId: row.channel_id,
    messageTs: row.message_ts,
  };
}

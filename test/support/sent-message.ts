import type { Knex } from 'knex';
import type { DeliveryKind } from '../../src/delivery/delivery-kind.ts';

export interface SentMessage {
  key: string;
  kind: DeliveryKind;
  /** person_id. */
  to: string;
  reference?: Record<string, string>;
  subjects?: string[];
  /** Where it stands in Slack; anywhere when left out. */
  place?: { channel: string; ts: string };
  /** Business time of its sending. */
  at: Date;
  /** When it was asked for, where that was earlier. */
  askedAt?: Date;
}

/** A message as the outbox has it once it is in Slack. */
export async function giveSent(owner: Knex, message: SentMessage): Promise<void> {
  const { channel, ts } = message.place ?? { channel: 'D1', ts: '1.1' };
  const askedAt = message.askedAt ?? message.at;
  await owner('delivery').insert({
    delivery_key: message.key,
    kind: message.kind,
    recipient_id: message.to,
    reference: JSON.stringify(message.reference ?? {}),
    subjects: message.subjects ?? [],
    not_before: askedAt,
    created_at: askedAt,
    state: 'sent',
    channel_id: channel,
    message_ts: ts,
    sent_at: message.at,
  });
}

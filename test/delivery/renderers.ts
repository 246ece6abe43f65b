import type { Knex } from 'knex';
import type { Delivery, Rendered, Renderer, Renderers } from '../../src/delivery/delivery.ts';
import { type DeliveryKind, deliveryKinds } from '../../src/delivery/delivery-kind.ts';

export const noon = new Date('2026-03-02T12:00:00Z');

const say = async (_db: Knex, delivery: Delivery): Promise<Rendered> => ({
  outcome: 'message',
  message: {
    text: delivery.deliveryKey,
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: `about ${delivery.deliveryKey}` } }],
  },
});

/** Every kind says its key, unless told otherwise. */
export function renderersWith(own: Partial<Record<DeliveryKind, Renderer>> = {}): Renderers {
  const all = Object.fromEntries(deliveryKinds.map((kind) => [kind, own[kind] ?? say]));
  return all as Record<DeliveryKind, Renderer>;
}

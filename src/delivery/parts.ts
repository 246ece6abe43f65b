import type { Knex } from 'knex';
import type { Rendered, RenderedMessage } from './delivery.ts';
import type { DeliveryRow } from './delivery-row.ts';

/** Why a part is withheld that is no longer needed; it goes when it is needed again. */
const NOT_NEEDED = 'What it was for fits into the messages before it.';

/** The messages that hold all of it, in their order, each with the pictures that it shows. */
export function partsOf(message: RenderedMessage): RenderedMessage[] {
  const { text, blocks, further = [], pictures } = message;
  const all = [blocks, ...further];
  return all.map((own, index) => ({
    text: index === 0 ? text : `${text} (${index + 1} of ${all.length})`,
    blocks: [...own],
    ...(pictures && { pictures: all.length === 1 ? pictures : pictures.filter(({ key }) => shows(own, key)) }),
  }));
}

function shows(blocks: readonly object[], key: string): boolean {
  return JSON.stringify(blocks).includes(JSON.stringify(key));
}

/**
 * What a row says of what was rendered. The first part sees to it that each of the others is a delivery with a key of its
 * own, in the transaction in which it is begun or drawn again: how many there are may change while they are out.
 */
export async function partFor(trx: Knex, row: DeliveryRow, rendered: Rendered): Promise<Rendered> {
  if (rendered.outcome !== 'message') return rendered;
  const parts = partsOf(rendered.message);
  if (row.part === 1 && parts.length > 1) await enqueueParts(trx, row, parts.length);
  const message = parts[row.part - 1];
  if (message !== undefined) return { outcome: 'message', message };
  if (row.message_ts === null) return { outcome: 'withhold', reason: NOT_NEEDED };
  return { outcome: 'message', message: nothingLeft };
}

const NOTHING_LEFT = 'Nothing is left here: see the message above.';
const nothingLeft: RenderedMessage = {
  text: NOTHING_LEFT,
  blocks: [{ type: 'section', text: { type: 'plain_text', text: NOTHING_LEFT, emoji: false } }],
};

/** They stand in line right behind the first part, and are drawn again with it. Those that there are stay as they are. */
async function enqueueParts(trx: Knex, first: DeliveryRow, parts: number): Promise<void> {
  await trx.raw(
    `insert into delivery
       (delivery_key, part, part_of, seq, kind, recipient_id, reference, subjects, thread_key, priority, not_before, created_at)
     select d.delivery_key || '/' || n, n, d.delivery_key, d.seq, d.kind, d.recipient_id, d.reference, d.subjects,
            d.thread_key, d.priority, d.not_before, d.created_at
     from delivery d, generate_series(2, :parts::int) as n where d.delivery_id = :first
     on conflict (delivery_key) do update set state = 'pending', reason = null
       where delivery.state = 'withheld' and delivery.reason = :reason`,
    { first: first.delivery_id, parts, reason: NOT_NEEDED },
  );
}

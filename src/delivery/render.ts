import type { Knex } from 'knex';
import { isTransientFault } from '../db/transient-fault.ts';
import { OwnError } from '../errors.ts';
import type { Rendered } from './delivery.ts';
import { type DeliveryRow, toDelivery } from './delivery-row.ts';
import { partFor } from './parts.ts';
import { plainSections } from './plain-sections.ts';
import type { SenderContext } from './sender-context.ts';

/** A renderer broke: its own fault, which parks what it was to render and nothing else. */
export class RenderError extends OwnError {
  constructor(row: DeliveryRow, cause: unknown) {
    super(`The renderer of ${row.kind} failed on ${row.delivery_key}`, { cause });
    this.name = 'RenderError';
  }
}

/** What is to be said now. @throws RenderError; a fault of the database that passes is thrown as it is. */
export async function render(context: SenderContext, trx: Knex.Transaction, row: DeliveryRow): Promise<Rendered> {
  try {
    const whole = await context.renderers[row.kind](trx, toDelivery(row), context.businessNow());
    const rendered = await partFor(trx, row, whole);
    if (rendered.outcome !== 'message' || !row.plain) return rendered;
    return { outcome: 'message', message: plainSections(rendered.message) };
  } catch (error) {
    throw isTransientFault(error) ? error : new RenderError(row, error);
  }
}

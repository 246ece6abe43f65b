import type { WebClient } from '@slack/web-api';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Delivery, Renderers } from './delivery.ts';
import type { DeliveryKind } from './delivery-kind.ts';
import type { SenderLimits } from './limits.ts';

/** What follows from a message having been sent, in the transaction that records it. `at`: business time. */
export type SentHook = (trx: Knex.Transaction, delivery: Delivery, at: Date) => Promise<void>;
export type SentHooks = Readonly<Partial<Record<DeliveryKind, SentHook>>>;

/** What every step of a delivery needs. */
export interface SenderContext {
  readonly db: Knex;
  readonly client: WebClient;
  readonly renderers: Renderers;
  readonly onSent: SentHooks;
  readonly businessNow: () => Date;
  readonly limits: SenderLimits;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Slack does not accept the bot: nothing more is sent until it does. */
  readonly stopSending: (error: string) => void;
}

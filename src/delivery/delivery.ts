import type { KnownBlock } from '@slack/types';
import type { Knex } from 'knex';
import type { Picture } from '../domain/picture.ts';
import type { DeliveryKind } from './delivery-kind.ts';

/** One message on its way to one person, or already there. A row of `coaching.delivery`. */
export interface Delivery {
  deliveryId: string;
  /** Unique for what is announced, e.g. `digest:2026-03:rep-17`. Enqueuing the same key again changes nothing. */
  deliveryKey: string;
  kind: DeliveryKind;
  recipientId: string;
  /** What is to be said, as ids; the renderer reads the rest when it is sent. */
  reference: Readonly<Record<string, string>>;
  /** What the message shows (`coaching:ID`, `escalation:ID`, `episode:ID`, `digest:ID`): when one changes, it is redrawn. */
  subjects: readonly string[];
  /** `delivery_key` of the message in whose thread this one goes, or null. */
  threadKey: string | null;
  channelId: string | null;
  messageTs: string | null;
}

export interface RenderedMessage {
  /** What a notification shows: useful, and without a rep's failing for a manager or an SLM. */
  text: string;
  blocks: KnownBlock[];
  /** What one message does not hold: the blocks of those that follow it, each a delivery of its own. */
  further?: readonly (readonly KnownBlock[])[];
  /**
   * The pictures that image blocks refer to, by their keys in the place of a file's id. A picture that is not to be had
   * in time is left to its words.
   */
  pictures?: readonly Picture[];
}

/** What a renderer answers, from what holds now. */
export type Rendered =
  | { outcome: 'message'; message: RenderedMessage }
  | { outcome: 'reaction'; channelId: string; messageTs: string; name: string }
  /** It may or should no longer go: final, with the reason. */
  | { outcome: 'withhold'; reason: string }
  /** It cannot go until somebody mends something. */
  | { outcome: 'park'; reason: string };

/** One per kind, handed in by the composition root, so that delivery knows kinds and not messages. */
export type Renderer = (db: Knex, delivery: Delivery, now: Date) => Promise<Rendered>;
export type Renderers = Readonly<Record<DeliveryKind, Renderer>>;

/**
 * What a listener is: the control it answers for, and a function from what a known person did to the answer. Bolt's
 * part (acknowledging, parsing, who it is, where the answer goes) is `register.ts`'s, the same for all.
 */
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Catalog } from '../catalog/catalog.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import type { Person, SlackUser } from './identity.ts';
import type { ActionId, ViewId } from './ids.ts';
import type { ViewSubmissionBody } from './payloads.ts';
import type { PrivateAnswer } from './response-url.ts';

/** What the composition root hands in. */
export interface SlackServices {
  readonly db: Knex;
  /** Business time. */
  readonly clock: { now(): Date };
  readonly settings: OrganisationSettings;
  /** The metrics and thresholds in force. */
  readonly catalog: Catalog;
  readonly log: Logger;
  /** Tells the sender that there is something to send, so that it does not wait for its next look. */
  wake(): void;
  /** The app was removed or its token revoked: nothing can be sent until an operator mends it. */
  connectionLost(reason: 'app_uninstalled' | 'tokens_revoked'): void;
}

/** The services with what is known once Slack has said who we are. */
export interface SlackContext extends SlackServices {
  readonly client: WebClient;
  readonly teamId: string;
  readonly botUserId: string;
}

/** What a known person did. */
export interface Act {
  readonly person: Person;
  readonly slackUserId: string;
  readonly now: Date;
}

/** Where a click happened: a click in a message is answered below it, one in a view by a view. */
export type Surface =
  | { readonly kind: 'message'; readonly responseUrl: string }
  | {
      readonly kind: 'modal' | 'home';
      readonly viewId: string;
      readonly callbackId: string;
      readonly privateMetadata: string;
    };

export interface Click extends Act {
  /** The button's value: a reference. It says what, never who may. */
  readonly value: string;
  readonly surface: Surface;
}

export interface Submission extends Act {
  readonly body: ViewSubmissionBody;
  /** A reference, as in Click.value. */
  readonly metadata: string;
}

export interface Command extends Act {
  readonly words: readonly string[];
}

export type ClickAnswer =
  /** Something changed: what shows it is drawn anew. */
  | { readonly kind: 'done' }
  /** A sentence for the person alone. */
  | { readonly kind: 'say'; readonly text: string }
  /** A modal: opened, or pushed on the one that was clicked in; `fill`: what it shows once that is known. */
  | { readonly kind: 'open'; readonly view: ModalView; readonly fill?: () => Promise<ModalView> }
  /** A new state of the modal that was clicked in. */
  | { readonly kind: 'replace'; readonly view: ModalView };

export type SubmissionAnswer =
  /** It is recorded: the modal closes. */
  | { readonly kind: 'done' }
  /** Sentences under fields, by block id; what was typed stays. */
  | { readonly kind: 'errors'; readonly errors: Record<string, string> }
  /** The modal now shows this instead. */
  | { readonly kind: 'say'; readonly text: string };

export type CommandAnswer =
  | { readonly kind: 'say'; readonly answer: PrivateAnswer }
  /** One after the other; no more than Slack takes, which is five. */
  | { readonly kind: 'say_all'; readonly answers: readonly PrivateAnswer[] }
  | { readonly kind: 'open'; readonly view: ModalView };

export interface ActionListener {
  readonly actionId: ActionId;
  handle(click: Click, context: SlackContext): Promise<ClickAnswer>;
}

export interface ViewListener {
  readonly viewId: ViewId;
  handle(submission: Submission, context: SlackContext): Promise<SubmissionAnswer>;
}

export interface CommandListener {
  readonly command: string;
  handle(command: Command, context: SlackContext): Promise<CommandAnswer>;
}

/** An event, from a person of ours or from nobody in particular; it parses its own payload. */
export interface EventListener {
  /** Slack's event type, `message` for `message.im`. */
  readonly event: string;
  handle(event: SlackEvent, context: SlackContext): Promise<void>;
}

export interface SlackEvent {
  readonly payload: unknown;
  readonly teamId: string;
  readonly now: Date;
}

/** Who an event says acted. */
export const eventUser = (event: SlackEvent, userId: string, userTeam?: string): SlackUser => ({
  userId,
  teamId: userTeam ?? event.teamId,
});

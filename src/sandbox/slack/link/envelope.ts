import type { JsonObject } from '../blocks/rules.ts';

export type EnvelopeType = 'events_api' | 'interactive' | 'slash_commands';

/** Something for the app, with how often and why it was sent again. */
export interface Envelope {
  id: string;
  type: EnvelopeType;
  payload: JsonObject;
  attempt: number;
  retryReason?: string;
}

/** What became of it within Slack's 3 seconds. */
export interface Outcome {
  acked: boolean;
  /** The acknowledgement's payload: a command's answer, a view_submission's response_action, menu options. */
  payload?: unknown;
  /** `operation_timeout`, or `dispatch_failed` when HTTP answered an error. */
  error?: string;
}

export interface Delivery {
  envelopeId: string;
  outcome: Promise<Outcome>;
}

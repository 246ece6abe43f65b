import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What kind of thing came in: an event is redelivered when it is not acknowledged, everything else comes once. */
export type RequestKind = 'event' | 'click' | 'submission' | 'command' | 'other';

/** A verified request before anybody looks into what it asks. */
export interface IncomingRequest {
  readonly kind: RequestKind;
  /** What it came for, for the log: `block_actions:coaching_approve`, `message`, `/rep-coach`. Nothing personal. */
  readonly label: string;
  /** See SlackRequest.requestKey. */
  readonly key: string;
}

/** What a receiver knows of a request besides its body; carried in Bolt's `customProperties`. */
export const transportSchema = z.union([
  z.object({ slackEnvelopeId: z.string().min(1) }),
  z.object({ slackSignature: z.string().min(1), slackSentAt: z.coerce.number() }),
]);
export type Transport = z.infer<typeof transportSchema>;

const eventBody = z.object({
  type: z.literal('event_callback'),
  event_id: z.string().min(1),
  event: z.object({ type: z.string(), subtype: z.string().optional() }),
});
const clickBody = z.object({
  type: z.literal('block_actions'),
  actions: z.array(z.object({ action_id: z.string() })).min(1),
});
const submissionBody = z.object({ type: z.literal('view_submission'), view: z.object({ callback_id: z.string() }) });
const commandBody = z.object({ command: z.string() });
const otherBody = z.object({ type: z.string() });

export function readRequest(body: unknown, transport: Transport): IncomingRequest {
  const key = transportKey(transport);
  const event = eventBody.safeParse(body);
  if (event.success) return { kind: 'event', label: event.data.event.type, key: `event:${event.data.event_id}` };
  const click = clickBody.safeParse(body);
  if (click.success) return { kind: 'click', label: `block_actions:${click.data.actions[0]?.action_id}`, key };
  const submission = submissionBody.safeParse(body);
  if (submission.success) {
    return { kind: 'submission', label: `view_submission:${submission.data.view.callback_id}`, key };
  }
  const command = commandBody.safeParse(body);
  if (command.success) return { kind: 'command', label: command.data.command, key };
  return { kind: 'other', label: otherBody.safeParse(body).data?.type ?? 'unknown', key };
}

/** The signature, as far as it was verified, covers body and time, so its digest names one sending; the digest tells nothing about either. */
function transportKey(transport: Transport): string {
  if ('slackEnvelopeId' in transport) return `envelope:${transport.slackEnvelopeId}`;
  return `signature:${createHash('sha256').update(transport.slackSignature).digest('hex')}`;
}

/**
 * What we read of what Slack sends, and nothing more. Everything that reaches a listener has passed one of these
 * schemas, so a listener never meets a field that may not be there.
 */
import { z } from 'zod';
import { OwnError } from '../errors.ts';
import { storable } from './plain-text.ts';

/** Slack sent something that we do not understand. Logged and answered privately; nothing is done. */
export class BadPayload extends OwnError {
  constructor(what: string, paths: readonly string[]) {
    super(`${what} is not as expected at: ${paths.join(', ')}.`);
    this.name = 'BadPayload';
  }
}

/**
 * @throws BadPayload naming the places that do not fit, never what was found there.
 */
export function readPayload<T>(what: string, schema: z.ZodType<T>, payload: unknown): T {
  const read = schema.safeParse(payload);
  if (read.success) return read.data;
  throw new BadPayload(what, [...new Set(read.error.issues.map((issue) => issue.path.join('.') || '(root)'))]);
}

const id = z.string().min(1);
const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((found) => found ?? undefined);

/** `user` of an interaction; the team is the user's own where Slack says it, else the workspace that was clicked in. */
const interactionUser = z.object({ id, team_id: optional(id) });
const interactionTeam = optional(z.object({ id }));

const view = z.object({
  id,
  type: z.enum(['modal', 'home']),
  callback_id: z.string().default(''),
  private_metadata: z.string().default(''),
  hash: z.string().default(''),
  previous_view_id: optional(id),
});

export const blockActionSchema = z
  .object({
    type: z.literal('block_actions'),
    user: interactionUser,
    team: interactionTeam,
    trigger_id: id,
    response_url: optional(z.url()),
    view: optional(view),
    actions: z.array(z.object({ action_id: id, block_id: z.string(), value: z.string().optional() })).min(1),
  })
  .refine((body) => body.view !== undefined || body.response_url !== undefined, {
    path: ['response_url'],
    error: 'a click is in a view or in a message',
  });
export type BlockActionBody = z.infer<typeof blockActionSchema>;

/** One input's value in `view.state.values`, whatever its kind. */
const inputValue = z.object({
  value: optional(z.string()),
  selected_option: optional(z.object({ value: z.string() })),
});

export const viewSubmissionSchema = z.object({
  type: z.literal('view_submission'),
  user: interactionUser,
  team: interactionTeam,
  view: view.extend({
    state: z.object({ values: z.record(z.string(), z.record(z.string(), inputValue)) }),
  }),
});
export type ViewSubmissionBody = z.infer<typeof viewSubmissionSchema>;

export const commandSchema = z.object({
  command: z.string().startsWith('/'),
  text: z.string().default(''),
  user_id: id,
  team_id: id,
  trigger_id: id,
  response_url: z.url(),
});

/** The envelope of every event: `team_id` is the workspace it happened in. */
export const eventEnvelopeSchema = z.object({ team_id: id, event: z.looseObject({ type: id }) });

export const homeOpenedSchema = z.object({ user: id, tab: z.string() });

const slackTs = z.string().regex(/^\d+\.\d+$/, 'a Slack timestamp');

/** What a person wrote. A bot's words carry a `bot_id`. */
const written = z.object({
  user: optional(id),
  user_team: optional(id),
  bot_id: optional(id),
  text: z.string().default(''),
  ts: slackTs,
  thread_ts: optional(slackTs),
});

/** Subtypes of what people write; without one it is a plain message. The rest is Slack's own account of things. */
const writtenSubtypes: readonly string[] = ['file_share', 'thread_broadcast', 'me_message'];

export const messageKindSchema = z.object({ subtype: optional(z.string()) }).transform(({ subtype }) => {
  if (subtype === undefined || writtenSubtypes.includes(subtype)) return 'written' as const;
  return subtype === 'message_changed' || subtype === 'message_deleted' ? subtype : ('other' as const);
});

export const writtenSchema = written.extend({ channel: id });

/** `edited` is there when its author edited it, and not when Slack changed it. */
export const changedSchema = z.object({
  channel: id,
  message: written.extend({ edited: optional(z.object({ ts: z.string() })) }),
});

export const deletedSchema = z.object({ channel: id, deleted_ts: slackTs });

export const userChangeSchema = z.object({ user: z.object({ id, deleted: z.boolean().default(false) }) });

export const tokensRevokedSchema = z.object({ tokens: z.object({ bot: optional(z.array(id)) }) });

/** The text of an input of a submitted view, or null when it was left empty. */
export function inputText(body: ViewSubmissionBody, input: { block: string; action: string }): string | null {
  const found = body.view.state.values[input.block]?.[input.action];
  const text = storable(found?.value ?? found?.selected_option?.value ?? '');
  return text.trim() === '' ? null : text;
}

/** What a reference must hold. @throws BadPayload when it is none of ours. */
export function required<T>(what: string, found: T | null): T {
  if (found === null) throw new BadPayload(what, ['(root)']);
  return found;
}

/** A choice that must be one of ours. @throws BadPayload when it is not. */
export function oneOf<T extends string>(what: string, choices: readonly T[], found: string | null): T {
  return required(what, choices.find((choice) => choice === found) ?? null);
}

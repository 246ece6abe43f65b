/** What people see, as the control API answers it. */
import { z } from 'zod';

const id = z.string().min(1);

/**
 * Block Kit exactly as the app sent it, with the block and action ids that Slack filled in. A picture with
 * `slack_file: {id}` is at the path `/control/files/ID` of this origin.
 */
export const blockSchema = z.looseObject({ type: z.string(), block_id: z.string().optional() });
export type ScreenBlock = z.infer<typeof blockSchema>;

export const personSchema = z.object({
  id,
  /** The handle, as in `@handle`. */
  name: z.string(),
  real_name: z.string(),
  email: z.string(),
  tz: z.string(),
  is_bot: z.boolean(),
  deleted: z.boolean(),
});
export type Person = z.infer<typeof personSchema>;

/** `GET people` */
export const peopleSchema = z.object({ people: z.array(personSchema) });
export type People = z.infer<typeof peopleSchema>;

export const screenFileSchema = z.object({
  id,
  name: z.string(),
  title: z.string(),
  mimetype: z.string(),
  size: z.number(),
  /** Path on this origin that answers the bytes; for a picture it can be used as an image source. */
  url: z.string(),
});
export type ScreenFile = z.infer<typeof screenFileSchema>;

/** The value of one element, in Slack's `state.values` shape (`{type, value | selected_option | selected_date ...}`). */
export const stateElementSchema = z.looseObject({ type: z.string() });
const stateSchema = z.record(z.string(), z.record(z.string(), stateElementSchema));
export type ScreenState = z.infer<typeof stateSchema>;

/** A message as its reader sees it. Message metadata is not shown to people; it is in the ledger. */
export const screenMessageSchema = z.object({
  ts: z.string(),
  /** User id of the author (the bot's user id for the app). */
  user: id,
  author: z.string(),
  text: z.string(),
  blocks: z.array(blockSchema),
  /** Set on replies and on parents that have replies. */
  thread_ts: z.string().optional(),
  reply_count: z.number(),
  /** Replies, oldest first; only on a parent. A person's view of a channel lists parents only. */
  replies: z.array(z.lazy((): z.ZodType<ScreenMessage> => screenMessageSchema)),
  reactions: z.array(z.object({ name: z.string(), users: z.array(id) })),
  /** True where Slack shows "(edited)": people's messages only, never the app's. */
  edited: z.boolean(),
  /** Only this person sees it. */
  ephemeral: z.boolean(),
  files: z.array(screenFileSchema),
  /** What this person has chosen in the message's elements: state[block_id][action_id]. */
  state: stateSchema,
});
export type ScreenMessage = {
  ts: string;
  user: string;
  author: string;
  text: string;
  blocks: ScreenBlock[];
  thread_ts?: string | undefined;
  reply_count: number;
  replies: ScreenMessage[];
  reactions: { name: string; users: string[] }[];
  edited: boolean;
  ephemeral: boolean;
  files: ScreenFile[];
  state: ScreenState;
};

export const screenChannelSchema = z.object({
  id,
  kind: z.enum(['im', 'mpim', 'channel']),
  /** The channel's name; for a direct conversation the names of the others. */
  name: z.string(),
  /** The other members: the bot in the app's DM, a person in a DM between people. */
  with: z.array(personSchema),
  messages: z.array(screenMessageSchema),
});
export type ScreenChannel = z.infer<typeof screenChannelSchema>;

export const screenViewSchema = z.object({
  id,
  type: z.enum(['modal', 'home']),
  callback_id: z.string(),
  title: z.string(),
  submit: z.string().nullable(),
  close: z.string().nullable(),
  blocks: z.array(blockSchema),
  hash: z.string(),
  /** state[block_id][action_id] */
  state: stateSchema,
  /** Errors under fields by block id, from Slack's own checks or from the app's `response_action: errors`. */
  errors: z.record(z.string(), z.string()),
});
export type ScreenView = z.infer<typeof screenViewSchema>;

/** `GET screen?user=U`: everything that this person sees. */
export const screenSchema = z.object({
  user: personSchema,
  channels: z.array(screenChannelSchema),
  home: screenViewSchema.nullable(),
  /** Open modals, the top one last; at most three. */
  modals: z.array(screenViewSchema),
  /** What the last notifications said (the fallback `text` of messages), oldest first; at most 20. */
  notifications: z.array(z.object({ channel: id, ts: z.string(), text: z.string() })),
  /** What Slack itself told the person, for example that the app did not respond; oldest first, at most 10. */
  toasts: z.array(z.object({ error: z.string(), text: z.string() })),
});
export type Screen = z.infer<typeof screenSchema>;
/** The question of `GET screen`. */
export const screenRequestSchema = z.object({ user: id });

/**
 * What the sandbox's page needs beside the local Slack's control API: the sandbox's date, who is in the organisation,
 * what to try first. HTTP JSON on the page's origin below `/sandbox`; errors are `{ok: false, error, detail?}`.
 */
import { z } from 'zod';

const slackId = z.string().min(1);
const localDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const moveBySchema = z.enum(['day', 'week', 'next_digest']);
export type MoveBy = z.infer<typeof moveBySchema>;

export const pagePersonSchema = z.object({
  /** Null for somebody of the organisation who has no Slack account: listed, but nobody can be them. */
  slackId: slackId.nullable(),
  name: z.string(),
  /** For example "Account Executive, Enterprise". */
  title: z.string(),
  team: z.string(),
  /** Why a newcomer would choose this person, in a few words. */
  hint: z.string().optional(),
});
export type PagePerson = z.infer<typeof pagePersonSchema>;

/** Shown in this order; a person may be in several groups. The first person with an account is the page's first choice. */
export const peopleGroupSchema = z.object({ label: z.string(), people: z.array(pagePersonSchema) });
export type PeopleGroup = z.infer<typeof peopleGroupSchema>;

/** One step of a story: what to do, as whom, and where it applies the move that does it. */
export const storyStepSchema = z.object({
  text: z.string(),
  as: slackId.optional(),
  move: moveBySchema.optional(),
});
export const storySchema = z.object({ title: z.string(), steps: z.array(storyStepSchema).min(1) });
export type Story = z.infer<typeof storySchema>;

/** A slash command as manifest.yml has it. */
export const slashCommandSchema = z.object({
  command: z.string().startsWith('/'),
  description: z.string(),
  usageHint: z.string(),
});
export type SlashCommand = z.infer<typeof slashCommandSchema>;

/** A move that is going on. `doing` for people ("Monday 16 March: weekly run"); `done` of `total` steps, total >= 1. */
export const movingSchema = z.object({
  target: z.iso.datetime({ offset: true }),
  doing: z.string(),
  done: z.number().nonnegative(),
  total: z.number().positive(),
});
export type Moving = z.infer<typeof movingSchema>;

export const sandboxTimeSchema = z.object({
  /** The sandbox's instant. */
  now: z.iso.datetime({ offset: true }),
  /** The same for people, in the organisation's zone: "Sunday 15 March 2026, 18:00". */
  localNow: z.string(),
  /** IANA name. */
  orgTz: z.string(),
  moving: movingSchema.nullable(),
  /** The organisation's date on which the next digests go out. */
  nextDigest: localDate,
});
export type SandboxTime = z.infer<typeof sandboxTimeSchema>;

/** `GET /sandbox/state` */
export const sandboxStateSchema = sandboxTimeSchema.extend({
  /** Another text after every start and every reset, so that the page forgets what it remembered (drafts, read marks). */
  life: z.string().min(1),
  organisation: z.string(),
  groups: z.array(peopleGroupSchema),
  stories: z.array(storySchema),
  commands: z.array(slashCommandSchema),
});
export type SandboxState = z.infer<typeof sandboxStateSchema>;

/**
 * `POST /sandbox/move`: 202 when the move has begun, 409 `moving` while another move or reset is going on.
 * With `wait` the answer (200, or 500 `failed`) comes at the end of the move: for scripts.
 */
export const moveRequestSchema = z.strictObject({ by: moveBySchema, wait: z.boolean().default(false) });

/** `POST /sandbox/reset`: 200 when all is back at the first start, 409 `moving` while a move or reset is going on. */
export const resetRequestSchema = z.strictObject({});

/** `GET /sandbox/events`: server-sent events, each `data:` one of these; the first is the present time. */
export const sandboxEventSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('time'), time: sandboxTimeSchema }),
  /** People, stories or the whole life changed: fetch the state and the screen again. */
  z.object({ what: z.literal('state') }),
  /** A move or reset failed. */
  z.object({ what: z.literal('problem'), text: z.string() }),
]);
export type SandboxEvent = z.infer<typeof sandboxEventSchema>;

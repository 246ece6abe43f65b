/**
 * The JSON control API of the local Slack: what a person sees, and what a person does.
 *
 * HTTP JSON on the same origin as the Web API, prefix `/control`. GET takes its input from the query string, POST from a
 * JSON body. Inputs that do not match answer 400 `{ok: false, error: 'bad_request', detail}`. An action that Slack's
 * client would not let a person do answers 200 `{ok: false, error}` and sends nothing to the app.
 */
import { z } from 'zod';
import type { Ledger } from './ledger-contract.ts';
import type { People, Screen, screenRequestSchema } from './screen-contract.ts';

export * from './ledger-contract.ts';
export * from './screen-contract.ts';

const id = z.string().min(1);

/** What happened: `envelope_id` when something went to the app, `acked` whether the app answered within 3 seconds. */
export const actionResultSchema = z.object({
  ok: z.boolean(),
  envelope_id: z.string().optional(),
  acked: z.boolean().optional(),
  error: z.string().optional(),
  detail: z.string().optional(),
  /** Field errors by block id, after a submit that was refused by Slack or by the app. */
  field_errors: z.record(z.string(), z.string()).optional(),
  /** The new message's ts, after `message`. */
  ts: z.string().optional(),
  channel: z.string().optional(),
});
export type ActionResult = z.infer<typeof actionResultSchema>;

/** A message, or a Home view or modal. `ts` may be an ephemeral message's. */
export const placeSchema = z.union([z.strictObject({ channel: id, ts: id }), z.strictObject({ view_id: id })]);
export type Place = z.infer<typeof placeSchema>;

/**
 * `value`: the option's `value` for selects, radio buttons and overflow menus; an array of them for checkboxes and
 * multi selects; `YYYY-MM-DD` for a date picker, `HH:mm` for a time picker, epoch seconds for a datetime picker; a user,
 * channel or conversation id for those selects; null takes a selection away. Buttons need none.
 */
export const elementValueSchema = z.union([z.string(), z.number(), z.array(z.string()), z.null()]);
export type ElementValue = z.infer<typeof elementValueSchema>;

/**
 * `POST click`: a button, menu, radio, checkbox or picker. In an input block without `dispatch_action` it only changes
 * the modal's state and sends nothing. An element with a `confirm` object needs `confirm: 'accept'`; without it nothing
 * is sent and the answer is `{ok: false, error: 'confirmation_required'}`; with 'dismiss' `{ok: true}`, nothing sent.
 */
export const clickRequestSchema = z.object({
  user: id,
  where: placeSchema,
  /** Needed when the action id occurs in several blocks. */
  block_id: z.string().optional(),
  action_id: id,
  value: elementValueSchema.optional(),
  confirm: z.enum(['accept', 'dismiss']).optional(),
});
export type ClickRequest = z.infer<typeof clickRequestSchema>;

/** `POST fill`: types or selects in an input of a modal or Home. Replaces what was there. */
export const fillRequestSchema = z.object({
  user: id,
  view_id: id,
  block_id: id,
  action_id: id,
  value: elementValueSchema,
});
export type FillRequest = z.infer<typeof fillRequestSchema>;

/** `POST submit`: Slack's own checks first (required, lengths, numbers), then view_submission. */
export const submitRequestSchema = z.object({ user: id, view_id: id });
export type SubmitRequest = z.infer<typeof submitRequestSchema>;

/** `POST close`: `all` closes the whole stack. view_closed goes out where the view has `notify_on_close`. */
export const closeRequestSchema = z.object({ user: id, view_id: id, all: z.boolean().optional() });
export type CloseRequest = z.infer<typeof closeRequestSchema>;

/** `POST command`: `/rep-view @Ada Miller 2026-02`. `channel` is by default the person's DM with the app. */
export const commandRequestSchema = z.object({ user: id, channel: id.optional(), text: z.string().startsWith('/') });
export type CommandRequest = z.infer<typeof commandRequestSchema>;

/** `POST message`: without `channel`, the person's DM with the app. */
export const messageRequestSchema = z.object({
  user: id,
  channel: id.optional(),
  text: z.string().min(1),
  thread_ts: z.string().optional(),
});
export type MessageRequest = z.infer<typeof messageRequestSchema>;

/** `POST edit`: a person's own message. */
export const editRequestSchema = z.object({ user: id, channel: id, ts: id, text: z.string().min(1) });
export type EditRequest = z.infer<typeof editRequestSchema>;

/** `POST delete`: a person's own message. */
export const deleteRequestSchema = z.object({ user: id, channel: id, ts: id });
export type DeleteRequest = z.infer<typeof deleteRequestSchema>;

/** `POST open-home` and `POST open-messages`: opens a tab of the app (app_home_opened). */
export const openTabRequestSchema = z.object({ user: id });
export type OpenTabRequest = z.infer<typeof openTabRequestSchema>;

/** `POST people/deactivate` and `POST people/reactivate`: sends user_change. */
export const deactivateRequestSchema = z.object({ user: id });
export type DeactivateRequest = z.infer<typeof deactivateRequestSchema>;

/** Faults of Web API calls take the next `count` calls of `method` ('*' = any); the two of sockets act at once. */
const onCalls = { method: z.string().default('*'), count: z.number().int().positive().default(1) };
export const faultSchema = z.discriminatedUnion('kind', [
  /** The call is carried out, then the connection is destroyed without an answer. */
  z.strictObject({ kind: z.literal('lost_response'), ...onCalls }),
  /** The call is carried out, then HTTP 500. */
  z.strictObject({ kind: z.literal('error_after_accept'), ...onCalls }),
  /** HTTP 500, or with `error` a 200 `{ok: false, error}`; nothing is carried out. */
  z.strictObject({ kind: z.literal('error_before'), error: z.string().optional(), ...onCalls }),
  /** HTTP 429; `retryAfter` in seconds. */
  z.strictObject({ kind: z.literal('rate_limited'), retryAfter: z.number().positive().default(1), ...onCalls }),
  /** The call waits `latency` real milliseconds before it is carried out. */
  z.strictObject({ kind: z.literal('latency'), latency: z.number().positive(), ...onCalls }),
  /** Drops every WebSocket without a closing handshake. */
  z.strictObject({ kind: z.literal('cut_socket') }),
  /** Sends Slack's disconnect message on every WebSocket. */
  z.strictObject({
    kind: z.literal('disconnect'),
    reason: z.enum(['warning', 'refresh_requested', 'link_disabled']).default('refresh_requested'),
  }),
]);
export type Fault = z.infer<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;

/** `POST faults`: `{set: fault}` adds one, `{clear: true}` removes all that wait. Answers what still waits. */
export const faultsRequestSchema = z.union([
  z.strictObject({ set: faultSchema }),
  z.strictObject({ clear: z.literal(true) }),
]);
export type FaultsRequest = z.input<typeof faultsRequestSchema>;
export const faultsSchema = z.object({ ok: z.boolean(), waiting: z.array(faultSchema) });
export type Faults = z.infer<typeof faultsSchema>;

/**
 * `GET events`: server-sent events, each `data:` a JSON change. Refetch the screen of the people it names ('*' = all).
 * `what` says where something changed; a comment line goes out every 15 seconds to keep the connection open.
 */
export const changeSchema = z.object({
  users: z.union([z.literal('*'), z.array(id)]),
  what: z.enum(['message', 'home', 'modal', 'toast', 'people', 'reset']),
});
export type Change = z.infer<typeof changeSchema>;

/** The control API as plain async functions, for tests and the page's server; the same operations as over HTTP. */
export interface Control {
  people(): Promise<People>;
  /** @throws ControlError `user_not_found` */
  screen(request: z.infer<typeof screenRequestSchema>): Promise<Screen>;
  click(request: ClickRequest): Promise<ActionResult>;
  fill(request: FillRequest): Promise<ActionResult>;
  submit(request: SubmitRequest): Promise<ActionResult>;
  close(request: CloseRequest): Promise<ActionResult>;
  command(request: CommandRequest): Promise<ActionResult>;
  message(request: MessageRequest): Promise<ActionResult>;
  edit(request: EditRequest): Promise<ActionResult>;
  delete(request: DeleteRequest): Promise<ActionResult>;
  openHome(request: OpenTabRequest): Promise<ActionResult>;
  openMessages(request: OpenTabRequest): Promise<ActionResult>;
  deactivate(request: DeactivateRequest): Promise<ActionResult>;
  reactivate(request: DeactivateRequest): Promise<ActionResult>;
  ledger(request?: { after?: number }): Promise<Ledger>;
  faults(request: FaultsRequest): Promise<Faults>;
  reset(): Promise<{ ok: true }>;
}

/** Every endpoint below `/control/`, its HTTP verb and the function that it is. `GET events` is beside these. */
export const controlEndpoints = {
  people: { verb: 'GET', call: 'people' },
  screen: { verb: 'GET', call: 'screen' },
  ledger: { verb: 'GET', call: 'ledger' },
  click: { verb: 'POST', call: 'click' },
  fill: { verb: 'POST', call: 'fill' },
  submit: { verb: 'POST', call: 'submit' },
  close: { verb: 'POST', call: 'close' },
  command: { verb: 'POST', call: 'command' },
  message: { verb: 'POST', call: 'message' },
  edit: { verb: 'POST', call: 'edit' },
  delete: { verb: 'POST', call: 'delete' },
  'open-home': { verb: 'POST', call: 'openHome' },
  'open-messages': { verb: 'POST', call: 'openMessages' },
  'people/deactivate': { verb: 'POST', call: 'deactivate' },
  'people/reactivate': { verb: 'POST', call: 'reactivate' },
  faults: { verb: 'POST', call: 'faults' },
  reset: { verb: 'POST', call: 'reset' },
} as const satisfies Record<string, { verb: 'GET' | 'POST'; call: keyof Control }>;
export type ControlEndpoint = keyof typeof controlEndpoints;

/** The ledger, as the control API answers it. */
import { z } from 'zod';

const id = z.string().min(1);

/** One numbered entry of the append-only ledger. `real_time` and `business_time` are ISO instants. */
const entry = { n: z.number().int(), real_time: z.string(), business_time: z.string() };
const json = z.record(z.string(), z.unknown());
export const ledgerEntrySchema = z.discriminatedUnion('kind', [
  /** A Web API call. `status` is the HTTP status meant for it; `lost` when the answer never reached the caller. */
  z.object({
    ...entry,
    kind: z.literal('api_call'),
    method: z.string(),
    args: json,
    answer: json,
    status: z.number(),
    token: z.enum(['bot', 'app', 'none', 'unknown']),
    fault: z.string().optional(),
    lost: z.boolean().optional(),
  }),
  /** Something sent to the app; a redelivery is an entry of its own with `attempt` above 0. */
  z.object({
    ...entry,
    kind: z.literal('envelope'),
    type: z.enum(['events_api', 'interactive', 'slash_commands']),
    envelope_id: z.string(),
    payload: json,
    via: z.enum(['socket', 'http']),
    attempt: z.number().int(),
    retry_reason: z.string().optional(),
  }),
  z.object({
    ...entry,
    kind: z.literal('ack'),
    envelope_id: z.string(),
    payload: z.unknown(),
    /** Real milliseconds from sending to acknowledgement. */
    after_ms: z.number(),
    late: z.boolean(),
  }),
  /** A use of a response_url. */
  z.object({
    ...entry,
    kind: z.literal('response_url'),
    user: id,
    body: json,
    status: z.number(),
    error: z.string().optional(),
  }),
  /** What a person did through the control API. */
  z.object({ ...entry, kind: z.literal('person'), action: z.string(), request: json, result: json }),
  z.object({ ...entry, kind: z.literal('fault'), fault: json, used_on: z.string() }),
  z.object({ ...entry, kind: z.literal('socket'), what: z.enum(['opened', 'closed', 'disconnect_sent', 'cut']) }),
  /** The workspace was put back to its start; entries before it belong to the earlier life. */
  z.object({ ...entry, kind: z.literal('reset') }),
]);
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;

/** `GET ledger?after=N`: entries with a number above N. */
export const ledgerRequestSchema = z.object({ after: z.coerce.number().int().default(0) });
export const ledgerSchema = z.object({ entries: z.array(ledgerEntrySchema), last: z.number().int() });
export type Ledger = z.infer<typeof ledgerSchema>;

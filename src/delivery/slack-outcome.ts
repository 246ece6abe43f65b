import { WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { permanentRefusals, refusalsForNow, refusalsOfBlocks, refusalsOfTheBot } from './slack-refusals.ts';

/** What a failed call to Slack tells. */
export type SlackFault =
  /** Not carried out; wait this long. */
  | { kind: 'rate_limited'; waitMs: number; error: string }
  /** Not carried out: no connection came about. */
  | { kind: 'refused_connection'; error: string }
  /** Not carried out: Slack does not accept the bot. */
  | { kind: 'bot_refused'; error: string }
  /** Not carried out: the blocks do not hold. */
  | { kind: 'bad_blocks'; error: string }
  /** Not carried out, for good. */
  | { kind: 'refused'; error: string }
  /** Nobody knows whether it was carried out; `answered` when Slack said so itself, with an error we do not know. */
  | { kind: 'ambiguous'; error: string; answered: boolean };

const DEFAULT_WAIT_S = 1;

/** Errors after which no byte can have reached Slack. */
const neverConnected: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Slack says that it may have been carried out all the same. */
const maybeCarriedOut: ReadonlySet<string> = new Set(['fatal_error', 'internal_error']);

/** Sorts what a call to Slack threw. Whatever is not known for certain is ambiguous. */
export function faultOf(thrown: unknown): SlackFault {
  if (thrown instanceof WebAPIRateLimitedError) return limited(thrown.retryAfter);
  if (thrown instanceof WebAPIPlatformError) return platformFault(thrown);
  if (thrown instanceof WebAPIRequestError) return requestFault(thrown.original);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  // A 429 without a usable Retry-After has no class of its own in the client.
  if (message.startsWith('Retry header did not contain')) return limited(DEFAULT_WAIT_S);
  return { kind: 'ambiguous', error: thrown instanceof Error ? thrown.name : 'unknown', answered: false };
}

function limited(seconds: number): SlackFault {
  return { kind: 'rate_limited', waitMs: Math.max(seconds, DEFAULT_WAIT_S) * 1000, error: 'ratelimited' };
}

function platformFault({ data }: WebAPIPlatformError): SlackFault {
  const { error } = data;
  if (refusalsForNow.has(error)) return limited(data.response_metadata?.retryAfter ?? DEFAULT_WAIT_S);
  if (refusalsOfTheBot.has(error)) return { kind: 'bot_refused', error };
  if (refusalsOfBlocks.has(error)) return { kind: 'bad_blocks', error };
  if (permanentRefusals.has(error)) return { kind: 'refused', error };
  return { kind: 'ambiguous', error, answered: !maybeCarriedOut.has(error) };
}

function requestFault(original: Error): SlackFault {
  const code = codesOf(original).find((found) => neverConnected.has(found));
  if (code !== undefined) return { kind: 'refused_connection', error: code };
  return { kind: 'ambiguous', error: codesOf(original)[0] ?? original.name, answered: false };
}

/** The codes of an error and of what caused it, also where several addresses were tried. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const parts = error instanceof AggregateError ? error.errors.flatMap(codesOf) : [];
  return [...own, ...parts, ...codesOf(error.cause)];
}

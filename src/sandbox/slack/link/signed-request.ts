import { createHmac } from 'node:crypto';
import type { JsonObject } from '../blocks/rules.ts';
import type { Envelope } from './envelope.ts';

/** What an app's request URL answered. */
export interface RequestUrlAnswer {
  ok: boolean;
  payload: unknown;
  /** Slack's name for why an attempt failed, as in x-slack-retry-reason. */
  reason: 'http_error' | 'http_timeout' | 'connection_failed' | '';
  noRetry: boolean;
}

function formOf(payload: JsonObject): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(payload)) form.set(name, String(value));
  return form.toString();
}

function encode(envelope: Envelope): { body: string; contentType: string } {
  if (envelope.type === 'events_api')
    return { body: JSON.stringify(envelope.payload), contentType: 'application/json' };
  const form = envelope.type === 'slash_commands' ? envelope.payload : { payload: JSON.stringify(envelope.payload) };
  return { body: formOf(form), contentType: 'application/x-www-form-urlencoded' };
}

/** The headers that Slack signs a request with: HMAC-SHA256 over `v0:timestamp:body`; real time in seconds. */
export function signatureHeaders(signingSecret: string, body: string, seconds: number): Record<string, string> {
  const signature = createHmac('sha256', signingSecret).update(`v0:${seconds}:${body}`).digest('hex');
  return { 'X-Slack-Request-Timestamp': String(seconds), 'X-Slack-Signature': `v0=${signature}` };
}

/** An answer's payload: JSON where it says so, else its text. */
function payloadOf(text: string, contentType: string): unknown {
  if (text === '') return undefined;
  if (!contentType.includes('json')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Sends an envelope to an app in HTTP mode; never throws. */
export async function sendSigned(
  envelope: Envelope,
  to: { requestUrl: string; signingSecret: string; timeoutMs: number },
): Promise<RequestUrlAnswer> {
  const { body, contentType } = encode(envelope);
  const retry =
    envelope.attempt > 0
      ? {
          'X-Slack-Retry-Num': String(envelope.attempt),
          'X-Slack-Retry-Reason': envelope.retryReason ?? 'unknown_error',
        }
      : {};
  const headers = {
    'Content-Type': contentType,
    ...signatureHeaders(to.signingSecret, body, Math.floor(Date.now() / 1000)),
    ...retry,
  };
  try {
    const signal = AbortSignal.timeout(to.timeoutMs);
    const response = await fetch(to.requestUrl, { method: 'POST', headers, body, signal, redirect: 'manual' });
    const payload = payloadOf(await response.text(), response.headers.get('content-type') ?? '');
    const noRetry = response.headers.get('x-slack-no-retry') === '1';
    return { ok: response.ok, payload, reason: response.ok ? '' : 'http_error', noRetry };
  } catch (error) {
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
    return { ok: false, payload: undefined, reason: timedOut ? 'http_timeout' : 'connection_failed', noRetry: false };
  }
}

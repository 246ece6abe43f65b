import type { ServerResponse } from 'node:http';
import { type CustomRoute, HTTPReceiver, type Logger, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import { NotNow } from './inbox.ts';
import type { Transport } from './incoming-request.ts';

/** Over what Slack reaches us. */
export type SlackConnection =
  | {
      readonly mode: 'socket';
      readonly appToken: string;
      /** How soon a dead socket is noticed, and about how soon the client comes back after one; 5 s when not set. */
      readonly pingTimeoutMs?: number;
    }
  | {
      readonly mode: 'http';
      readonly signingSecret: string;
      readonly port: number;
      /** Served beside Slack's requests, unsigned: nothing about anybody. */
      readonly routes?: readonly CustomRoute[];
    };

export const EVENTS_PATH = '/slack/events';

const PING_TIMEOUT_MS = 5_000;

/** A new socket is asked for until there is one; the client gives up for good, loudly, when this runs out. */
const RECONNECT = { retries: 10_000, factor: 1.3, minTimeout: 500, maxTimeout: 30_000 };

/** Bolt's receiver, told to hand over what the inbox needs and to leave unacknowledged what the inbox refuses. */
export function createReceiver(
  connection: SlackConnection,
  { clientOptions, logger }: { clientOptions: WebClientOptions; logger: Logger },
): Receiver {
  if (connection.mode === 'socket') {
    return new SocketModeReceiver({
      appToken: connection.appToken,
      logger,
      clientPingTimeout: connection.pingTimeoutMs ?? PING_TIMEOUT_MS,
      installerOptions: { clientOptions: { ...clientOptions, retryConfig: RECONNECT } },
      customPropertiesExtractor: ({ envelope_id }): Transport => ({ slackEnvelopeId: envelope_id }),
      processEventErrorHandler: async () => false,
    });
  }
  return new HTTPReceiver({
    signingSecret: connection.signingSecret,
    port: connection.port,
    endpoints: [EVENTS_PATH],
    customRoutes: [...(connection.routes ?? [])],
    logger,
    customPropertiesExtractor: ({ headers }): Transport => ({
      slackSignature: verifiedPart(String(headers['x-slack-signature'])),
      slackSentAt: Number(headers['x-slack-request-timestamp']),
    }),
    processEventErrorHandler: async ({ error, response }) => {
      refuse(response, error instanceof NotNow ? 401 : 503);
      return false;
    },
    unhandledRequestHandler: ({ response }) => refuse(response, 503),
  });
}

/** `v0=HASH`. Bolt verifies that much and takes whatever stands behind it; a replay must not become another request by it. */
function verifiedPart(signature: string): string {
  return signature.split('=', 2).join('=');
}

function refuse(response: ServerResponse, status: number): void {
  if (response.headersSent) return;
  response.writeHead(status);
  response.end();
}

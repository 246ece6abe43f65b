import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readAppManifest } from './app-manifest.ts';
import type { Change, Control } from './control-contract.ts';
import { sendJson } from './http/body.ts';
import { serveControl } from './http/control-routes.ts';
import { serveApp } from './http/web-api-routes.ts';
import type { Ledger } from './ledger.ts';
import { controlOf } from './people/control.ts';
import type { UserOption } from './state/directory.ts';
import { identity, Workspace } from './workspace.ts';

export interface LocalSlackOptions {
  /** A parsed manifest.yml: scopes, slash commands, events and tabs are taken from it. */
  manifest: unknown;
  users: readonly UserOption[];
  /** Business time: what messages and events are dated with. */
  businessNow: () => Date;
  /** 0, the default, takes a free port; always on 127.0.0.1. */
  port?: number;
  team?: { id: string; domain: string; name: string };
  channels?: readonly { id: string; name: string; members?: readonly string[] }[];
  /** The app's request URL: everything goes there over signed HTTP instead of sockets. */
  requestUrl?: string;
  /** Real milliseconds; a test may hand in its own to let triggers and response_urls expire. */
  realNow?: () => number;
  /** Real milliseconds between posts in a channel; Slack's is 1000. */
  postIntervalMs?: number;
  /** Real milliseconds from a completed upload to a file that blocks may use. */
  fileProcessingMs?: number;
  /** Real milliseconds for an acknowledgement; Slack's is 3000. */
  ackTimeoutMs?: number;
  /** Real milliseconds before each repetition of an unacknowledged event; Slack's are 0, 60,000 and 300,000. */
  eventRetryDelaysMs?: readonly number[];
}

/** Serves a request that is neither Slack's nor the control API's; answers whether it did. */
export type Route = (request: IncomingMessage, response: ServerResponse, url: URL) => boolean | Promise<boolean>;

export interface LocalSlack {
  /** `http://127.0.0.1:PORT` */
  url: string;
  /** For the client's `slackApiUrl`; ends with `/api/`. */
  apiUrl: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
  teamId: string;
  botUserId: string;
  botId: string;
  appId: string;
  ledger: Ledger;
  control: Control;
  /** Hears of every change of a screen; answers what ends it. */
  onChange(listener: (change: Change) => void): () => void;
  /** Adds a handler on the same origin, asked after Slack's own paths, for the page. */
  addRoute(route: Route): void;
  /** From now on over signed HTTP to this URL, or over sockets again when undefined. */
  deliverTo(requestUrl: string | undefined): void;
  /** The workspace as it was at the start; see Control.reset. */
  reset(): Promise<void>;
  /** Closes sockets, connections and the server. */
  stop(): Promise<void>;
}

const TEAM = { id: 'T0LOCALTEAM', domain: 'local', name: 'Local' };

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('The local Slack has no address.'));
    });
  });
}

/**
 * Starts a Slack workspace with one installed app on 127.0.0.1: Web API, Socket Mode, response_urls and the control API.
 * @throws when the port is taken (`EADDRINUSE`) or the manifest cannot be read (ZodError)
 */
export async function startLocalSlack(options: LocalSlackOptions): Promise<LocalSlack> {
  const workspace = new Workspace({
    app: readAppManifest(options.manifest),
    users: options.users,
    channels: options.channels ?? [],
    team: options.team ?? TEAM,
    businessNow: options.businessNow,
    realNow: options.realNow ?? Date.now,
    requestUrl: options.requestUrl,
    postIntervalMs: options.postIntervalMs ?? 1000,
    fileProcessingMs: options.fileProcessingMs ?? 200,
    ackTimeoutMs: options.ackTimeoutMs ?? 3000,
    eventRetryDelaysMs: options.eventRetryDelaysMs ?? [0, 60_000, 300_000],
  });
  const control = controlOf(workspace);
  const routes: Route[] = [
    (request, response, url) => serveApp(workspace, request, response, url),
    (request, response, url) => serveControl(workspace, control, request, response, url),
  ];
  const server = createServer((request, response) => {
    serve(routes, request, response).catch((error: unknown) => {
      const detail = error instanceof Error ? error.message : String(error);
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { ok: false, error: 'local_slack_failed', detail });
    });
  });
  server.on('upgrade', (request, stream, head) => workspace.link.socketMode.upgrade(request, stream, head));
  workspace.origin = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  const { botToken, appToken, signingSecret, botUserId, botId, appId } = identity;
  return {
    url: workspace.origin,
    apiUrl: `${workspace.origin}/api/`,
    botToken,
    appToken,
    signingSecret,
    teamId: workspace.team.id,
    botUserId,
    botId,
    appId,
    ledger: workspace.ledger,
    control,
    onChange: (listener) => workspace.changes.subscribe(listener),
    addRoute: (route) => void routes.push(route),
    deliverTo: (requestUrl) => workspace.link.deliverTo(requestUrl),
    reset: async () => workspace.reset(),
    stop: () => stop(workspace, server),
  };
}

/** A page of another site, in the same person's browser, must not act as somebody here. */
function isForeign({ headers }: IncomingMessage): boolean {
  const host = headers.host ?? '';
  const isLocal = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host);
  return !isLocal || (headers.origin !== undefined && headers.origin !== `http://${host}`);
}

async function serve(routes: readonly Route[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (isForeign(request)) {
    sendJson(response, 403, { ok: false, error: 'foreign_origin' });
    return;
  }
  for (const route of routes) if (await route(request, response, url)) return;
  sendJson(response, 404, { ok: false, error: 'not_found', detail: url.pathname });
}

async function stop(workspace: Workspace, server: Server): Promise<void> {
  await workspace.link.stop();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { openEventStream } from './event-stream.ts';
import { readJson, sendJson } from './json-exchange.ts';
import { refusalOf } from './request-guard.ts';
import { sendShell } from './shell.ts';
import { loadStaticFiles, sendStaticFile } from './static-files.ts';
import {
  type MoveBy,
  moveRequestSchema,
  resetRequestSchema,
  type SandboxEvent,
  type SandboxState,
  sandboxTimeSchema,
} from './time-contract.ts';

export interface PageOptions {
  state(): Promise<SandboxState>;
  /** Resolves at the end of the move, rejects when it failed. Never called while another move or reset goes on. */
  move(by: MoveBy): Promise<void>;
  /** Resolves when all is back at the first start. Never called while a move or another reset goes on. */
  reset(): Promise<void>;
  /** Hands every event to the listener until the returned function is called. */
  subscribe(listener: (event: SandboxEvent) => void): () => void;
}

/** True when the request was the page's and has been answered, false when it is somebody else's. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

const clientFolder = new URL('./client/', import.meta.url);

/**
 * The sandbox's page on node:http: `/`, `/ledger`, `/client/*` and the endpoints of time-contract.ts. The page's
 * scripts also use `/control/*` and the local Slack's files, which the caller serves on the same origin.
 */
export function createPage(options: PageOptions): PageHandler {
  const files = loadStaticFiles(clientFolder);
  const listeners = new Set<(event: SandboxEvent) => void>();
  let busy = false;

  const tellProblem = (what: string, error: unknown): string => {
    const text = `${what}: ${error instanceof Error ? error.message : String(error)}`;
    for (const listener of listeners) listener({ what: 'problem', text });
    return text;
  };

  /** Runs one move or reset at a time; null when one is going on already. */
  const alone = async (what: string, run: () => Promise<void>): Promise<{ done: Promise<string | null> } | null> => {
    if (busy) return null;
    busy = true;
    try {
      if ((await options.state()).moving !== null) {
        busy = false;
        return null;
      }
    } catch (error) {
      busy = false;
      throw error;
    }
    const done = run()
      .then(
        () => null,
        (error: unknown) => tellProblem(what, error),
      )
      .finally(() => {
        busy = false;
      });
    return { done };
  };

  const move = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = moveRequestSchema.safeParse(await readJson(request));
    if (!asked.success)
      return sendJson(response, 400, { ok: false, error: 'bad_request', detail: asked.error.message });
    const started = await alone('The date could not be moved', () => options.move(asked.data.by));
    if (started === null) return sendJson(response, 409, { ok: false, error: 'moving' });
    if (!asked.data.wait) return sendJson(response, 202, { ok: true });
    const problem = await started.done;
    if (problem !== null) return sendJson(response, 500, { ok: false, error: 'failed', detail: problem });
    sendJson(response, 200, { ok: true });
  };

  const reset = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = resetRequestSchema.safeParse(await readJson(request));
    if (!asked.success)
      return sendJson(response, 400, { ok: false, error: 'bad_request', detail: asked.error.message });
    const started = await alone('The sandbox could not be reset', () => options.reset());
    if (started === null) return sendJson(response, 409, { ok: false, error: 'moving' });
    const problem = await started.done;
    if (problem !== null) return sendJson(response, 500, { ok: false, error: 'failed', detail: problem });
    sendJson(response, 200, { ok: true });
  };

  const events = async (_: IncomingMessage, response: ServerResponse): Promise<void> => {
    const time = sandboxTimeSchema.parse(await options.state());
    openEventStream(response, (send) => {
      listeners.add(send);
      const unsubscribe = options.subscribe(send);
      send({ what: 'time', time } satisfies SandboxEvent);
      return () => {
        listeners.delete(send);
        unsubscribe();
      };
    });
  };

  const routes: Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void>> = {
    'GET /': async (_, response) => sendShell(response, 'slack'),
    'GET /ledger': async (_, response) => sendShell(response, 'ledger'),
    'GET /sandbox/state': async (_, response) => sendJson(response, 200, await options.state()),
    'GET /sandbox/events': events,
    'POST /sandbox/move': move,
    'POST /sandbox/reset': reset,
  };
  const paths = new Set(Object.keys(routes).map((route) => route.slice(route.indexOf(' ') + 1)));

  return async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://page.invalid').pathname;
    const file = path.startsWith('/client/') ? files.get(path.slice('/client/'.length)) : undefined;
    if (!paths.has(path) && !path.startsWith('/client/')) return false;

    const refusal = refusalOf(request);
    if (refusal !== null) {
      sendJson(response, refusal === 'not_json' ? 415 : 403, { ok: false, error: refusal });
      return true;
    }
    if (file !== undefined && request.method === 'GET') {
      sendStaticFile(response, file);
      return true;
    }
    const route = routes[`${request.method} ${path}`];
    if (route === undefined) {
      sendJson(response, paths.has(path) ? 405 : 404, {
        ok: false,
        error: paths.has(path) ? 'bad_method' : 'not_found',
      });
      return true;
    }
    await route(request, response);
    return true;
  };
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { callApi } from '../api/call.ts';
import type { JsonObject } from '../blocks/rules.ts';
import { answerResponseUrl } from '../messages/respond.ts';
import { identity, type Workspace } from '../workspace.ts';
import { readFields, readUpload, sendJson } from './body.ts';

function bearer(request: IncomingMessage): string | undefined {
  return /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

async function serveMethod(
  workspace: Workspace,
  method: string,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  const fields = await readFields(request);
  if (!fields) return sendJson(response, 200, { ok: false, error: 'invalid_json' });
  const { token, ...args }: JsonObject = { ...Object.fromEntries(query), ...fields };
  const givenToken = bearer(request) ?? (typeof token === 'string' ? token : undefined);
  const answer = await callApi(workspace, { method, args, token: givenToken });
  if (answer.lost) return void request.socket.destroy();
  const headers = answer.retryAfter === undefined ? {} : { 'Retry-After': String(answer.retryAfter) };
  const scopes = { 'X-OAuth-Scopes': workspace.app.scopes.join(',') };
  sendJson(response, answer.status, answer.body, { ...headers, ...scopes });
}

/** Faults of the upload itself, which is no method, are set under this name. */
const UPLOAD = 'upload';

async function serveUpload(
  workspace: Workspace,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const bytes = await readUpload(request);
  const fault = workspace.faults.take(UPLOAD);
  if (fault) workspace.ledger.add({ kind: 'fault', fault: { ...fault }, used_on: UPLOAD });
  if (fault?.kind === 'latency') await wait(fault.latency, undefined, { ref: false });
  if (fault?.kind === 'error_before') return void response.writeHead(500).end();
  const file = workspace.files.byId(id);
  if (!file || file.readyAt !== null) return void response.writeHead(404).end('no such upload');
  if (bytes.length !== file.length) {
    return void response.writeHead(400).end(`expected ${file.length} bytes, got ${bytes.length}`);
  }
  file.bytes = new Uint8Array(bytes);
  if (fault?.kind === 'lost_response') return void request.socket.destroy();
  response.writeHead(200, { 'Content-Type': 'text/plain' }).end(`OK - ${bytes.length}`);
}

/** The bytes of a file. Apps need their token for it; people are let in by the control API's path. */
export function serveFile(workspace: Workspace, id: string, response: ServerResponse): void {
  const file = workspace.files.byId(id);
  if (!file?.bytes) return void response.writeHead(404).end();
  response.writeHead(200, { 'Content-Type': file.mimetype || 'application/octet-stream', 'Cache-Control': 'private' });
  response.end(file.bytes);
}

/** What apps reach: `/api/METHOD`, uploads, private file URLs, response_urls. @returns whether the path is one of them */
export async function serveApp(
  workspace: Workspace,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<boolean> {
  const [, room = '', name = ''] = url.pathname.split('/');
  switch (room) {
    case 'api':
      await serveMethod(workspace, name, request, response, url.searchParams);
      return true;
    case 'upload':
      await serveUpload(workspace, name, request, response);
      return true;
    case 'files':
      if (bearer(request) === identity.botToken && workspace.app.scopes.includes('files:read'))
        serveFile(workspace, name, response);
      else response.writeHead(403).end();
      return true;
    case 'respond': {
      const { status, error } = answerResponseUrl(workspace, name, await readFields(request));
      if (error === undefined) response.writeHead(200).end('ok');
      else sendJson(response, status, { ok: false, error });
      return true;
    }
    default:
      return false;
  }
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import {
  type Control,
  type ControlEndpoint,
  clickRequestSchema,
  closeRequestSchema,
  commandRequestSchema,
  controlEndpoints,
  deactivateRequestSchema,
  deleteRequestSchema,
  editRequestSchema,
  faultsRequestSchema,
  fillRequestSchema,
  ledgerRequestSchema,
  messageRequestSchema,
  openTabRequestSchema,
  screenRequestSchema,
  submitRequestSchema,
} from '../control-contract.ts';
import { Impossible } from '../people/act.ts';
import type { Workspace } from '../workspace.ts';
import { readFields, sendJson } from './body.ts';
import { serveFile } from './web-api-routes.ts';

const KEEP_ALIVE_MS = 15_000;

/** Each endpoint's input checked and handed to its function. */
const endpoints: Record<ControlEndpoint, (control: Control, input: unknown) => Promise<unknown>> = {
  people: (control) => control.people(),
  screen: (control, input) => control.screen(screenRequestSchema.parse(input)),
  ledger: (control, input) => control.ledger(ledgerRequestSchema.parse(input)),
  click: (control, input) => control.click(clickRequestSchema.parse(input)),
  fill: (control, input) => control.fill(fillRequestSchema.parse(input)),
  submit: (control, input) => control.submit(submitRequestSchema.parse(input)),
  close: (control, input) => control.close(closeRequestSchema.parse(input)),
  command: (control, input) => control.command(commandRequestSchema.parse(input)),
  message: (control, input) => control.message(messageRequestSchema.parse(input)),
  edit: (control, input) => control.edit(editRequestSchema.parse(input)),
  delete: (control, input) => control.delete(deleteRequestSchema.parse(input)),
  'open-home': (control, input) => control.openHome(openTabRequestSchema.parse(input)),
  'open-messages': (control, input) => control.openMessages(openTabRequestSchema.parse(input)),
  'people/deactivate': (control, input) => control.deactivate(deactivateRequestSchema.parse(input)),
  'people/reactivate': (control, input) => control.reactivate(deactivateRequestSchema.parse(input)),
  faults: (control, input) => control.faults(faultsRequestSchema.parse(input)),
  reset: (control) => control.reset(),
};

function isEndpoint(name: string): name is ControlEndpoint {
  return Object.hasOwn(controlEndpoints, name);
}

function serveEvents(workspace: Workspace, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
    Connection: 'keep-alive',
  });
  response.write(': open\n\n');
  const stop = workspace.changes.subscribe((change) => response.write(`data: ${JSON.stringify(change)}\n\n`));
  const beat = setInterval(() => response.write(': still here\n\n'), KEEP_ALIVE_MS);
  beat.unref();
  request.on('close', () => {
    stop();
    clearInterval(beat);
  });
}

/** `/control/...` @returns whether the path is one of them */
export async function serveControl(
  workspace: Workspace,
  control: Control,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<boolean> {
  const name = /^\/control\/(.+)$/.exec(url.pathname)?.[1];
  if (name === undefined) return false;
  if (name === 'events') serveEvents(workspace, request, response);
  else if (name.startsWith('files/')) serveFile(workspace, name.slice('files/'.length), response);
  else if (isEndpoint(name)) await serveEndpoint(control, name, request, response, url);
  else return false;
  return true;
}

async function serveEndpoint(
  control: Control,
  name: ControlEndpoint,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const { verb } = controlEndpoints[name];
  if (request.method !== verb)
    return sendJson(response, 405, { ok: false, error: 'method_not_allowed' }, { Allow: verb });
  const input = verb === 'GET' ? Object.fromEntries(url.searchParams) : await readFields(request);
  try {
    sendJson(response, 200, await endpoints[name](control, input));
  } catch (error) {
    if (error instanceof z.ZodError) {
      return sendJson(response, 400, { ok: false, error: 'bad_request', detail: z.prettifyError(error) });
    }
    if (error instanceof Impossible)
      return sendJson(response, 404, { ok: false, error: error.code, detail: error.message });
    throw error;
  }
}

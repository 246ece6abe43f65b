import { setTimeout as wait } from 'node:timers/promises';
import type { JsonObject } from '../blocks/rules.ts';
import type { CallFault } from '../faults.ts';
import { RateLimited, SlackRefusal } from '../refusal.ts';
import { identity, type Workspace } from '../workspace.ts';
import { requireScopes } from './method.ts';
import { apiMethods } from './methods.ts';

export interface ApiCall {
  method: string;
  args: JsonObject;
  token: string | undefined;
}

/** What goes back; `lost`: the connection is to be destroyed instead. */
export interface ApiAnswer {
  status: number;
  body: JsonObject;
  retryAfter?: number;
  lost?: boolean;
}

type TokenKind = 'bot' | 'app' | 'none' | 'unknown';

function tokenKind(token: string | undefined): TokenKind {
  if (!token) return 'none';
  if (token === identity.botToken) return 'bot';
  return token === identity.appToken ? 'app' : 'unknown';
}

async function carryOut(workspace: Workspace, { method: name, args }: ApiCall, token: TokenKind): Promise<ApiAnswer> {
  try {
    const method = apiMethods.get(name);
    if (!method) throw new SlackRefusal('unknown_method', { req_method: name });
    if (token === 'none') throw new SlackRefusal('not_authed');
    if (token === 'unknown') throw new SlackRefusal('invalid_auth');
    if (token !== method.token) throw new SlackRefusal('not_allowed_token_type');
    if (method.token === 'bot') requireScopes(workspace, method.scopes);
    return { status: 200, body: { ok: true, ...(await method.run(workspace, args)) } };
  } catch (error) {
    if (error instanceof RateLimited) return rateLimited(error.retryAfter);
    if (error instanceof SlackRefusal) return { status: 200, body: { ok: false, error: error.code, ...error.extra } };
    throw error;
  }
}

function rateLimited(retryAfter: number): ApiAnswer {
  return { status: 429, body: { ok: false, error: 'ratelimited' }, retryAfter: Math.ceil(retryAfter) };
}

const SERVER_ERROR: ApiAnswer = { status: 500, body: { ok: false, error: 'internal_error' } };

async function withFault(fault: CallFault | undefined, run: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  switch (fault?.kind) {
    case undefined:
      return run();
    case 'latency':
      await wait(fault.latency, undefined, { ref: false });
      return run();
    case 'rate_limited':
      return rateLimited(fault.retryAfter);
    case 'error_before':
      return fault.error === undefined ? SERVER_ERROR : { status: 200, body: { ok: false, error: fault.error } };
    case 'lost_response':
      return { ...(await run()), lost: true };
    case 'error_after_accept':
      return { ...SERVER_ERROR, body: { ...SERVER_ERROR.body, carried_out: (await run()).body } };
  }
}

/** Answers one call of the Web API, with the faults that wait for it, and writes it to the ledger. */
export async function callApi(workspace: Workspace, call: ApiCall): Promise<ApiAnswer> {
  const token = tokenKind(call.token);
  const fault = workspace.faults.take(call.method);
  if (fault) workspace.ledger.add({ kind: 'fault', fault: { ...fault }, used_on: call.method });
  const answer = await withFault(fault, () => carryOut(workspace, call, token));
  workspace.ledger.add({
    kind: 'api_call',
    method: call.method,
    args: call.args,
    answer: answer.body,
    status: answer.status,
    token,
    ...(fault ? { fault: fault.kind } : {}),
    ...(answer.lost ? { lost: true } : {}),
  });
  return fault?.kind === 'error_after_accept' ? { ...answer, body: SERVER_ERROR.body } : answer;
}

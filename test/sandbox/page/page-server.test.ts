import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPage } from '../../../src/sandbox/page/create-page.ts';
import { refusalOf } from '../../../src/sandbox/page/request-guard.ts';
import { type SandboxEvent, type SandboxState, sandboxStateSchema } from '../../../src/sandbox/page/time-contract.ts';
import { firstStart, organisation } from './demo-workspace.ts';

const state: SandboxState = {
  ...organisation,
  life: '1',
  now: firstStart.toISOString(),
  localNow: 'Sunday 15 March 2026, 18:00',
  orgTz: 'America/New_York',
  moving: null,
  nextDigest: '2026-04-01',
};

describe('the guard', () => {
  const json = { host: 'localhost:8900', 'content-type': 'application/json' };
  it.each<[string, string, IncomingHttpHeaders, string | null]>([
    ['GET', 'a name bound to this machine', { host: 'evil.example:8900' }, 'bad_host'],
    ['GET', 'a name that begins like this machine', { host: 'localhost.evil.example' }, 'bad_host'],
    ['GET', 'an address that begins like this machine', { host: '127.0.0.1.evil.example' }, 'bad_host'],
    ['GET', 'no host', {}, 'bad_host'],
    ['GET', 'this machine', { host: '127.0.0.1:8900' }, null],
    ['GET', 'this machine by IPv6', { host: '[::1]:8900' }, null],
    ['POST', 'the page itself', { ...json, origin: 'http://localhost:8900', 'sec-fetch-site': 'same-origin' }, null],
    ['POST', 'a script without a browser', json, null],
    ['POST', 'another website', { ...json, origin: 'https://evil.example' }, 'bad_origin'],
    ['POST', 'another port of this machine', { ...json, origin: 'http://localhost:3000' }, 'bad_origin'],
    ['POST', 'a sandboxed frame', { ...json, origin: 'null' }, 'bad_origin'],
    ['POST', 'another site without an origin', { ...json, 'sec-fetch-site': 'cross-site' }, 'bad_origin'],
    ['POST', 'a form', { ...json, 'content-type': 'text/plain' }, 'not_json'],
    ['POST', 'no content type', { host: 'localhost' }, 'not_json'],
  ])('%s from %s', (method, _, headers, expected) => {
    expect(refusalOf({ method, headers })).toBe(expected);
  });
});

describe('the endpoints', () => {
  let server: Server;
  let port = 0;
  let present: SandboxState;
  let moves: string[];
  let finishMove: (error?: Error) => void;
  let resets: number;
  const listeners = new Set<(event: SandboxEvent) => void>();

  beforeEach(async () => {
    present = state;
    moves = [];
    resets = 0;
    const page = createPage({
      state: async () => present,
      move: (by) =>
        new Promise((resolve, reject) => {
          moves.push(by);
          finishMove = (error) => (error === undefined ? resolve() : reject(error));
        }),
      reset: async () => {
        resets += 1;
      },
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    });
    server = createServer(async (incoming, outgoing) => {
      if (!(await page(incoming, outgoing))) outgoing.writeHead(418).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const at = (path: string) => `http://127.0.0.1:${port}${path}`;
  const post = (path: string, body: unknown) =>
    fetch(at(path), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  it('answers the state as the contract has it', async () => {
    const answer = await (await fetch(at('/sandbox/state'))).json();
    expect(sandboxStateSchema.parse(answer)).toEqual(state);
  });

  it('begins a move and refuses a second one, and a reset, until it has ended', async () => {
    expect((await post('/sandbox/move', { by: 'week' })).status).toBe(202);
    expect((await post('/sandbox/move', { by: 'day' })).status).toBe(409);
    expect((await post('/sandbox/reset', {})).status).toBe(409);
    finishMove();
    await expect.poll(async () => (await post('/sandbox/reset', {})).status).toBe(200);
    expect({ moves, resets }).toEqual({ moves: ['week'], resets: 1 });
  });

  it('refuses a move while the sandbox says that one is going on', async () => {
    present = { ...state, moving: { target: state.now, doing: 'x', done: 0, total: 1 } };
    expect((await post('/sandbox/move', { by: 'day' })).status).toBe(409);
    expect(moves).toEqual([]);
  });

  it('answers a script at the end of the move, with what went wrong', async () => {
    const answer = post('/sandbox/move', { by: 'day', wait: true });
    await expect.poll(() => moves.length).toBe(1);
    finishMove(new Error('Postgres is gone'));
    expect([(await answer).status, await (await answer).json()]).toEqual([
      500,
      { ok: false, error: 'failed', detail: 'The date could not be moved: Postgres is gone' },
    ]);
  });

  it.each([{}, { by: 'year' }, { by: 'day', more: 1 }, null, 'day'])('refuses the move %j', async (body) => {
    expect((await post('/sandbox/move', body)).status).toBe(400);
    expect(moves).toEqual([]);
  });

  it('streams the present time, then what happens, then problems, and stops listening', async () => {
    const stop = new AbortController();
    const stream = await fetch(at('/sandbox/events'), { signal: stop.signal });
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    const next = async () => JSON.parse(((await reader?.read())?.value ?? '').replace(/^data: /, ''));
    expect(await next()).toMatchObject({ what: 'time', time: { localNow: state.localNow } });
    for (const listener of listeners) listener({ what: 'state' });
    expect(await next()).toEqual({ what: 'state' });
    await post('/sandbox/move', { by: 'day' });
    finishMove(new Error('no'));
    expect(await next()).toEqual({ what: 'problem', text: 'The date could not be moved: no' });
    stop.abort();
    await expect.poll(() => listeners.size).toBe(0);
  });

  it('leaves other paths to others and serves nothing outside its folder', async () => {
    expect((await fetch(at('/api/chat.postMessage'))).status).toBe(418);
    expect((await fetch(at('/sandbox/move'))).status).toBe(405);
    expect((await fetch(at('/client/main.js'))).headers.get('content-type')).toContain('javascript');
    for (const path of [
      '/client/../create-page.ts',
      '/client/%2e%2e/create-page.ts',
      '/client/..%2fcreate-page.ts',
      '/client/tsconfig.json',
    ]) {
      expect(await statusOfRawPath(path)).not.toBe(200);
    }
  });

  it('lets the page load nothing but its own scripts', async () => {
    const answer = await fetch(at('/'));
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(await answer.text()).not.toMatch(/<script(?![^>]*src=)|onclick=/);
  });

  /** fetch would tidy the path up before it goes out. */
  function statusOfRawPath(path: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      request({ port, host: '127.0.0.1', path }, (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end();
    });
  }
});

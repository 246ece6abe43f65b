import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type SandboxProcess, startSandbox } from '../support/sandbox-process.ts';

const victor = 'U0MGR01VIC';
let sandbox: SandboxProcess;

beforeAll(async () => {
  sandbox = await startSandbox();
}, 180_000);
afterAll(() => sandbox?.stop());

async function ask(path: string, body?: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${sandbox.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return Object(await response.json());
}
const move = (by: string) => ask('/sandbox/move', { by, wait: true });
const screen = async (user: string) => JSON.stringify((await ask(`/control/screen?user=${user}`)).channels);
/** Ids are drawn by lot; what people read is not. */
const read = (shown: string) => shown.match(/"text":"[^"]*"/g);

describe('the sandbox as a process of its own', () => {
  it('moves its date forward, with every job on the way at its own time', async () => {
    expect(await ask('/sandbox/state')).toMatchObject({ localNow: 'Sunday 15 March 2026, 18:00', moving: null });
    expect(await move('day')).toEqual({ ok: true });
    expect(await ask('/sandbox/state')).toMatchObject({ localNow: 'Monday 16 March 2026, 18:00' });
    const shown = await screen(victor);
    expect(shown).toContain('Priya Raman');
    // 06:00 in New York, when the weekly run was due.
    expect(shown).toContain('"ts":"1773655200.');
  }, 60_000);

  it('goes back to its first start with the bot running, and plays the same again', async () => {
    const first = await screen(victor);
    const before = performance.now();
    expect(await ask('/sandbox/reset', {})).toEqual({ ok: true });
    expect(performance.now() - before).toBeLessThan(15_000);
    expect(await ask('/sandbox/state')).toMatchObject({ localNow: 'Sunday 15 March 2026, 18:00' });
    expect(await screen(victor)).not.toContain('Priya Raman');
    await move('day');
    expect(read(await screen(victor))).toEqual(read(first));
  }, 60_000);

  it('refuses a second move while one goes on, and what is no move', async () => {
    const [one, two] = await Promise.all([move('day'), move('day')]);
    expect([one.ok, two.ok].sort()).toEqual([false, true]);
    expect(await ask('/sandbox/move', { by: 'yesterday' })).toMatchObject({ ok: false, error: 'bad_request' });
  }, 60_000);

  it('ends with Ctrl-C and leaves no server behind', async () => {
    const url = sandbox.url;
    expect(sandbox.leftOver().length).toBeGreaterThan(0);
    expect(await sandbox.stop()).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
    expect(sandbox.leftOver()).toEqual([]);
  }, 60_000);
});

describe('a port that is taken', () => {
  it('is said at once, with the remedy', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const port = z.object({ port: z.number() }).parse(other.address()).port;
    await expect(startSandbox(['--port', String(port)])).rejects.toThrow(/status 1:\n.*port \d+.*\n.*\n.*--port/);
    other.close();
  });
});

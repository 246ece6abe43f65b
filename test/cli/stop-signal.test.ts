import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('stop-signal-process.ts', import.meta.url));
const NEVER = 600_000;
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

async function start(behaviour: 'orderly' | 'stuck', graceMs: number): Promise<ChildProcess> {
  const child = fork(PROGRAM, [behaviour, String(graceMs)], { execArgv: ['--import', 'tsx'] });
  started.push(child);
  await once(child, 'message');
  return child;
}

async function send(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const aborted = once(child, 'message');
  child.kill(signal);
  await aborted;
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('lets work end in order at %s', async (signal) => {
  const child = await start('orderly', NEVER);
  const ended = once(child, 'exit');
  await send(child, signal);
  expect(await ended).toEqual([0, null]);
});

it('ends work that is stuck at the second Ctrl-C', async () => {
  const child = await start('stuck', NEVER);
  const ended = once(child, 'exit');
  await send(child, 'SIGINT');
  child.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
});

it('ends work that is stuck after the grace period', async () => {
  const child = await start('stuck', 50);
  const ended = once(child, 'exit');
  await send(child, 'SIGINT');
  expect(await ended).toEqual([130, null]);
});

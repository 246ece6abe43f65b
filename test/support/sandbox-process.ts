import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** `npm run sandbox` as a user has it: a process of its own. */
export interface SandboxProcess {
  readonly url: string;
  /** Ctrl-C, unless it has ended. @returns the exit status. */
  stop(): Promise<number | null>;
  /** Ids of the processes that it started, its Postgres among them. */
  readonly children: readonly string[];
  /** Those of them that live on. */
  leftOver(): string[];
}

const binary = fileURLToPath(new URL('../../src/rep-coach.mjs', import.meta.url));

/** Resolves when the sandbox has printed its address. @throws Error with what it printed, when it ends before */
export async function startSandbox(options: readonly string[] = []): Promise<SandboxProcess> {
  const child = spawn(process.execPath, [binary, 'sandbox', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  const url = await printedAddress(child);
  const children = childrenOf(child.pid);
  return {
    url,
    children,
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      const [status] = await ended;
      return typeof status === 'number' ? status : null;
    },
    leftOver: () => children.filter((pid) => processLine(pid) !== ''),
  };
}

function childrenOf(pid: number | undefined): string[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function processLine(pid: string): string {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' });
  return stdout.trim().startsWith('Z') ? '' : stdout.trim();
}

function printedAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const listen = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output);
      if (found !== null) resolve(found[0]);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', (status) => reject(new Error(`The sandbox ended with status ${status}:\n${output}`)));
  });
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A script of this folder as a process of its own. */
export interface Replica {
  readonly process: ChildProcess;
  /** Like a power cut: nothing in it gets to know. */
  kill(): Promise<void>;
  /** Resolves with its status when it ends by itself. */
  ended(): Promise<number | null>;
}

export function startReplica(script: string, args: readonly string[]): Replica {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', path, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  const end = once(child, 'exit');
  return {
    process: child,
    async kill() {
      child.kill('SIGKILL');
      await end;
    },
    async ended() {
      await end;
      return child.exitCode;
    },
  };
}

import { Command, InvalidArgumentError } from 'commander';
import type { LevelWithSilent } from 'pino';
import { loadConfig } from '../config.ts';
import { stopSignal } from './stop-signal.ts';

export interface SandboxRequest {
  /** Of the page; a free one when undefined. */
  readonly port: number | undefined;
  /** A Postgres to use instead of the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Of the bot's log, on standard error. */
  readonly logLevel: LevelWithSilent;
  /** Aborted when the sandbox is to end and to remove what it made. */
  readonly signal: AbortSignal;
}

function portArgument(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) throw new InvalidArgumentError('Expected a port, 1 to 65535.');
  return port;
}

/** `rep-coach sandbox`: everything embedded, until Ctrl-C. */
export function sandboxCommand(perform = runSandbox): Command {
  return new Command('sandbox')
    .description('try it: Postgres, a local Slack with a web page, a sample organisation; nothing to configure')
    .option('--port <number>', 'port of the page (default: SANDBOX_PORT, else a free one)', portArgument)
    .action(async (options: { port?: number }) => {
      const { sandbox } = loadConfig(['sandbox']);
      await perform({ ...sandbox, port: options.port ?? sandbox.port, signal: stopSignal({ graceMs: 10_000 }) });
    });
}

async function runSandbox(request: SandboxRequest): Promise<void> {
  // biome-ignore lint/style/noRestrictedImports: the one way in, so that the bot never loads the sandbox
  const sandbox = await import('../sandbox/main.ts');
  try {
    await sandbox.runSandbox(request);
  } catch (error) {
    // Stopped while it was starting, as it was asked to.
    if (!request.signal.aborted) throw error;
  }
}

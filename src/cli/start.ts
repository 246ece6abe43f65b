import { Command } from 'commander';
import { type Config, loadConfig, strayVariables } from '../config.ts';
import { stopSignal } from './stop-signal.ts';

export interface StartRequest {
  readonly config: Pick<Config, 'database' | 'organisation' | 'slack' | 'service' | 'thresholds' | 'playbook' | 'log'>;
  /** Aborted when the bot is to end; it then finishes what it has begun. */
  readonly signal: AbortSignal;
}

/** `rep-coach start`: the bot, until it is stopped. */
export function startCommand(perform: (request: StartRequest) => Promise<void>): Command {
  return new Command('start')
    .description('the bot: Slack, scheduler, delivery (Socket Mode when SLACK_APP_TOKEN is set, else signed HTTP)')
    .action(async () => {
      const config = loadConfig(['database', 'organisation', 'slack', 'service', 'thresholds', 'playbook', 'log']);
      for (const name of strayVariables()) {
        process.stderr.write(`rep-coach: ${name} is set, but no variable of that name is read.\n`);
      }
      await perform({ config, signal: stopSignal({ graceMs: 30_000 }) });
    });
}

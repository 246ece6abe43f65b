import { Command, CommanderError } from 'commander';
import { backfillCommand } from './cli/backfill.ts';
import { doctorCommand } from './cli/doctor.ts';
import { feedCommand } from './cli/feed.ts';
import { migrateCommand } from './cli/migrate.ts';
import { playbookCommand } from './cli/playbook.ts';
import { runCommand, runOnce } from './cli/run.ts';
import { sandboxCommand } from './cli/sandbox.ts';
import { startCommand } from './cli/start.ts';
import { viewCommand } from './cli/view.ts';
import { errorLine, framesOf } from './error-summary.ts';
import { OperatorError } from './errors.ts';

const FAILED = 1;
const WRONG_USAGE = 2;

/** The composition root, and with it all of Slack's machinery: loaded by the commands that need it. */
const bot = () => import('./main.ts');

function buildProgram(): Command {
  const program = new Command('rep-coach')
    .description('Coaches sales reps from your own data, with a manager’s approval before every word.')
    .option('--verbose', 'show the stack of an error')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError();
  const commands = [
    startCommand(async (request) => (await bot()).startBot(request)),
    sandboxCommand(),
    migrateCommand(),
    doctorCommand(),
    runCommand(async (request) => runOnce(request, await bot())),
    backfillCommand(),
    viewCommand(),
    feedCommand(),
    playbookCommand(),
  ];
  for (const command of commands) program.addCommand(command.copyInheritedSettings(program));
  return program;
}

/** Commander has printed its message already; only the status is left to choose. */
function statusOf(error: CommanderError): number {
  return error.exitCode === 0 ? 0 : WRONG_USAGE;
}

/** What a row holds is in none of it: a terminal's output is copied into tickets. */
function describe(error: unknown, verbose: boolean): string {
  if (!(error instanceof Error)) return String(error);
  const said = error instanceof OperatorError ? error.message : `Unexpected error: ${errorLine(error)}`;
  if (verbose) return [said, ...framesOf(error).map((line) => `    ${line}`)].join('\n');
  if (error instanceof OperatorError) return said;
  return `${said}\n  Remedy:   Run again with --verbose and report what it shows.`;
}

/** Runs one command to its end and sets the exit status: 0, 1 failed, 2 usage. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = buildProgram();
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = statusOf(error);
      return;
    }
    process.stderr.write(`rep-coach: ${describe(error, program.opts<{ verbose?: boolean }>().verbose === true)}\n`);
    // A failed command may have left pools or sockets open that would keep the process alive.
    process.exit(error instanceof OperatorError ? error.exitCode : FAILED);
  }
}

import { CommanderError } from 'commander';
import { describe, expect, it, vi } from 'vitest';
import { backfillCommand } from '../../src/cli/backfill.ts';
import { runCommand } from '../../src/cli/run.ts';
import { sandboxCommand } from '../../src/cli/sandbox.ts';
import { viewCommand } from '../../src/cli/view.ts';

type BuiltCommand = ReturnType<typeof runCommand>;

/** Runs a command without a process; its messages are swallowed, its refusal is thrown. */
async function type(command: BuiltCommand, words: string): Promise<void> {
  command.exitOverride().configureOutput({ writeErr: () => {}, writeOut: () => {} });
  await command.parseAsync(words.split(' ').filter(Boolean), { from: 'user' });
}

function withEnvironment(): void {
  vi.stubEnv('DATABASE_URL', 'postgres://bot@db/crm');
  vi.stubEnv('ORG_TZ', 'UTC');
}

describe('run', () => {
  it('hands the job and its date on, with the configuration', async () => {
    withEnvironment();
    const perform = vi.fn(async () => {});
    await type(runCommand(perform), 'weekly --as-of 2026-03-02');
    expect(perform).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        job: 'weekly',
        asOf: '2026-03-02',
        isRehearsal: false,
        config: expect.objectContaining({ organisation: expect.objectContaining({ orgTz: 'UTC' }) }),
      }),
    );
  });

  it('may be a rehearsal', async () => {
    withEnvironment();
    const perform = vi.fn(async () => {});
    await type(runCommand(perform), 'monthly --as-of 2026-03-02 --dry-run');
    expect(perform).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ job: 'monthly', isRehearsal: true }));
  });

  it.each([
    'weekly',
    'yearly --as-of 2026-03-02',
    'weekly --as-of 2026-02-30',
    'weekly --as-of 02.03.2026',
    '--as-of 2026-03-02',
    'weekly monthly --as-of 2026-03-02',
  ])('refuses `run %s`', async (words) => {
    withEnvironment();
    const perform = vi.fn(async () => {});
    await expect(type(runCommand(perform), words)).rejects.toThrow(CommanderError);
    expect(perform).not.toHaveBeenCalled();
  });
});

describe('backfill', () => {
  it('hands the period on', async () => {
    withEnvironment();
    const perform = vi.fn(async () => {});
    await type(backfillCommand(perform), '--from 2026-01-05 --to 2026-03-02');
    expect(perform).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ from: '2026-01-05', to: '2026-03-02' }));
  });

  it.each(['--from 2026-03-02', '--to 2026-03-02', '--from 2026-13-01 --to 2026-03-02', '--from now --to then'])(
    'refuses `%s`',
    async (words) => {
      withEnvironment();
      const perform = vi.fn(async () => {});
      await expect(type(backfillCommand(perform), words)).rejects.toThrow(CommanderError);
      expect(perform).not.toHaveBeenCalled();
    },
  );
});

describe('view', () => {
  it('hands on who, and which month or metric', async () => {
    withEnvironment();
    const perform = vi.fn(async () => {});
    await type(viewCommand(perform), 'rae');
    await type(viewCommand(perform), 'rae --month 2026-03 --json');
    await type(viewCommand(perform), 'rae --evidence AE.stage_conversion');
    expect(perform.mock.calls).toMatchObject([
      [{ rep: 'rae', month: null, evidence: null, json: false }],
      [{ rep: 'rae', month: '2026-03-01', evidence: null, json: true }],
      [{ rep: 'rae', month: null, evidence: 'AE.stage_conversion', json: false }],
    ]);
  });

  it.each(['', 'rae --month 2026-13', 'rae --month 2026-03-01', 'rae --month 2026-03 --evidence AE.stage_conversion'])(
    'refuses `view %s`',
    async (words) => {
      withEnvironment();
      const perform = vi.fn(async () => {});
      await expect(type(viewCommand(perform), words)).rejects.toThrow(CommanderError);
      expect(perform).not.toHaveBeenCalled();
    },
  );
});

describe('sandbox', () => {
  it('prefers the port that was typed', async () => {
    vi.stubEnv('SANDBOX_PORT', '4000');
    const perform = vi.fn(async () => {});
    await type(sandboxCommand(perform), '--port 5000');
    await type(sandboxCommand(perform), '');
    expect(perform.mock.calls).toMatchObject([[{ port: 5000 }], [{ port: 4000 }]]);
  });

  it.each(['0', '70000', 'http'])('refuses the port %s', async (port) => {
    await expect(
      type(
        sandboxCommand(async () => {}),
        `--port ${port}`,
      ),
    ).rejects.toThrow(CommanderError);
  });
});

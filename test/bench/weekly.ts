import { Command, InvalidArgumentError } from 'commander';
import { startEmbeddedPostgres } from '../../src/sandbox/postgres.ts';
import { keepHeapTight } from '../../src/tight-heap.ts';
import { measureOrganisation } from './weekly/measure-organisation.ts';
import { comparisonLines, organisationLines } from './weekly/report.ts';

function count(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('A whole number from 1 on.');
  return number;
}

/** How long the weekly run takes, and how much memory, beside the least that reading its tables takes. */
export const weeklyBench = new Command('weekly')
  .description('times the weekly run of generated organisations beside a bare read of their tables')
  .option('--reps <numbers...>', 'sizes of the organisations', (text, all: number[] = []) => [...all, count(text)])
  .option('--seed <number>', 'of the generated rows', count, 1)
  .action(async ({ reps = [1_000, 10_000], seed }: { reps?: number[]; seed: number }) => {
    // As the command line does.
    keepHeapTight();
    const server = await startEmbeddedPostgres({ purpose: 'test' });
    try {
      const measured = [];
      // The peak of memory is that of the process: the largest comes last.
      for (const size of reps.toSorted((a, b) => a - b)) {
        const one = await measureOrganisation(server.url, { reps: size, seed });
        for (const line of organisationLines(one)) console.log(line);
        measured.push(one);
      }
      for (const line of comparisonLines(measured)) console.log(line);
    } finally {
      await server.stop();
    }
  });

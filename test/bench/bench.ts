import { Command } from 'commander';
import { calibrationBench } from './calibration.ts';
import { weeklyBench } from './weekly.ts';

/** One file a bench: its command, with its options and what it runs. */
const benches: readonly Command[] = [weeklyBench, calibrationBench];

const program = new Command('bench').description('Measures what the product promises, and prints it.');
for (const bench of benches) program.addCommand(bench.copyInheritedSettings(program));
await program.parseAsync();

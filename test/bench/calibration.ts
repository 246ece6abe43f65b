import { Command, InvalidArgumentError } from 'commander';
import { type Calibration, calibrate } from './calibration/calibrate.ts';
import { type Rule, shippedRule } from './calibration/half-year.ts';

interface Options {
  readonly reps: number;
  readonly peers?: readonly number[];
  readonly weeks: number;
  readonly seed: number;
  readonly falls: number;
  readonly compare?: true;
  readonly bySeries?: true;
}

interface Trial {
  readonly name: string;
  readonly rule: Rule;
  readonly peers: number;
  /** Most fine reps at the second line, and least real gaps flagged; of the shipped rule over half a year. */
  readonly aims?: { readonly fineEscalated: number; readonly fallenFlagged: number };
}

const shipped: readonly Trial[] = [
  { name: 'shipped', rule: shippedRule, peers: 8, aims: { fineEscalated: 0.07, fallenFlagged: 0.65 } },
  { name: 'shipped', rule: shippedRule, peers: 16, aims: { fineEscalated: 0.04, fallenFlagged: 0.65 } },
];

const fourWeeks = { own: 'four_weeks', evidence: 'own' } as const;
const shippedWithFourWeeks: Rule = { ...shippedRule, windows: { ...shippedRule.windows, own: 'four_weeks' } };
const others: readonly Trial[] = [
  { name: 'four weeks, series by series', rule: { windows: fourWeeks, isOneFamily: false }, peers: 8 },
  { name: 'four weeks, one family', rule: { windows: fourWeeks, isOneFamily: true }, peers: 8 },
  { name: 'shipped, but gaps of four weeks', rule: shippedWithFourWeeks, peers: 8 },
  { name: 'shipped, but gaps of four weeks', rule: shippedWithFourWeeks, peers: 16 },
];

/** `npm run bench -- calibration`: how often the shipped rules flag and escalate whom they should not, and should. */
export const calibrationBench = new Command('calibration')
  .description(
    'simulates reps and prints how many fine ones are flagged and escalated, and how many real gaps are found',
  )
  .option('--reps <count>', 'fine reps for each number of peers', count, 1000)
  .option('--peers <counts...>', 'of 8 and 16, those to simulate', (text, all: number[] = []) => [...all, count(text)])
  .option('--weeks <count>', 'how long', count, 26)
  .option('--seed <number>', 'of chance; the same one gives the same table', count, 1)
  .option('--falls <count>', 'of the 25 series of each rep so many fall, one at a time', count, 2)
  .option('--compare', 'also other rules, which show what each part of the shipped one is worth')
  .option('--by-series', 'also each series of the shipped rule')
  .action((options: Options) => {
    const { reps, peers = [8, 16], weeks, seed } = options;
    process.stdout.write(`${reps} fine reps of 25 series each, ${weeks} weeks, seed ${seed}.\n\n`);
    process.stdout.write(tableRow(HEADINGS));
    const trials = (options.compare ? [...others, ...shipped] : shipped).filter(({ peers: ofTrial }) =>
      peers.includes(ofTrial),
    );
    for (const trial of trials) {
      const calibration = calibrate({ ...options, ...trial, onProgress: showProgress(reps) });
      process.stdout.write(trialLines(trial, calibration));
      if (options.bySeries) process.stdout.write(seriesLines(calibration));
    }
  });

const HEADINGS = ['rule', 'peers', 'fine: any flag', '(13 weeks)', 'fine: at SLM', 'real: flagged', 'real: at SLM'];
const WIDTHS = [36, 5, 14, 10, 12, 13, 12];

function trialLines({ name, peers, aims }: Trial, found: Calibration): string {
  const { fine, fallen, fineFlaggedInAQuarter } = found;
  const shares = [fine.flagged, fineFlaggedInAQuarter, fine.escalated, fallen.flagged, fallen.escalated];
  const row = tableRow([name, String(peers), ...shares.map(percent)]);
  if (aims === undefined) return row;
  const isReached = [fine.escalated <= aims.fineEscalated, fallen.flagged >= aims.fallenFlagged];
  const [low, high] = isReached.map((reached) => (reached ? 'reached' : 'MISSED'));
  const targets = ['', '', `<=${percent(aims.fineEscalated)}`, `>=${percent(aims.fallenFlagged)}`, ''];
  return row + tableRow(['  aim', '', ...targets]) + tableRow(['', '', '', '', low ?? '', high ?? '', '']);
}

function seriesLines({ bySeries }: Calibration): string {
  return bySeries
    .map(({ name, fine, fallen }) => {
      const shares = [fine.flagged, null, fine.escalated, fallen.flagged, fallen.escalated];
      return tableRow([`  ${name}`, '', ...shares.map((share) => (share === null ? '' : percent(share)))]);
    })
    .join('');
}

function tableRow([name = '', ...cells]: readonly string[]): string {
  const [first = 0, ...widths] = WIDTHS;
  return `${[name.padEnd(first), ...cells.map((cell, index) => cell.padStart(widths[index] ?? 0))].join('  ').trimEnd()}\n`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

/** On a terminal only: a table in a file holds no progress. */
function showProgress(total: number): (done: number) => void {
  return (done) => {
    if (!process.stderr.isTTY) return;
    process.stderr.write(done === total ? '\r\x1b[K' : `\r${done} of ${total}`);
  };
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('a whole number from 1 on is expected');
  return value;
}

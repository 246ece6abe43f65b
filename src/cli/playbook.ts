import { Command } from 'commander';
import { stringify } from 'yaml';
import { type Placeholder, type Playbook, placeholders } from '../catalog/playbook/playbook.ts';
import { SIGNS, signsByMetric } from '../catalog/playbook/signs.ts';
import { type Config, loadConfig } from '../config.ts';
import { loadCatalog } from '../load-catalog.ts';

/** `rep-coach playbook`. */
export function playbookCommand(perform = printPlaybook): Command {
  return new Command('playbook')
    .description('print the playbook in force as a file, to write one of your own for PLAYBOOK_FILE')
    .action(async () => perform(loadConfig(['playbook'])));
}

async function printPlaybook({ playbook: { file } }: Pick<Config, 'playbook'>): Promise<void> {
  const { playbook } = await loadCatalog({ thresholds: undefined, playbook: file });
  process.stdout.write(playbookFile(playbook));
}

const LINE_WIDTH = 120;

const PLACEHOLDERS: Readonly<Record<Placeholder, string>> = {
  stage_from: 'the stage that deals leave; of metrics by stage',
  stage_to: 'the stage that they enter; of metrics by stage',
  part: 'the part that is meant, "cold cadences, step 3"; of metrics that are read part by part',
  examples:
    'up to two calls, deals or accounts behind the number, "the deal with Acme (9 Feb)"; else "two recent deals"',
};

/** Metrics whose evidence shows a sign; of skills only the trend is known. */
function shownBy(sign: string): string {
  const metrics = Object.entries(signsByMetric).filter(([, signs]) => signs.some((one) => one === sign));
  return [...metrics.map(([key]) => key), ...(sign === 'worsening' ? ['skills'] : [])].join(', ');
}

/** A playbook as `PLAYBOOK_FILE` has it. */
export function playbookFile({ metrics, skills }: Playbook): string {
  const signs = Object.entries(SIGNS).map(([name, meaning]) => `#   ${name}: ${meaning} (${shownBy(name)})`);
  const head = [
    '# What Rep Coach suggests, by metric or skill and how large the gap is. Point PLAYBOOK_FILE at a file like this;',
    '# `rep-coach doctor` checks it. It replaces the built-in playbook as a whole.',
    '#',
    '# Written to the rep, who reads it after their manager has approved it, weeks later perhaps. The goal follows by itself.',
    '# Each needs two texts or more, so that a pattern that comes back is answered in other words.',
    '# A text with a colon in it stands in quotation marks. One or two sentences are best; one example may be all there is.',
    '# Filled in:',
    ...placeholders.map((name) => `#   {${name}}: ${PLACEHOLDERS[name]}`),
    '# A text with `when` comes before the others where the evidence shows its sign:',
    ...signs,
  ];
  return `${head.join('\n')}\n${stringify({ metrics, skills }, { lineWidth: LINE_WIDTH, aliasDuplicateObjects: false })}`;
}

import { Command } from 'commander';
import { stringify } from 'yaml';
import { type Playbook, placeholders } from '../catalog/playbook/playbook.ts';
import { SIGNS } from '../catalog/playbook/signs.ts';
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

/** A playbook as `PLAYBOOK_FILE` has it. */
export function playbookFile({ metrics, skills }: Playbook): string {
  const signs = Object.entries(SIGNS).map(([name, meaning]) => `#   ${name}: ${meaning}`);
  const head = [
    '# What Rep Coach suggests, by metric or skill and how large the gap is. Point PLAYBOOK_FILE at a file like this;',
    '# `rep-coach doctor` checks it. It replaces the built-in playbook as a whole.',
    '#',
    '# Written to the rep, who reads it after their manager has approved it, weeks later perhaps. The goal follows by itself.',
    '# Each needs two texts or more, so that a pattern that comes back is answered in other words.',
    `# Filled in where they fit: ${placeholders.map((name) => `{${name}}`).join(', ')}.`,
    '# A text with `when` comes first, where the evidence shows:',
    ...signs,
  ];
  return `${head.join('\n')}\n${stringify({ metrics, skills }, { lineWidth: LINE_WIDTH, aliasDuplicateObjects: false })}`;
}

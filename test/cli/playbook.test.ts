import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { builtInPlaybook } from '../../src/catalog/playbook/built-in.ts';
import { examine } from '../../src/cli/doctor.ts';
import { playbookCommand, playbookFile } from '../../src/cli/playbook.ts';
import { loadCatalog } from '../../src/load-catalog.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playbook-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(content: string): Promise<string> {
  const file = join(folder, 'playbook.yml');
  await writeFile(file, content);
  return file;
}

async function written(act: () => Promise<unknown>): Promise<string> {
  const parts: string[] = [];
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => parts.push(String(text)) > 0);
  try {
    await act();
  } finally {
    stdout.mockRestore();
  }
  return parts.join('');
}

const print = () => written(() => playbookCommand().parseAsync([], { from: 'user' }));
const inOwnWords = ['Send the first touch before nine this month.', 'Count your touches at noon each day.'];
const OWN = playbookFile({
  ...builtInPlaybook,
  metrics: {
    ...builtInPlaybook.metrics,
    'SDR.outreach_volume': { low: inOwnWords, medium: inOwnWords, high: inOwnWords },
  },
});

describe('rep-coach playbook', () => {
  it('prints one that can be read again', async () => {
    vi.stubEnv('PLAYBOOK_FILE', '');
    const file = await fileOf(await print());
    expect((await loadCatalog({ thresholds: undefined, playbook: file })).playbook).toEqual(builtInPlaybook);
  });

  it('prints the one of the file where there is one', async () => {
    vi.stubEnv('PLAYBOOK_FILE', await fileOf(OWN));
    expect(await print()).toBe(OWN);
  });
});

describe('a playbook file', () => {
  it.each([
    ['that is not there', undefined, 'Set PLAYBOOK_FILE to its path'],
    ['that is no YAML', 'metrics: [', 'Expected: YAML'],
    ['that lacks everything', '# nothing\n', '(the file): is empty; expected metrics and skills'],
    ['that lacks a metric', OWN.replace('AE.discount_depth:', 'AE.discount:'), 'metrics: AE.discount_depth is missing'],
  ])('%s is refused with the remedy', async (_name, content, message) => {
    const file = content === undefined ? join(folder, 'none.yml') : await fileOf(content);
    const attempt = loadCatalog({ thresholds: undefined, playbook: file });
    await expect(attempt).rejects.toMatchObject({ code: 'playbook_file' });
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toThrow(/Remedy:/);
  });
});

describe('rep-coach doctor', () => {
  const now = new Date('2026-03-04T12:00:00Z');
  const examined = (env: Record<string, string>) => written(() => examine({ env, now }));

  it('says which playbook is in force', async () => {
    expect(await examined({})).toMatch(/^ok +playbook: in force, built in$/m);
    const file = await fileOf(OWN);
    expect(await examined({ PLAYBOOK_FILE: file })).toContain(`playbook: in force, ${file}\n`);
  });

  it('says what is wrong with the file', async () => {
    const file = await fileOf(OWN.replaceAll('{examples}', '{deals}'));
    expect(await examined({ PLAYBOOK_FILE: file })).toMatch(
      /^wrong {2}playbook: [\s\S]*metrics\.AE\.stage_conversion\.low\[0\]: \{deals\} cannot be filled here/m,
    );
  });
});

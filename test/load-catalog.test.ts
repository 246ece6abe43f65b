import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtInCatalog } from '../src/catalog/catalog.ts';
import { OperatorError } from '../src/errors.ts';
import { loadCatalog } from '../src/load-catalog.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thresholds-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function load(text: string) {
  const file = join(folder, 'thresholds.yml');
  await writeFile(file, text);
  return loadCatalog({ thresholds: file });
}

it('without a file what is built in holds', async () => {
  expect(await loadCatalog({ thresholds: undefined })).toBe(builtInCatalog);
  expect((await load('# nothing yet\n')).thresholds).toEqual(builtInCatalog.thresholds);
});

it('reads a file', async () => {
  const catalog = await load('metrics:\n  AE.stage_conversion:\n    minimum_sample: 11\n');
  expect(catalog.find('AE.stage_conversion')?.minimumSample).toBe(11);
});

it.each([
  ['a key that is not known', 'alhpa: 0.02\nminimum_peers: 0\n', /thresholds\.yml[\s\S]*minimum_peers[\s\S]*alhpa/],
  ['no YAML', 'alpha: [0.02\n', /thresholds\.yml/],
  ['a key twice', 'alpha: 0.02\nalpha: 0.03\n', /unique/],
])('refuses %s', async (_name, text, message) => {
  const attempt = load(text);
  await expect(attempt).rejects.toThrow(OperatorError);
  await expect(attempt).rejects.toThrow(message);
});

it('refuses a file that is not there', async () => {
  await expect(loadCatalog({ thresholds: join(folder, 'none.yml') })).rejects.toThrow(/none\.yml/);
});

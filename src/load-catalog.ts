import { builtInCatalog, type Catalog } from './catalog/catalog.ts';
import { overriddenCatalog } from './catalog/override-thresholds.ts';
import { checkPlaybook } from './catalog/playbook/check-playbook.ts';
import type { Playbook } from './catalog/playbook/playbook.ts';
import { unusable, type YamlFile, yamlDocument } from './yaml-file.ts';

/** Paths; what is undefined is built in. */
export interface CatalogFiles {
  readonly thresholds: string | undefined;
  readonly playbook?: string | undefined;
}

/**
 * The catalog in force: the built-in one, with what the thresholds file sets otherwise and the playbook of the file.
 * @throws OperatorError that names the file, and every key that is at fault.
 */
export async function loadCatalog({ thresholds, playbook }: CatalogFiles): Promise<Catalog> {
  const catalog = thresholds === undefined ? builtInCatalog : await withThresholds(thresholds);
  return playbook === undefined ? catalog : { ...catalog, playbook: await loadPlaybook(playbook) };
}

/** What the thresholds file holds, unchecked. @throws OperatorError for a file that cannot be read, or is no YAML. */
export async function thresholdsDocument(path: string): Promise<unknown> {
  return yamlDocument(thresholdsFile(path));
}

/** The playbook of a file. @throws OperatorError that names every key that is at fault. */
export async function loadPlaybook(path: string): Promise<Playbook> {
  const file: YamlFile = { path, what: 'playbook file', variable: 'PLAYBOOK_FILE' };
  const outcome = checkPlaybook(await yamlDocument(file), builtInCatalog);
  if ('playbook' in outcome) return outcome.playbook;
  throw unusable(
    file,
    outcome.faults.map(({ key, found }) => `${key}: ${found}`),
    'for every metric and skill, by low, medium and high, at least two texts that can be filled and sent',
    'Correct the keys named above; `rep-coach playbook` prints one that holds.',
  );
}

async function withThresholds(path: string): Promise<Catalog> {
  const outcome = overriddenCatalog(builtInCatalog, await thresholdsDocument(path));
  if ('catalog' in outcome) return outcome.catalog;
  throw unusable(
    thresholdsFile(path),
    outcome.faults.map(({ key, found }) => `${key}: ${found}`),
    'thresholds as the README lists them, and no other keys',
    'Correct or remove the keys named above; what the file leaves out keeps its built-in value.',
  );
}

function thresholdsFile(path: string): YamlFile {
  return { path, what: 'thresholds file', variable: 'THRESHOLDS_FILE' };
}

import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { builtInCatalog, type Catalog } from './catalog/catalog.ts';
import { overriddenCatalog } from './catalog/override-thresholds.ts';
import { OperatorError } from './errors.ts';

/**
 * The catalog in force: the built-in one, with what the thresholds file sets otherwise.
 * @param file its path; undefined: none.
 * @throws OperatorError that names the file, and the key that is at fault.
 */
export async function loadCatalog(file: string | undefined): Promise<Catalog> {
  if (file === undefined) return builtInCatalog;
  const outcome = overriddenCatalog(builtInCatalog, await thresholdsDocument(file));
  if ('catalog' in outcome) return outcome.catalog;
  throw refusal(
    file,
    outcome.faults.map(({ key, found }) => `${key}: ${found}`).join('\n  '),
    'thresholds as the README lists them, and no other keys',
    'Correct or remove the keys named above; what the file leaves out keeps its built-in value.',
  );
}

/** What the thresholds file holds, unchecked. @throws OperatorError for a file that cannot be read, or is no YAML. */
export async function thresholdsDocument(file: string): Promise<unknown> {
  const document = parseDocument(await contentOf(file));
  const [fault] = document.errors;
  if (fault !== undefined) throw refusal(file, fault.message, 'YAML', 'Correct the place named above.');
  return document.toJS();
}

async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw refusal(file, reason, 'a file that can be read', 'Set THRESHOLDS_FILE to its path, or unset it.');
  }
}

function refusal(file: string, what: string, expected: string, remedy: string): OperatorError {
  return new OperatorError({
    code: 'thresholds_file',
    what: `The thresholds file ${file} cannot be used:\n  ${what}`,
    expected,
    remedy,
  });
}

import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { OperatorError } from './errors.ts';

/** A file of the operator's, and the variable that names it. */
export interface YamlFile {
  readonly path: string;
  /** "thresholds file". */
  readonly what: string;
  readonly variable: string;
}

/** What the file holds, unchecked. @throws OperatorError for a file that cannot be read, or is no YAML. */
export async function yamlDocument(file: YamlFile): Promise<unknown> {
  const document = parseDocument(await contentOf(file));
  const [fault] = document.errors;
  if (fault !== undefined) throw unusable(file, [fault.message], 'YAML', 'Correct the place named above.');
  return document.toJS();
}

/** @param faults each names a place of the file and what is wrong there. */
export function unusable(
  { path, what, variable }: YamlFile,
  faults: readonly string[],
  expected: string,
  remedy: string,
): OperatorError {
  return new OperatorError({
    code: variable.toLowerCase(),
    what: `The ${what} ${path} cannot be used:\n  ${faults.join('\n  ')}`,
    expected,
    remedy,
  });
}

async function contentOf(file: YamlFile): Promise<string> {
  try {
    return await readFile(file.path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw unusable(file, [reason], 'a file that can be read', `Set ${file.variable} to its path, or unset it.`);
  }
}

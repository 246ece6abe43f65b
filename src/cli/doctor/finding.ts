import { OperatorError } from '../../errors.ts';

/** What one check found. */
export interface Finding {
  /** `note`: worth knowing, and nothing that has to be mended. */
  readonly state: 'ok' | 'note' | 'wrong';
  /** What was looked at. */
  readonly subject: string;
  /** What was found and, when it is wrong, what was expected and how to mend it. */
  readonly says: string;
}

export const ok = (subject: string, says: string): Finding => ({ state: 'ok', subject, says });
export const note = (subject: string, says: string): Finding => ({ state: 'note', subject, says });

export function wrong(subject: string, what: string, remedy: string): Finding {
  return { state: 'wrong', subject, says: `${what}\n  Remedy:   ${remedy}` };
}

/** What an operator can mend, as a finding. @throws any other error. */
export function findingOf(subject: string, error: unknown): Finding {
  if (error instanceof OperatorError) return { state: 'wrong', subject, says: error.message };
  throw error;
}

/** "wrong  database: ...", with the lines that follow indented. */
export function findingLines({ state, subject, says }: Finding): string[] {
  const [first = '', ...others] = says.split('\n');
  return [`${state.padEnd(5)}  ${subject}: ${first}`, ...others.map((line) => `       ${line}`)];
}

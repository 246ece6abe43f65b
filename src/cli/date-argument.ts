import { InvalidArgumentError } from 'commander';
import { isLocalDate, type LocalDate } from '../domain/local-date.ts';

/** A date option of the command line. Wrong dates are usage errors (status 2). */
export function dateArgument(text: string): LocalDate {
  if (!isLocalDate(text)) throw new InvalidArgumentError('Expected a date written YYYY-MM-DD, such as 2026-03-02.');
  return text;
}

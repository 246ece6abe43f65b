import { InvalidArgumentError } from 'commander';
import { firstOfMonth, isLocalDate, type LocalDate } from '../domain/local-date.ts';

/** A date option of the command line. Wrong dates are usage errors (status 2). */
export function dateArgument(text: string): LocalDate {
  if (!isLocalDate(text)) throw new InvalidArgumentError('Expected a date written YYYY-MM-DD, such as 2026-03-02.');
  return text;
}

/** A month option of the command line. @returns its first day. */
export function monthArgument(text: string): LocalDate {
  const first = `${text}-01`;
  if (!isLocalDate(first)) throw new InvalidArgumentError('Expected a month written YYYY-MM, such as 2026-03.');
  return firstOfMonth(first);
}

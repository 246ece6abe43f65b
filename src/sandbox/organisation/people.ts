import { addDays } from './local-dates.ts';
import * as reference from './reference-tables.ts';
import { delegations, managerAbsences, type Rep, roster, secondLineOf } from './roster.ts';
import { adminNames, managerNames, secondLineNames } from './roster-names.ts';
import type { RowBook } from './row-book.ts';
import { organisationTimeZone } from './time-frame.ts';

const letters = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/[^a-z]/gi, '')
    .slice(0, 3)
    .toUpperCase();

/** Like U0AE01ADA. */
const slackIdOf = (personId: string, firstName: string): string =>
  `U0${personId.replace('-', '').toUpperCase()}${letters(firstName)}`;

const emailOf = (firstName: string, lastName: string): string =>
  `${firstName}.${lastName}@halyard.example`.toLowerCase().replaceAll(' ', '');

function addPerson(
  book: RowBook,
  id: string,
  [firstName, lastName]: readonly [string, string],
  options: { timeZone?: string; isAdmin?: boolean; hasSlackUser?: boolean } = {},
): void {
  book.add(reference.person, {
    person_id: id,
    full_name: `${firstName} ${lastName}`,
    email: emailOf(firstName, lastName),
    slack_user_id: (options.hasSlackUser ?? true) ? slackIdOf(id, firstName) : null,
    time_zone: options.timeZone ?? organisationTimeZone,
    is_admin: options.isAdmin ?? false,
  });
}

const numbered = (prefix: string, index: number): string => `${prefix}-${String(index + 1).padStart(2, '0')}`;

/** Everyone, who reports to whom, hire and ramp dates, absences, and who decides for an absent manager. */
export function addPeople(book: RowBook): void {
  for (const rep of roster) addPerson(book, rep.id, [rep.firstName, rep.lastName], rep);
  managerNames.forEach((name, index) => {
    addPerson(book, numbered('mgr', index), name);
  });
  secondLineNames.forEach((name, index) => {
    addPerson(book, numbered('slm', index), name);
  });
  adminNames.forEach((name, index) => {
    addPerson(book, numbered('ops', index), name, { isAdmin: true });
  });
  for (const rep of roster) addReportingLines(book, rep);
  for (const rep of roster) {
    book.add(reference.repProfile, { rep_id: rep.id, hire_date: rep.hiredOn, ramp_end_date: rep.rampEndsOn });
    for (const { from, to, kind } of rep.absences) {
      book.add(reference.repAbsence, { rep_id: rep.id, from_date: from, to_date: to, kind });
    }
  }
  for (const [managerId, { from, to, kind }] of Object.entries(managerAbsences)) {
    book.add(reference.repAbsence, { rep_id: managerId, from_date: from, to_date: to, kind });
  }
  for (const { managerId, delegateId, from, to } of delegations) {
    book.add(reference.delegation, { manager_id: managerId, delegate_id: delegateId, from_date: from, to_date: to });
  }
}

function addReportingLines(book: RowBook, rep: Rep): void {
  rep.managers.forEach(({ managerId, from }, index) => {
    book.add(reference.reportingLine, {
      rep_id: rep.id,
      manager_id: managerId,
      slm_id: secondLineOf[managerId] ?? null,
      effective_from: from,
      effective_to: rep.managers[index + 1]?.from ?? null,
    });
  });
}

/** A day in the ramp of whoever is new; for the facts. */
export const isRampingOn = (rep: Rep, date: string): boolean =>
  date < (rep.rampEndsOn ?? addDays(rep.hiredOn, rep.stints[0]?.role === 'SDR' ? 60 : 90));

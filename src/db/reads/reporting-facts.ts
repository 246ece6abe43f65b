import type { Knex } from 'knex';
import type { LocalDate } from '../../domain/local-date.ts';
import type { ReportingFacts } from '../../domain/visibility.ts';
import { reportingLine } from './reporting-line.ts';

/** What visibility needs to know of a person and a rep on the local date. */
export async function reportingFacts(
  db: Knex,
  personId: string,
  repId: string,
  today: LocalDate,
): Promise<ReportingFacts> {
  const line = await reportingLine(db, repId, today);
  const person = await db('person').where({ person_id: personId }).first<{ is_admin: boolean } | undefined>('is_admin');
  return { personId, repId, ...line, isAdmin: person?.is_admin ?? false };
}

import type { Knex } from 'knex';
import type { OrganisationMoment } from '../../domain/organisation-settings.ts';
import type { ReportingFacts } from '../../domain/visibility.ts';
import { reportingLine } from './reporting-line.ts';

/** Who asks, about whom. */
export interface ReportingQuestion {
  personId: string;
  repId: string;
  /** The SLM of an open escalation: of a rep who has left, whom no line names any more, it stays theirs. */
  slmOfEscalation?: string | null;
}

/** What visibility needs to know of a person and a rep at a moment. */
export async function reportingFacts(
  db: Knex,
  { personId, repId, slmOfEscalation = null }: ReportingQuestion,
  moment: OrganisationMoment,
): Promise<ReportingFacts> {
  const line = await reportingLine(db, repId, moment);
  const person = await db('person').where({ person_id: personId }).first<{ is_admin: boolean } | undefined>('is_admin');
  const slmId = line.isInForce ? line.slmId : slmOfEscalation;
  const { managerId, actingForManagerId } = line;
  return { personId, repId, managerId, slmId, actingForManagerId, isAdmin: person?.is_admin ?? false };
}

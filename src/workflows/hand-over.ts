import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import { openMatters } from '../db/reads/open-matters.ts';
import { noLine, type ReportingLine } from '../db/reads/reporting-line.ts';
import { saveFollowedLine } from '../db/stores/followed-lines.ts';
import { markHomesStale } from '../db/stores/homes-shown.ts';
import { alertAdmins } from '../delivery/alert-admins.ts';
import { redraw } from '../delivery/outbox.ts';
import { localDateOf } from '../domain/calendar.ts';
import type { OrganisationMoment } from '../domain/organisation-settings.ts';
import { decidersOf } from '../domain/visibility.ts';
import { giveOpenMatters } from './give-open-matters.ts';

export interface ChangedLine {
  repId: string;
  /** Undefined for a rep whose items have followed no line yet. */
  before: ReportingLine | undefined;
  line: ReportingLine;
}

/**
 * Gives what is open about a rep to whoever answers for them now: the new manager, and who stands in for an absent one,
 * get the items that wait, the notices of week two and those of open escalations. Every message that shows one of these
 * is drawn again, so that it shrinks where its reader no longer answers for the rep. All in the caller's transaction.
 */
export async function handOver(
  trx: Knex.Transaction,
  { repId, before, line }: ChangedLine,
  { orgTz, now, catalog }: OrganisationMoment & { catalog: Catalog },
): Promise<void> {
  if (!(await saveFollowedLine(trx, repId, { before, now: line }))) return;
  // Of a rep who is followed for the first time nobody answered so far; whoever was asked is not asked again.
  const earlier = before ?? noLine;
  await markHomesStale(trx, [repId, ...peopleOf(line), ...peopleOf(earlier)]);
  const open = await openMatters(trx, repId);
  await redraw(trx, [
    ...open.coachingIds.map((id) => `coaching:${id}`),
    ...open.escalations.map(({ escalationId }) => `escalation:${escalationId}`),
  ]);
  const today = localDateOf(now, orgTz);
  const known = decidersOf(earlier);
  for (const recipientId of decidersOf(line).filter((id) => !known.includes(id))) {
    const from = recipientId === line.managerId ? earlier.managerId : null;
    await giveOpenMatters(trx, { repId, line, open, recipientId, key: `moved:${today}`, from, now, catalog });
  }
  if (line.isInForce && decidersOf(line).length === 0 && open.coachingIds.length > 0) {
    await alertAdmins(trx, { topic: 'no_manager', subject: `${repId}:${today}`, repId, reference: {}, now });
  }
}

const peopleOf = ({ managerId, slmId, actingForManagerId }: ReportingLine) => [managerId, slmId, actingForManagerId];

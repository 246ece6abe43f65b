import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import { escalationsNotResolved } from '../db/reads/escalations-not-resolved.ts';
import { escalationsOfLeavers } from '../db/reads/escalations-of-leavers.ts';
import { noLine, type ReportingLine, reportingLines } from '../db/reads/reporting-line.ts';
import { type LockedEscalation, lockEscalation } from '../db/stores/escalations.ts';
import { followedLines } from '../db/stores/followed-lines.ts';
import { takerOf } from '../domain/escalation.ts';
import type { OrganisationMoment } from '../domain/organisation-settings.ts';
import { type ChangedLine, handOver } from './hand-over.ts';
import { giveEscalation, moveEscalation } from './move-escalation.ts';

export interface FollowContext extends OrganisationMoment {
  /** What is in force. */
  catalog: Catalog;
}

/**
 * Takes what is open to whoever answers for its rep now: items to the manager, or who stands in while the manager is
 * away; escalations to the second-line manager, one that no one could take as soon as there is someone. Of a rep who
 * has left an escalation stays with whose it is while they are there. May be repeated at any time; what fails for one rep holds up no other.
 * @throws what failed first, after all the others.
 */
export async function followReportingLines(db: Knex, context: FollowContext): Promise<void> {
  const lines = new Map((await reportingLines(db, context)).map((line) => [line.repId, line]));
  const failures: unknown[] = [];
  const attempt = (work: (trx: Knex.Transaction) => Promise<void>) =>
    db.transaction(work).catch((error: unknown) => void failures.push(error));
  for (const changed of changedLines(await followedLines(db), lines)) {
    await attempt((trx) => handOver(trx, changed, context));
  }
  for (const { escalationId, repId, slmId } of await escalationsNotResolved(db)) {
    const line = lines.get(repId);
    if (line === undefined || isWith(slmId, line)) continue;
    await attempt((trx) =>
      whileOpen(trx, escalationId, (escalation) => moveEscalation(trx, escalation, line, context.now)),
    );
  }
  for (const { escalationId, takerId } of await escalationsOfLeavers(db, context)) {
    await attempt((trx) =>
      whileOpen(trx, escalationId, (escalation) => giveEscalation(trx, escalation, takerId, context.now)),
    );
  }
  if (failures.length > 0) throw failures[0];
}

async function whileOpen(
  trx: Knex.Transaction,
  escalationId: string,
  work: (escalation: LockedEscalation) => Promise<unknown>,
): Promise<void> {
  const escalation = await lockEscalation(trx, escalationId);
  if (escalation !== null && escalation.resolvedAt === null) await work(escalation);
}

function isWith(slmId: string | null, line: ReportingLine): boolean {
  return slmId === takerOf(line);
}

/** In order of the rep. */
function changedLines(
  followed: ReadonlyMap<string, ReportingLine>,
  lines: ReadonlyMap<string, ReportingLine>,
): ChangedLine[] {
  return [...new Set([...followed.keys(), ...lines.keys()])].sort().flatMap((repId) => {
    const before = followed.get(repId);
    const line = lines.get(repId) ?? noLine;
    return before !== undefined && isSame(before, line) ? [] : [{ repId, before, line }];
  });
}

function isSame(a: ReportingLine, b: ReportingLine): boolean {
  return (
    a.isInForce === b.isInForce &&
    a.managerId === b.managerId &&
    a.slmId === b.slmId &&
    a.actingForManagerId === b.actingForManagerId
  );
}

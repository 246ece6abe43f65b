import type { Knex } from 'knex';
import { escalationOpen } from '../db/reads/escalation-open.ts';
import { reportingFacts } from '../db/reads/reporting-facts.ts';
import { appendAuditEvent } from '../db/stores/audit-events.ts';
import { maySee, relationsOf, type Thing } from '../domain/visibility.ts';

/** What a person is to a rep on the day of `now`, with what that lets them see. */
export interface RightsToRep {
  readonly isSelf: boolean;
  readonly may: (thing: Thing) => boolean;
}

export async function rightsToRep(
  db: Knex,
  { askerId, repId, orgTz, now }: { askerId: string; repId: string; orgTz: string; now: Date },
): Promise<RightsToRep> {
  const escalation = await escalationOpen(db, repId);
  const asked = { personId: askerId, repId, slmOfEscalation: escalation.slmId };
  const held = relationsOf(await reportingFacts(db, asked, { orgTz, now }));
  return {
    isSelf: held.has('self'),
    may: (thing) => maySee(held, thing, { escalationOpen: escalation.isOpen }),
  };
}

/** The trail keeps every look at a rep, and every refusal. @param look `repId` null: there is no such rep. */
export async function traceLook(
  db: Knex,
  look: {
    askerId: string;
    repId: string | null;
    action: string;
    detail: Record<string, string>;
    now: Date;
  },
): Promise<void> {
  const { askerId: actorId, repId, action, detail, now: at } = look;
  await db.transaction((trx) => appendAuditEvent(trx, { at, actorId, action, repId, subjectId: null, detail }));
}

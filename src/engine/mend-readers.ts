import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Catalog } from '../catalog/catalog.ts';
import {
  type MisplacedEscalation,
  misplacedEscalations,
  type UnaskedDecider,
  unaskedDeciders,
} from '../db/reads/missing-readers.ts';
import { reportingLine } from '../db/reads/reporting-line.ts';
import { lockEscalation } from '../db/stores/escalations.ts';
import { localDateOf } from '../domain/calendar.ts';
import type { OrganisationMoment } from '../domain/organisation-settings.ts';
import { summarise } from '../error-summary.ts';
import { addressEscalation } from '../workflows/address-escalation.ts';
import { moveEscalation } from '../workflows/move-escalation.ts';
import { askToReview } from '../workflows/request-review.ts';

export interface MendContext extends OrganisationMoment {
  readonly catalog: Catalog;
  readonly log: Pick<Logger, 'warn' | 'error'>;
}

/** What could not be given to whoever answers today. */
export interface StillMissing {
  readonly deciders: readonly UnaskedDecider[];
  readonly escalations: readonly MisplacedEscalation[];
}

/**
 * Gives pending items and open escalations to whoever answers today and has not got them, as if the line had only now
 * changed. That is safe: each message is written once, and asks again at its sending whose it is.
 */
export async function mendReaders(db: Knex, context: MendContext): Promise<StillMissing> {
  const { log } = context;
  const attempt = async (what: object, work: (trx: Knex.Transaction) => Promise<void>) => {
    log.warn(what, 'the auditor gives something to whoever answers today');
    await db.transaction(work).catch((error: unknown) => {
      log.error({ ...what, error: summarise(error) }, 'it could not be given to them');
    });
  };
  for (const { escalationId } of await misplacedEscalations(db, context))
    await attempt({ escalation: escalationId }, (trx) => giveEscalation(trx, escalationId, context));
  for (const { coachingId, repId, personId } of await unaskedDeciders(db, context)) {
    const key = `audit:${localDateOf(context.now, context.orgTz)}`;
    const { now, catalog } = context;
    await attempt({ item: coachingId }, (trx) =>
      askToReview(trx, { repId, recipientId: personId, key, from: null, now, catalog }),
    );
  }
  return { deciders: await unaskedDeciders(db, context), escalations: await misplacedEscalations(db, context) };
}

async function giveEscalation(trx: Knex.Transaction, escalationId: string, moment: OrganisationMoment): Promise<void> {
  const escalation = await lockEscalation(trx, escalationId);
  if (escalation === null || escalation.resolvedAt !== null) return;
  const line = await reportingLine(trx, escalation.repId, moment);
  if ((await moveEscalation(trx, escalation, line, moment.now)) !== escalation.slmId) return;
  await addressEscalation(trx, escalation, moment.now);
}

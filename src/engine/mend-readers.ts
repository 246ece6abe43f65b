import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Catalog } from '../catalog/catalog.ts';
import {
  type MisplacedEscalation,
  misplacedEscalations,
  type UnaskedItem,
  unaskedItems,
} from '../db/reads/missing-readers.ts';
import { reportingLine } from '../db/reads/reporting-line.ts';
import { lockEscalation } from '../db/stores/escalations.ts';
import { type Repair, recordRepairs } from '../db/stores/repairs.ts';
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

/** What has not got to whoever answers today. */
export interface MissingReaders {
  readonly items: readonly UnaskedItem[];
  readonly escalations: readonly MisplacedEscalation[];
}

/**
 * Gives pending items and open escalations to whoever answers today and has not got them, as if the line had only now
 * changed. That is safe: each message is written once, and asks again at its sending whose it is. What it gave is kept
 * for the admins to see; @returns what it could not give.
 */
export async function mendReaders(db: Knex, context: MendContext): Promise<MissingReaders> {
  const found = await missing(db, context);
  const { log, now, catalog } = context;
  const attempt = async (what: object, work: (trx: Knex.Transaction) => Promise<void>) => {
    log.warn(what, 'the auditor gives something to whoever answers today');
    await db.transaction(work).catch((error: unknown) => {
      log.error({ ...what, error: summarise(error) }, 'it could not be given to them');
    });
  };
  for (const { escalationId } of found.escalations)
    await attempt({ escalation: escalationId }, (trx) => giveEscalation(trx, escalationId, context));
  for (const { coachingId, repId, personId } of found.items) {
    if (personId === null) continue;
    const key = `audit:${localDateOf(now, context.orgTz)}`;
    await attempt({ item: coachingId }, (trx) =>
      askToReview(trx, { repId, recipientId: personId, key, from: null, now, catalog }),
    );
  }
  const left = await missing(db, context);
  await recordRepairs(db, repairsOf(found, left), now);
  return left;
}

async function missing(db: Knex, moment: OrganisationMoment): Promise<MissingReaders> {
  return { items: await unaskedItems(db, moment), escalations: await misplacedEscalations(db, moment) };
}

function repairsOf(found: MissingReaders, left: MissingReaders): Repair[] {
  const items = found.items.filter(
    ({ coachingId, personId }) =>
      !left.items.some((still) => still.coachingId === coachingId && still.personId === personId),
  );
  const escalations = found.escalations.filter(
    ({ escalationId }) => !left.escalations.some((still) => still.escalationId === escalationId),
  );
  return [
    ...items.map(({ coachingId, repId, wasAsked }) => ({
      what: 'item_asked' as const,
      subjectId: coachingId,
      repId,
      wasForgotten: !wasAsked,
    })),
    ...escalations.map(({ escalationId, repId, wasTold }) => ({
      what: 'escalation_given' as const,
      subjectId: escalationId,
      repId,
      wasForgotten: !wasTold,
    })),
  ];
}

async function giveEscalation(trx: Knex.Transaction, escalationId: string, moment: OrganisationMoment): Promise<void> {
  const escalation = await lockEscalation(trx, escalationId);
  if (escalation === null || escalation.resolvedAt !== null) return;
  const line = await reportingLine(trx, escalation.repId, moment);
  if ((await moveEscalation(trx, escalation, line, moment.now)) !== escalation.slmId) return;
  await addressEscalation(trx, escalation, moment.now);
}

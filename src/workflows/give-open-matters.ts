import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import type { OpenMatters } from '../db/reads/open-matters.ts';
import type { ReportingLine } from '../db/reads/reporting-line.ts';
import { takerOf } from '../domain/escalation.ts';
import { askToReview } from './request-review.ts';
import { tellOfEscalation, tellOfWeekTwo } from './tell-managers.ts';

export interface GivenMatters {
  readonly repId: string;
  /** Of today. */
  readonly line: ReportingLine;
  readonly open: OpenMatters;
  /** Who decides by the line. */
  readonly recipientId: string;
  /** What the request is one of, e.g. the day on which it moved; see `Asking`. */
  readonly key: string;
  /** Whose it was before, or null. */
  readonly from: string | null;
  readonly now: Date;
  readonly catalog: Catalog;
}

/** Gives somebody who decides about a rep what is open: the items that wait, the notices of week two and of escalations. */
export async function giveOpenMatters(trx: Knex.Transaction, given: GivenMatters): Promise<void> {
  const { repId, line, open, recipientId, key, from, now, catalog } = given;
  await askToReview(trx, { repId, recipientId, key, from, now, catalog });
  // Who takes the rep's escalations has them themselves.
  if (recipientId === takerOf(line)) return;
  for (const one of open.weekTwo) await tellOfWeekTwo(trx, one, { recipientId, now });
  for (const one of open.escalations) await tellOfEscalation(trx, one, { recipientId, now });
}

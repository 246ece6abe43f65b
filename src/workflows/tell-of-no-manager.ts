import type { Knex } from 'knex';
import { joinAlert } from '../delivery/alert-admins.ts';
import type { LocalDate } from '../domain/local-date.ts';

/** Tells the admins that something was found for a rep who has no manager: one message a day, whoever it is about. */
export function tellOfNoManager(
  trx: Knex.Transaction,
  { repId, on, now }: { repId: string; on: LocalDate; now: Date },
): Promise<void> {
  return joinAlert(trx, `no_manager:${on}`, { topic: 'no_manager', subject: `${repId}:${on}`, repId, now });
}

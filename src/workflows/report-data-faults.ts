import type { Knex } from 'knex';
import { AFTER_THE_RUN } from '../db/reads/source-row-faults.ts';
import { isSourceStateOlderThan, sourceStates } from '../db/stores/source-states.ts';
import { alertAdmins, causesNotTold } from '../delivery/alert-admins.ts';
import { localDateOf } from '../domain/calendar.ts';
import type { LocalDate } from '../domain/local-date.ts';
import type { OrganisationMoment } from '../domain/organisation-settings.ts';
import { isStale } from '../domain/system-status.ts';

/**
 * Tells the admins, in one message a run, which new rows break the data contract, and how; not of those that only run
 * ahead of time, which the run's summary and doctor count. In the caller's transaction.
 * @param atFault rows by table, column and what is wrong
 */
export async function reportRowFaults(
  trx: Knex.Transaction,
  atFault: Readonly<Record<string, number>>,
  run: { readonly job: string; readonly localPeriod: LocalDate; readonly now: Date },
): Promise<void> {
  const causes = Object.entries(atFault)
    .filter(([name]) => !name.endsWith(` ${AFTER_THE_RUN}`))
    .map(([name, rows]) => ({ name, value: String(rows) }));
  if (causes.length === 0) return;
  const subject = `${run.job}:${run.localPeriod}`;
  await alertAdmins(trx, {
    topic: 'rows_at_fault',
    subject,
    repId: null,
    reference: { subject },
    causes,
    now: run.now,
  });
}

/** The auditor looks twice a day; an older look is of a time when the bot was not there. */
const LOOK_STANDS_MS = 24 * 60 * 60_000;

/**
 * Tells the admins, in one message a day, which sources have learnt nothing for a week; of each once, until it has learnt
 * something and stands still again; of none before somebody has looked lately. In the caller's transaction.
 */
export async function reportStaleSources(
  trx: Knex.Transaction,
  day: LocalDate,
  { orgTz, now }: OrganisationMoment,
): Promise<void> {
  if (await isSourceStateOlderThan(trx, new Date(now.getTime() - LOOK_STANDS_MS))) return;
  const stale = (await sourceStates(trx)).flatMap((one) =>
    one.latest !== null && isStale(one, now) ? [{ name: one.source, value: localDateOf(one.latest, orgTz) }] : [],
  );
  const causes = await causesNotTold(trx, 'source_stale', stale);
  if (causes.length === 0) return;
  await alertAdmins(trx, { topic: 'source_stale', subject: day, repId: null, causes, now });
}

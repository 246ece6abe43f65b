import type { Knex } from 'knex';
import { openMatters } from '../db/reads/open-matters.ts';
import { linesToPerson } from '../db/reads/reporting-line.ts';
import { appendAuditEvent } from '../db/stores/audit-events.ts';
import { lockOpenEscalationsOf } from '../db/stores/escalations.ts';
import { type ChangedAccount, changedAccounts, saveFollowedAccount } from '../db/stores/followed-accounts.ts';
import { markHomesStale } from '../db/stores/homes-shown.ts';
import { redrawLeftBehind } from '../delivery/leave-behind.ts';
import { releaseParked } from '../delivery/outbox.ts';
import { localDateOf } from '../domain/calendar.ts';
import { decidersOf } from '../domain/visibility.ts';
import { addressEscalation } from './address-escalation.ts';
import type { FollowContext } from './follow-reporting-lines.ts';
import { giveOpenMatters } from './give-open-matters.ts';

/**
 * Takes what is open to the Slack account that a person has now: the threads of their escalations begin anew, and what
 * waits for their decision is asked there. What stands with the account before keeps nothing. May be repeated at any
 * time; what fails for one person holds up no other.
 * @throws what failed first, after all the others.
 */
export async function followAccounts(db: Knex, context: FollowContext): Promise<void> {
  const failures: unknown[] = [];
  for (const changed of await changedAccounts(db)) {
    await db
      .transaction((trx) => followAccount(trx, changed, context))
      .catch((error: unknown) => void failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

async function followAccount(trx: Knex.Transaction, changed: ChangedAccount, context: FollowContext): Promise<void> {
  const { personId } = changed;
  const { orgTz, now, catalog } = context;
  if (!(await saveFollowedAccount(trx, changed))) return;
  await redrawLeftBehind(trx, personId);
  for (const escalation of await lockOpenEscalationsOf(trx, personId)) await addressEscalation(trx, escalation, now);
  const key = `account:${localDateOf(now, orgTz)}`;
  for (const line of await linesToPerson(trx, personId, context)) {
    if (!decidersOf(line).includes(personId)) continue;
    const { repId } = line;
    const open = await openMatters(trx, repId);
    await giveOpenMatters(trx, { repId, line, open, recipientId: personId, key, from: null, now, catalog });
  }
  await releaseParked(trx, personId);
  await markHomesStale(trx, [personId]);
  await appendAuditEvent(trx, {
    at: now,
    actorId: null,
    action: 'person.account_followed',
    repId: null,
    subjectId: personId,
    detail: {},
  });
}

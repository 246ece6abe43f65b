import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import { openMatters } from '../db/reads/open-matters.ts';
import { noLine, type ReportingLine } from '../db/reads/reporting-line.ts';
import { unseenFlags } from '../db/reads/unseen-flags.ts';
import { setFlagReader } from '../db/stores/daily-breaches.ts';
import { saveFollowedLine } from '../db/stores/followed-lines.ts';
import { markHomesStale } from '../db/stores/homes-shown.ts';
import { redraw } from '../delivery/outbox.ts';
import { localDateOf } from '../domain/calendar.ts';
import type { OrganisationMoment } from '../domain/organisation-settings.ts';
import { decidersOf } from '../domain/visibility.ts';
import { giveOpenMatters } from './give-open-matters.ts';
import { readerOfFlags } from './tell-flags.ts';
import { tellOfUnseenFlag } from './tell-managers.ts';
import { tellOfNoManager } from './tell-of-no-manager.ts';

export interface ChangedLine {
  repId: string;
  /** Undefined for a rep whose items have followed no line yet. */
  before: ReportingLine | undefined;
  line: ReportingLine;
}

/**
 * Gives what is open about a rep to whoever answers for them now: the new manager, and who stands in for an absent one,
 * get the items that wait, flags that have reached nobody, the notices of week two and those of open escalations. Every message that shows one of these
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
  const newcomers = decidersOf(line).filter((id) => !known.includes(id));
  // Before what waits is asked about: a flag asks about its action, too.
  await handFlagsOver(trx, repId, { newcomers, reader: readerOfFlags(line), now });
  for (const recipientId of newcomers) {
    const from = recipientId === line.managerId ? earlier.managerId : null;
    await giveOpenMatters(trx, { repId, line, open, recipientId, key: `moved:${today}`, from, now, catalog });
  }
  if (line.isInForce && decidersOf(line).length === 0 && open.coachingIds.length > 0) {
    await tellOfNoManager(trx, { repId, on: today, now });
  }
}

/** So long, a week, a flag is news; what an older one was about is in the list of what waits. */
const NEWS_MS = 7 * 24 * 60 * 60_000;

/** A flag that waits for a business day must not get lost where its reader changes until then. */
async function handFlagsOver(
  trx: Knex.Transaction,
  repId: string,
  { newcomers, reader, now }: { newcomers: readonly string[]; reader: string | null; now: Date },
): Promise<void> {
  if (newcomers.length === 0) return;
  for (const flag of await unseenFlags(trx, repId, new Date(now.getTime() - NEWS_MS))) {
    for (const recipientId of newcomers) await tellOfUnseenFlag(trx, flag, { recipientId, now });
    if (reader !== null && flag.kind === 'daily_flag') await setFlagReader(trx, flag.reference, reader);
  }
}

const peopleOf = ({ managerId, slmId, actingForManagerId }: ReportingLine) => [managerId, slmId, actingForManagerId];

import { positionsOf } from '../db/reads/positions.ts';
import { waitingItems } from '../db/reads/waiting-items.ts';
import { localDateOf } from '../domain/calendar.ts';
import type { Person } from './identity.ts';
import type { SlackContext } from './listener.ts';
import type { HelpFor } from './messages/help.ts';

/** What of the bot concerns a person today. */
export async function helpFor(
  { person, now }: { person: Person; now: Date },
  { db, settings }: Pick<SlackContext, 'db' | 'settings'>,
): Promise<HelpFor> {
  const { isRep, isManager, isSlm } = await positionsOf(db, person.personId, localDateOf(now, settings.orgTz));
  const decides = isManager || (await hasWaiting(person.personId, { db, settings }, now));
  return { isRep, decides, isSlm, isAdmin: person.isAdmin };
}

/** Whoever stands in for an absent manager decides, too. */
async function hasWaiting(
  personId: string,
  { db, settings }: Pick<SlackContext, 'db' | 'settings'>,
  now: Date,
): Promise<boolean> {
  const { total } = await waitingItems(db, personId, { orgTz: settings.orgTz, now }, { limit: 1, offset: 0 });
  return total > 0;
}

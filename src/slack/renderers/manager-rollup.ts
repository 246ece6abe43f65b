import { nameOf } from '../../db/reads/reader.ts';
import { linesToPerson } from '../../db/reads/reporting-line.ts';
import { storedRollup } from '../../db/reads/stored-rollup.ts';
import type { Renderer } from '../../delivery/delivery.ts';
import type { OrganisationSettings } from '../../domain/organisation-settings.ts';
import { teamsAnsweredFor } from '../../domain/team.ts';
import { managerRollup } from '../messages/manager-rollup.ts';
import { gone, noLongerTheirs, referenced } from './readership.ts';

/** To whoever answers for the team today, as the row fixed it. */
export function managerRollupRenderer({ orgTz }: OrganisationSettings): Renderer {
  return async (db, delivery, now) => {
    const stored = await storedRollup(db, referenced(delivery, 'rollup_id'));
    if (stored === null) return gone('roll-up');
    const { recipientId } = delivery;
    const { teamId } = stored.content;
    const lines = await linesToPerson(db, recipientId, { orgTz, now });
    const team = teamsAnsweredFor(recipientId, lines).find((one) => one.teamId === teamId);
    if (stored.recipientId !== recipientId || team === undefined) return noLongerTheirs(delivery);
    const forManager = team.as === 'manager' ? null : await nameOf(db, teamId);
    return { outcome: 'message', message: managerRollup({ content: stored.content, forManager }) };
  };
}

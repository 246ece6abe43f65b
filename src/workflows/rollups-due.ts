import type { Knex } from 'knex';
import { reportingLines, type TeamLine } from '../db/reads/reporting-line.ts';
import type { Role } from '../domain/metric.ts';
import type { OrganisationMoment } from '../domain/organisation-settings.ts';
import { teamsAnsweredFor } from '../domain/team.ts';
import type { TeamMonth } from './compose-rollup.ts';

/**
 * Who gets a roll-up of which reps today: every manager of somebody with a role, and whoever stands in for an absent one.
 * Where that is one of the team, the second-line manager is not sent a roll-up of this one rep.
 * @param roles who has a role, and which
 */
export async function rollupsDue(
  db: Knex,
  roles: ReadonlyMap<string, Role>,
  moment: OrganisationMoment,
): Promise<TeamMonth[]> {
  const lines = await reportingLines(db, moment);
  const recipients = new Set(lines.flatMap(({ managerId, actingForManagerId }) => [managerId, actingForManagerId]));
  return [...recipients]
    .filter((recipientId) => recipientId !== null)
    .flatMap((recipientId) =>
      teamsAnsweredFor(recipientId, lines)
        .filter(
          ({ as, teamId, reps }) => as === 'manager' || !reps.every(({ repId }) => standsIn(repId, teamId, lines)),
        )
        .map(({ teamId, reps }) => ({
          teamId,
          recipientId,
          reps: reps.flatMap(({ repId }) => {
            const role = roles.get(repId);
            return role === undefined ? [] : [{ repId, role }];
          }),
        })),
    )
    .filter(({ reps }) => reps.length > 0);
}

function standsIn(personId: string, teamId: string, lines: readonly TeamLine[]): boolean {
  return lines.some((line) => line.teamId === teamId && line.actingForManagerId === personId);
}

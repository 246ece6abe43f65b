import type { ReportingFacts } from './visibility.ts';
import { maySee, type Relation, relationsOf } from './visibility.ts';

/** A rep's line as far as teams go. */
export interface RepInTeam extends Pick<ReportingFacts, 'managerId' | 'slmId' | 'actingForManagerId'> {
  readonly repId: string;
  readonly repName: string;
  /** The manager whom the line names. */
  readonly teamId: string;
  readonly teamName: string;
}

/** One manager's reps, as far as they are a person's. */
export interface Team {
  readonly teamId: string;
  readonly teamName: string;
  /** What the person is to them: the manager, who stands in for the manager, or one level above. */
  readonly as: TeamStanding;
  readonly reps: readonly RepInTeam[];
}

export const teamStandings = ['manager', 'delegate', 'slm'] as const satisfies readonly Relation[];
export type TeamStanding = (typeof teamStandings)[number];

/**
 * The teams that a person has a roll-up of, in the order of the lines; never with the person in it. Whoever is more than
 * one thing to a rep is the nearest of them: a second-line manager who stands in is the delegate.
 */
export function teamsOf(personId: string, lines: readonly RepInTeam[]): Team[] {
  const teams = new Map<string, Team & { reps: RepInTeam[] }>();
  for (const line of lines) {
    const standing = standingTo(personId, line);
    if (standing === null) continue;
    const { teamId, teamName } = line;
    const key = `${standing} ${teamId}`;
    const team = teams.get(key) ?? { teamId, teamName, as: standing, reps: [] };
    teams.set(key, team);
    team.reps.push(line);
  }
  return [...teams.values()];
}

/** The teams whose roll-up comes to a person by itself: those that they answer for. */
export function teamsAnsweredFor(personId: string, lines: readonly RepInTeam[]): Team[] {
  return teamsOf(personId, lines).filter((team) => team.as !== 'slm');
}

function standingTo(personId: string, line: RepInTeam): TeamStanding | null {
  const held = relationsOf({ ...line, personId, isAdmin: false });
  if (!maySee(held, 'team_rollup', { escalationOpen: false })) return null;
  return teamStandings.find((relation) => held.has(relation)) ?? null;
}

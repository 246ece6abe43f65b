import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import { metricInWords } from '../catalog/playbook/metric-wording.ts';
import { repsEscalated } from '../db/reads/escalation-open.ts';
import { latestReadingDateOf } from '../db/reads/latest-reading-date.ts';
import { readingsOfReps } from '../db/reads/readings.ts';
import { linesToPerson } from '../db/reads/reporting-line.ts';
import { digestContents } from '../db/reads/stored-digest.ts';
import { rollupOfTeam } from '../db/reads/stored-rollup.ts';
import { appendAuditEvents } from '../db/stores/audit-events.ts';
import type { DateRange } from '../domain/calendar.ts';
import { groupBy } from '../domain/group-by.ts';
import { addDays, addMonths, type LocalDate } from '../domain/local-date.ts';
import type { Period } from '../domain/metric.ts';
import { type RepInTeam, type Team, type TeamStanding, teamsOf } from '../domain/team.ts';
import { type RepStandings, standingsOf } from '../domain/team-grid.ts';
import type { TeamCounts } from '../domain/team-rollup.ts';
import { maySee, relationsOf } from '../domain/visibility.ts';
import { teamCounts } from './compose-rollup.ts';

/** Somebody asks to see their teams. */
export interface TeamQuestion {
  readonly askerId: string;
  /** The first day of the month; null: the latest week. */
  readonly month: LocalDate | null;
  /** As what they ask: teams of other standings are left out. */
  readonly as: readonly TeamStanding[];
  /** Where it was asked, for the trail; null where it was noted before, and is only drawn anew. */
  readonly asked: string | null;
  readonly orgTz: string;
  readonly now: Date;
  readonly catalog: Pick<Catalog, 'metrics'>;
}

/** Teams in a week or month; or there are none, or no run has read any of their reps in that period. */
export type TeamAnswer =
  | { readonly outcome: 'no_team' }
  | { readonly outcome: 'no_readings'; readonly teams: readonly Team[] }
  | ({ readonly outcome: 'teams' } & ShownTeams);

export interface ShownTeams {
  readonly period: Period;
  /** The evaluation date of the readings. */
  readonly asOf: LocalDate;
  readonly teams: readonly ShownTeam[];
}

export interface ShownTeam extends Pick<Team, 'teamId' | 'teamName' | 'as'> {
  readonly counts: TeamCounts;
  /** Of the reps whose numbers the asker may see today. */
  readonly reps: readonly RepStandings[];
}

/**
 * The teams of a person today: counts of each, and where each rep stands whose numbers are theirs to see (for a
 * second-line manager, while an escalation about the rep is open). Never the person's own row. The trail keeps it.
 */
export async function showTeams(db: Knex, question: TeamQuestion): Promise<TeamAnswer> {
  const { askerId, month, orgTz, now } = question;
  const lines = await linesToPerson(db, askerId, { orgTz, now });
  const teams = teamsOf(askerId, lines).filter((team) => question.as.includes(team.as));
  if (teams.length === 0) return { outcome: 'no_team' };
  const period = month === null ? 'week' : 'month';
  const repIds = teams.flatMap(({ reps }) => reps.map(({ repId }) => repId));
  const asOf = month === null ? await latestReadingDateOf(db, repIds, 'week') : addMonths(month, 1);
  if (asOf === null) return { outcome: 'no_readings', teams };
  const checks = { start: month ?? asOf, end: month === null ? addDays(asOf, 1) : asOf };
  const standings = await standingsOfReps(db, teams, { question, asOf, period });
  if ([...standings.values()].every(({ role }) => role === null)) return { outcome: 'no_readings', teams };
  const escalated = await repsEscalated(db, repIds);
  const shown: ShownTeam[] = [];
  for (const team of teams) {
    const all = team.reps.flatMap(({ repId }) => standings.get(repId) ?? []);
    const counts = await countsOf(db, team, { question, checks, all });
    const seen = new Set(team.reps.filter((rep) => maySeeNumbers(askerId, rep, escalated)).map(({ repId }) => repId));
    const { teamId, teamName, as } = team;
    shown.push({ teamId, teamName, as, counts, reps: all.filter(({ repId }) => seen.has(repId)) });
  }
  await trace(db, question, shown);
  return { outcome: 'teams', period, asOf, teams: shown };
}

function maySeeNumbers(askerId: string, rep: RepInTeam, escalated: ReadonlySet<string>): boolean {
  const held = relationsOf({ ...rep, personId: askerId, isAdmin: false });
  return maySee(held, 'digest', { escalationOpen: escalated.has(rep.repId) });
}

/** A month that a digest told of stays as it was told. */
async function standingsOfReps(
  db: Knex,
  teams: readonly Team[],
  { question, asOf, period }: { question: TeamQuestion; asOf: LocalDate; period: Period },
): Promise<ReadonlyMap<string, RepStandings>> {
  const reps = teams.flatMap((team) => team.reps);
  const repIds = reps.map(({ repId }) => repId);
  const metrics = question.catalog.metrics.map(metricInWords);
  const readings = groupBy(await readingsOfReps(db, repIds, { asOf, period }), (reading) => reading.repId);
  const told = question.month === null ? null : await digestContents(db, repIds, question.month);
  return new Map(
    reps.map(({ repId, repName }) => {
      const digest = told?.get(repId);
      const fixed = digest && { repId, repName, role: digest.role, lines: digest.summary };
      return [repId, fixed ?? standingsOf({ repId, repName }, { readings: readings.get(repId) ?? [], metrics })];
    }),
  );
}

/** What was said of a month stays said, unless it counts the asker. */
async function countsOf(
  db: Knex,
  team: Team,
  { question, checks, all }: { question: TeamQuestion; checks: DateRange; all: readonly RepStandings[] },
): Promise<TeamCounts> {
  const { month, askerId, catalog } = question;
  const said = month === null ? null : await rollupOfTeam(db, team.teamId, month);
  if (said !== null && !said.repIds.includes(askerId)) return said.team;
  const reps = all.flatMap(({ repId, role }) => (role === null ? [] : [{ repId, role }]));
  return teamCounts(db, { reps, checks, metrics: catalog.metrics });
}

async function trace(db: Knex, question: TeamQuestion, teams: readonly ShownTeam[]): Promise<void> {
  const { askerId: actorId, asked, month, now: at } = question;
  if (asked === null) return;
  const detail = { asked, period: month?.slice(0, 7) ?? 'week' };
  const events = teams.flatMap(({ teamId, reps }) => [
    { at, actorId, action: 'view.team', repId: null, subjectId: teamId, detail },
    ...reps.map(({ repId }) => ({ at, actorId, action: 'view.standing', repId, subjectId: teamId, detail })),
  ]);
  await db.transaction((trx) => appendAuditEvents(trx, events));
}

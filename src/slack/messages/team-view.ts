import type { KnownBlock, TableBlock } from '@slack/types';
import { formatMonth, formatRange } from '../../domain/date-format.ts';
import type { Standing } from '../../domain/digest.ts';
import { groupBy } from '../../domain/group-by.ts';
import { inGroups } from '../../domain/in-groups.ts';
import { addDays, addMonths, type LocalDate } from '../../domain/local-date.ts';
import type { Period, Role } from '../../domain/metric.ts';
import type { Picture } from '../../domain/picture.ts';
import type { TeamStanding } from '../../domain/team.ts';
import { type GridRow, gridOf, type RepStandings } from '../../domain/team-grid.ts';
import { isUntouched, type TeamCounts } from '../../domain/team-rollup.ts';
import { actionIds, commands } from '../ids.ts';
import { actions, button, context, divider, header, type Message, section } from './blocks.ts';
import { groupedTitles, listOf } from './grouped-titles.ts';
import { asAnswers, inMessages } from './in-messages.ts';
import { openWork, sizeOf } from './manager-rollup.ts';
import { lines, type Markup, md } from './markup.ts';
import { pictureBlocks } from './picture-block.ts';
import { repCounts } from './rep-standing-line.ts';
import { standingSigns } from './standing-texts.ts';
import { tablesOf } from './table-rows.ts';

/** Reps to a message: a table has 20 columns, and more than a few cannot be read. */
export const REPS_A_MESSAGE = 10;

/** Teams in a week or month, for one reader. */
export interface TeamsView {
  readonly period: Period;
  readonly asOf: LocalDate;
  readonly teams: readonly TeamInView[];
}

export interface TeamInView {
  readonly teamId: string;
  readonly teamName: string;
  readonly as: TeamStanding;
  readonly counts: TeamCounts;
  readonly reps: readonly RepStandings[];
  /** Small trends of its reps, by role, as far as there is something to draw. */
  readonly pictures?: ReadonlyMap<Role, Picture>;
}

/** Answers to one reader: each team with its counts and grid; teams one level below in counts, together. */
export function teamView(view: TeamsView): Message[] {
  const own = view.teams.filter(({ as }) => as !== 'slm');
  const below = view.teams.filter(({ as }) => as === 'slm');
  const all = [...own.flatMap((team) => ownTeam(team, view)), ...teamsBelow(below, view)];
  return asAnswers(
    all,
    md`There is more than an answer can hold: ${commands.repView} @name has each rep by themselves.`,
  );
}

const whenOf = ({ period, asOf }: TeamsView): string =>
  period === 'month' ? formatMonth(addMonths(asOf, -1)) : `week of ${formatRange(addDays(asOf, -7), asOf)}`;

function ownTeam(team: TeamInView, view: TeamsView): Message[] {
  const whose = team.as === 'manager' ? 'Your team' : `${team.teamName}’s team`;
  const title = `${whose}, ${whenOf(view)}`;
  const [first = [], ...others] = pagesOf(team.reps);
  const pages = [first, ...others];
  return pages.map((reps, page) => {
    const part = pages.length === 1 ? title : `${title} (${page + 1} of ${pages.length})`;
    const picture = pictureOf(team, pages, page);
    const drawn = pictureBlocks(picture);
    const blocks = [...(page === 0 ? countsBlocks(team) : []), ...gridBlocks(reps, view, drawn)];
    return messageOf(part, blocks, picture === null ? [] : [picture]);
  });
}

/** Reps of one role share their metrics, so they stand together. Who was not read has nothing to compare. */
function pagesOf(reps: readonly RepStandings[]): RepStandings[][] {
  const read = reps.filter(({ role }) => role !== null);
  return [...groupBy(read, ({ role }) => role).values()].flatMap((same) => inGroups(same, REPS_A_MESSAGE));
}

/** On the first page of a role. */
function pictureOf(team: TeamInView, pages: readonly (readonly RepStandings[])[], page: number): Picture | null {
  const roleOf = (reps: readonly RepStandings[] = []) => reps[0]?.role ?? null;
  const role = roleOf(pages[page]);
  if (role === null || pages.findIndex((reps) => roleOf(reps) === role) !== page) return null;
  return team.pictures?.get(role) ?? null;
}

function countsBlocks({ counts, reps }: TeamInView): KnownBlock[] {
  const unread = reps.filter(({ role }) => role === null).map(({ repName }) => repName);
  const queue = button('Open the queue', { id: actionIds.openQueue });
  const touched = counts.metrics.filter((metric) => !isUntouched(metric));
  const flagged = touched.map((metric) => md`• ${metric.title}: ${flaggedText(metric)}`);
  return [
    context(md`${sizeOf(counts)}`),
    ...(unread.length === 0 ? [] : [context(md`No numbers in this period: ${listOf(unread)}.`)]),
    section(lines(md`*Flagged*`, ...(flagged.length === 0 ? [md`• nobody`] : flagged), openWork(counts))),
    ...(counts.pendingDecisions === 0 ? [] : [actions('team:queue', queue)]),
  ];
}

/** The grid as a table, as far as somebody is ahead or behind; the rest in words. Then a way to each rep. */
function gridBlocks(reps: readonly RepStandings[], view: TeamsView, drawn: readonly KnownBlock[] = []): KnownBlock[] {
  const grid = gridOf(reps);
  const has = (row: GridRow, ...some: Standing[]) => row.standings.some((one) => one !== null && some.includes(one));
  const differing = grid.filter((row) => has(row, 'ahead', 'behind'));
  const level = grid.filter((row) => !differing.includes(row) && has(row, 'level', 'not_compared'));
  const bare = grid.filter((row) => !differing.includes(row) && !level.includes(row));
  const role = reps[0]?.role ?? null;
  if (role === null) return [];
  return [
    section(md`*Where each ${role} stands*`),
    ...(differing.length === 0 ? [] : tableOf(differing, reps)),
    ...(level.length === 0 ? [] : [context(md`Nobody ahead or behind: ${listOf(groupedTitles(level, grid))}.`)]),
    ...(bare.length === 0 ? [] : [context(md`Not enough data yet: ${listOf(groupedTitles(bare, grid))}.`)]),
    ...drawn,
    ...reps.map((rep) => repCounts(rep, monthOf(view))),
  ];
}

const monthOf = ({ period, asOf }: TeamsView): LocalDate | null => (period === 'month' ? addMonths(asOf, -1) : null);

function tableOf(shown: readonly GridRow[], reps: readonly RepStandings[]): KnownBlock[] {
  const body = shown.map(({ title, standings }) => [
    title,
    ...standings.map((one) => (one === null ? '' : standingSigns[one])),
  ]);
  return tablesOf(['Metric', ...reps.map(({ repName }) => repName)], body, WRAPPED);
}

function flaggedText({ flagged, improving }: { flagged: number; improving: number }): string {
  const reps = flagged === 1 ? '1 rep' : `${flagged} reps`;
  return improving === 0 ? reps : `${reps}, ${improving} improving`;
}

function teamsBelow(teams: readonly TeamInView[], view: TeamsView): Message[] {
  if (teams.length === 0) return [];
  const inTable = teams.slice(0, REPS_A_MESSAGE);
  const tables = belowTables(inTable);
  const left = teams.length - inTable.length;
  const counts = messageOf(`Teams below you, ${whenOf(view)}`, [
    context(md`Counts only. A rep’s own numbers are yours to see while an escalation about them is open.`),
    ...(tables.length === 0 ? [section(md`Nothing stood out in these teams.`)] : tables),
    ...(left === 0 || tables.length === 0
      ? []
      : [context(md`${left === 1 ? 'The other team is' : `The other ${left} teams are`} listed below only.`)]),
    divider,
    ...inGroups(teams, 8).map((group) => section(lines(...group.map(belowLine)))),
  ]);
  const escalated = teams.flatMap(({ reps }) => reps);
  const grids = pagesOf(escalated).map((reps) =>
    messageOf(`With an open escalation, ${whenOf(view)}`, gridBlocks(reps, view)),
  );
  return [counts, ...grids];
}

const belowLine = ({ teamName, counts }: TeamInView): Markup =>
  md`*${teamName}’s team*: ${sizeOf(counts)}; ${counts.pendingDecisions} waiting for a decision, ${counts.openEscalations} escalated.`;

/** Metrics by teams; none where nothing was flagged in any. */
function belowTables(teams: readonly TeamInView[]): TableBlock[] {
  const touched = new Map(
    teams.flatMap(({ counts }) =>
      counts.metrics
        .filter((metric) => !isUntouched(metric))
        .map(({ metricKey, title, role }) => [metricKey, `${title} (${role})`]),
    ),
  );
  if (touched.size === 0) return [];
  const body = [...touched].map(([key, title]) => [
    title,
    ...teams.map(({ counts }) => {
      const metric = counts.metrics.find(({ metricKey }) => metricKey === key);
      return metric === undefined || isUntouched(metric) ? '' : flaggedText(metric);
    }),
  ]);
  return tablesOf(['Reps flagged', ...teams.map(({ teamName }) => teamName)], body, WRAPPED);
}

const WRAPPED = [{ is_wrapped: true }];

function messageOf(title: string, blocks: KnownBlock[], pictures: readonly Picture[] = []): Message {
  const groups = [header(title), ...blocks].map((block) => [block]);
  return inMessages({ text: 'The teams that you asked for.', about: md`${title}`, pictures }, groups);
}

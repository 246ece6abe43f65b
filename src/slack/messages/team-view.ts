import type { KnownBlock, TableBlock } from '@slack/types';
import { formatMonth, formatRange } from '../../domain/date-format.ts';
import { addDays, addMonths, type LocalDate } from '../../domain/local-date.ts';
import type { Period } from '../../domain/metric.ts';
import type { TeamStanding } from '../../domain/team.ts';
import { type GridRow, gridOf, type RepStandings } from '../../domain/team-grid.ts';
import { isUntouched, type TeamCounts } from '../../domain/team-rollup.ts';
import { actionIds } from '../ids.ts';
import { actions, button, context, divider, header, type Message, section } from './blocks.ts';
import { cutBlocks, limits } from './limits.ts';
import { openWork, sizeOf } from './manager-rollup.ts';
import { inGroups, lines, type Markup, md } from './markup.ts';
import { repCounts } from './rep-standing-line.ts';
import { standingSigns } from './standing-texts.ts';
import { firstRows } from './table-rows.ts';

/** Reps to a message: a table has 20 columns, and more than a few cannot be read. */
export const REPS_A_MESSAGE = 10;
/** A response address takes five answers; what is beyond them is in Home. */
const MOST_MESSAGES = 5;

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
}

/** Answers to one reader: each team with its counts and grid; teams one level below in counts, together. */
export function teamView(view: TeamsView): Message[] {
  const own = view.teams.filter(({ as }) => as !== 'slm');
  const below = view.teams.filter(({ as }) => as === 'slm');
  const all = [...own.flatMap((team) => ownTeam(team, view)), ...teamsBelow(below, view)];
  const [last, ...rest] = all.slice(0, MOST_MESSAGES).reverse();
  if (last === undefined || all.length <= MOST_MESSAGES) return all;
  const more = context(md`There is more than an answer can hold: the Home tab has every rep.`);
  return [...rest.reverse(), { ...last, blocks: [...last.blocks, more] }];
}

const whenOf = ({ period, asOf }: TeamsView): string =>
  period === 'month' ? formatMonth(addMonths(asOf, -1)) : `week of ${formatRange(addDays(asOf, -7), asOf)}`;

function ownTeam(team: TeamInView, view: TeamsView): Message[] {
  const whose = team.as === 'manager' ? 'Your team' : `${team.teamName}’s team`;
  const title = `${whose}, ${whenOf(view)}`;
  const pages = inGroups(team.reps, REPS_A_MESSAGE);
  return pages.map((reps, page) => {
    const heading = page === 0 ? countsBlocks(team) : [];
    const part = pages.length === 1 ? title : `${title} (${page + 1} of ${pages.length})`;
    return messageOf(part, [...heading, ...gridBlocks(reps, team.counts, view)]);
  });
}

function countsBlocks({ counts }: TeamInView): KnownBlock[] {
  const queue = button('Open the queue', { id: actionIds.openQueue });
  return [
    context(md`${sizeOf(counts)}`),
    section(openWork(counts)),
    ...(counts.pendingDecisions === 0 ? [] : [actions('team:queue', queue)]),
  ];
}

/** The grid as a table, and a way to each rep. Metrics that nobody has enough data for are only named. */
function gridBlocks(reps: readonly RepStandings[], counts: TeamCounts | null, view: TeamsView): KnownBlock[] {
  const grid = gridOf(reps);
  const isBare = (row: GridRow) => row.standings.every((one) => one === null || one === 'not_enough_data');
  const shown = grid.filter((row) => !isBare(row));
  const bare = grid.filter(isBare);
  return [
    ...(shown.length === 0 ? [section(md`There are no numbers to compare yet.`)] : tableOf(shown, reps, counts)),
    ...(bare.length === 0
      ? []
      : [context(md`Not enough data yet for anybody: ${bare.length === 1 ? '1 metric' : `${bare.length} metrics`}.`)]),
    ...reps.map((rep) => repCounts(rep, monthOf(view))),
  ];
}

const monthOf = ({ period, asOf }: TeamsView): LocalDate | null => (period === 'month' ? addMonths(asOf, -1) : null);

function tableOf(shown: readonly GridRow[], reps: readonly RepStandings[], counts: TeamCounts | null): KnownBlock[] {
  const flagged = new Map(counts?.metrics.map((metric) => [metric.metricKey, metric]));
  // Said once a metric, in its first row; its other rows are parts of it.
  const said = new Set<string>();
  const body = shown.map(({ metricKey, title, standings }) => {
    const metric = said.has(metricKey) ? undefined : flagged.get(metricKey);
    said.add(metricKey);
    const count = metric === undefined ? '' : flaggedText(metric);
    return [
      title,
      ...(counts === null ? [] : [count]),
      ...standings.map((one) => (one === null ? '' : standingSigns[one])),
    ];
  });
  const heading = ['Metric', ...(counts === null ? [] : ['Flagged in team']), ...reps.map(({ repName }) => repName)];
  const { rows, left } = firstRows(heading, body);
  return [asTable(rows), ...(left === 0 ? [] : [context(md`${left} more rows do not fit; each rep’s view has them.`)])];
}

function flaggedText({ flagged, improving }: { flagged: number; improving: number }): string {
  if (flagged === 0 && improving === 0) return '0';
  return improving === 0 ? String(flagged) : `${flagged}, ${improving} improving`;
}

function teamsBelow(teams: readonly TeamInView[], view: TeamsView): Message[] {
  if (teams.length === 0) return [];
  const inTable = teams.slice(0, REPS_A_MESSAGE);
  const table = belowTable(inTable);
  const left = teams.length - inTable.length;
  const counts = messageOf(`Teams below you, ${whenOf(view)}`, [
    context(md`Counts only. A rep’s own numbers are yours to see while an escalation about them is open.`),
    ...(table === null ? [section(md`Nothing stood out in these teams.`)] : [table]),
    ...(left === 0 || table === null ? [] : [context(md`The other ${left} teams are listed below only.`)]),
    divider,
    ...inGroups(teams, 8).map((group) => section(lines(...group.map(belowLine)))),
  ]);
  const escalated = teams.flatMap(({ reps }) => reps);
  const grids = inGroups(escalated, REPS_A_MESSAGE).map((reps) =>
    messageOf(`With an open escalation, ${whenOf(view)}`, gridBlocks(reps, null, view)),
  );
  return [counts, ...grids];
}

const belowLine = ({ teamName, counts }: TeamInView): Markup =>
  md`*${teamName}’s team*: ${sizeOf(counts)}; ${counts.pendingDecisions} waiting for a decision, ${counts.openEscalations} escalated.`;

/** Metrics by teams; null where nothing was flagged in any. */
function belowTable(teams: readonly TeamInView[]): TableBlock | null {
  const touched = new Map(
    teams.flatMap(({ counts }) =>
      counts.metrics
        .filter((metric) => !isUntouched(metric))
        .map(({ metricKey, title, role }) => [metricKey, `${title} (${role})`]),
    ),
  );
  if (touched.size === 0) return null;
  const body = [...touched].map(([key, title]) => [
    title,
    ...teams.map(({ counts }) => {
      const metric = counts.metrics.find(({ metricKey }) => metricKey === key);
      return metric === undefined ? '' : flaggedText(metric);
    }),
  ]);
  return asTable(firstRows(['Reps flagged', ...teams.map(({ teamName }) => teamName)], body).rows);
}

function asTable(rows: readonly (readonly string[])[]): TableBlock {
  return {
    type: 'table',
    rows: rows.map((row) => row.map((text) => ({ type: 'raw_text', text }))),
    column_settings: [{ is_wrapped: true }],
  };
}

function messageOf(title: string, blocks: KnownBlock[]): Message {
  return {
    text: 'The teams that you asked for.',
    blocks: cutBlocks([header(title), ...blocks], limits.messageBlocks, context(md`…`)),
  };
}

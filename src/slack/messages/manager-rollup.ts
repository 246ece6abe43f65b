import type { KnownBlock, TableBlock } from '@slack/types';
import { formatMonth } from '../../domain/date-format.ts';
import { isQuiet, isUntouched, type RollupContent, type TeamCounts } from '../../domain/team-rollup.ts';
import { actionIds } from '../ids.ts';
import { actions, button, context, divider, header, type Message, section } from './blocks.ts';
import { listOf } from './grouped-titles.ts';
import { inMessages } from './in-messages.ts';
import { lines, type Markup, md } from './markup.ts';
import { tablesOf } from './table-rows.ts';

export interface ManagerRollup {
  readonly content: RollupContent;
  /** The manager's name, where the reader stands in for them; null for the manager. */
  readonly forManager: string | null;
}

/** To a manager: the month of their team in counts. Who it is about stands in the queue and the on-demand views. */
export function managerRollup({ content, forManager }: ManagerRollup): Message {
  const { periodMonth, team } = content;
  const month = formatMonth(periodMonth);
  const whose = forManager === null ? 'Your team' : `${forManager}’s team`;
  const heading = [
    header(`${whose}, ${month}`),
    ...(forManager === null ? [] : [context(md`You get this because you stand in for ${forManager}.`)]),
    context(md`${sizeOf(team)}. Counts only; names are in the queue and in /rep-view.`),
  ];
  const queue = actions('rollup:queue', button('Open the queue', { id: actionIds.openQueue, style: 'primary' }));
  const text =
    forManager === null ? md`Your team’s ${month} is here.` : md`The ${month} of ${forManager}’s team is here.`;
  return inMessages({ text: text.text, about: md`${whose}, ${month}` }, [
    heading,
    ...teamBlocks(team, `in ${month}`).map((block) => [block]),
    team.pendingDecisions === 0 ? [] : [queue],
  ]);
}

/** The four sections of a team: summary, diagnosis, actions, escalations. */
export function teamBlocks(team: TeamCounts, when: string): KnownBlock[] {
  return [...summaryBlocks(team, when), ...diagnosisBlocks(team), divider, section(openWork(team))];
}

/** What is left to do: decisions that wait, and escalations that are open. */
export function openWork({ pendingDecisions, openEscalations }: TeamCounts): Markup {
  return lines(md`*Waiting for your decision:* ${pendingDecisions}`, md`*Open escalations:* ${openEscalations}`);
}

/** "8 reps (6 AE, 2 SDR)", "7 reps (AE)". */
export function sizeOf({ sizes }: TeamCounts): string {
  const all = sizes.reduce((sum, { reps }) => sum + reps, 0);
  const reps = all === 1 ? '1 rep' : `${all} reps`;
  const roles = sizes.length === 1 ? sizes.map(({ role }) => role) : sizes.map(({ role, reps: of }) => `${of} ${role}`);
  return roles.length === 0 ? reps : `${reps} (${roles.join(', ')})`;
}

function summaryBlocks(team: TeamCounts, when: string): KnownBlock[] {
  const touched = team.metrics.filter((metric) => !isUntouched(metric));
  if (touched.length === 0) {
    return [section(isQuiet(team) ? md`Nothing stood out in this team ${when}.` : md`Nobody was flagged ${when}.`)];
  }
  const untouched = team.metrics.length - touched.length;
  return [
    section(md`*Flagged and improving, by metric*`),
    ...countsTables(team),
    ...(untouched === 0 ? [] : [context(md`${rest(untouched)} nobody was flagged.`)]),
  ];
}

const rest = (count: number): string => (count === 1 ? 'In the other metric' : `In the other ${count} metrics`);

function countsTables(team: TeamCounts): TableBlock[] {
  const sizes = new Map(team.sizes.map(({ role, reps }) => [role, reps]));
  const several = team.sizes.length > 1;
  const body = team.metrics
    .filter((metric) => !isUntouched(metric))
    .map(({ title, role, flagged, improving }) => [
      several ? `${title} (${role})` : title,
      `${flagged} of ${sizes.get(role) ?? 0}`,
      String(improving),
    ]);
  return tablesOf(['Metric', 'Flagged', 'Improving'], body, [
    { is_wrapped: true },
    { align: 'right' },
    { align: 'right' },
  ]);
}

function diagnosisBlocks({ patterns }: TeamCounts): KnownBlock[] {
  if (patterns.length === 0) return [];
  if (patterns.every(({ flagged }) => flagged === 1)) {
    const once = listOf(patterns.map(({ title, improving }) => (improving === 0 ? title : `${title} (improving)`)));
    const heading = patterns.length === 1 ? md`*Seen in one rep*` : md`*Seen in one rep each*`;
    return [divider, section(lines(heading, once))];
  }
  const listed = patterns.map((pattern): Markup => {
    const reps = pattern.flagged === 1 ? '1 rep' : `${pattern.flagged} reps`;
    const improving = pattern.improving === 0 ? '' : `, ${pattern.improving} improving`;
    return md`• ${pattern.title}: ${reps}${improving}`;
  });
  return [divider, section(lines(md`*Seen most often*`, ...listed))];
}

import type { HomeView, KnownBlock } from '@slack/types';
import { formatDate, formatMonth, formatRange } from '../../domain/date-format.ts';
import { addDays, type LocalDate } from '../../domain/local-date.ts';
import type { MetricKey, Role } from '../../domain/metric.ts';
import type { Picture } from '../../domain/picture.ts';
import type { SystemStatus } from '../../domain/system-status.ts';
import { countStanding, type RepStandings } from '../../domain/team-grid.ts';
import { actionIds, commands, viewIds } from '../ids.ts';
import { actions, button, context, divider, header, section } from './blocks.ts';
import { titleOf } from './evidence.ts';
import { cutToView } from './limits.ts';
import { lines, md } from './markup.ts';
import { pictureBlocks } from './picture-block.ts';
import { repStandings } from './rep-standing-line.ts';
import { repViewButton } from './rep-view-button.ts';
import { type StatusReader, systemBlocks } from './system-status.ts';

/** What a person's Home shows: one section for each thing they are. Null: not for them. */
export interface Home {
  readonly name: string;
  readonly waiting: { readonly total: number; readonly oldest: readonly WaitingLine[] } | null;
  /** Each team that the person answers for. */
  readonly teams: readonly HomeTeam[] | null;
  readonly escalations: readonly EscalationLine[] | null;
  readonly digests: readonly DigestLine[] | null;
  readonly system: { readonly status: SystemStatus; readonly reader: StatusReader } | null;
}

/** The latest week of a team. */
export interface HomeTeam {
  /** Null for the person's own team, else whom they stand in for. */
  readonly forManager: string | null;
  readonly asOf: LocalDate;
  readonly reps: readonly RepStandings[];
  /** Small trends of its reps, one picture a role, as far as there is something to draw. */
  readonly pictures?: readonly Picture[];
}

/** One waiting item in a list. */
export interface WaitingLine {
  readonly repName: string;
  readonly role: Role;
  readonly metricKey: MetricKey;
  readonly dimension: string;
  readonly since: LocalDate;
}

/** One open escalation in a list. */
export interface EscalationLine {
  readonly escalationId: string;
  readonly repId: string;
  readonly repName: string;
  readonly metricKey: MetricKey | null;
  readonly dimension: string;
  readonly since: LocalDate;
  readonly ownerName: string | null;
}

/** One past digest in a list. */
export interface DigestLine {
  readonly digestId: string;
  readonly periodMonth: LocalDate;
  readonly acknowledged: boolean;
  readonly actions: number;
}

const DIGESTS_SHOWN = 13;
const ESCALATIONS_SHOWN = 12;
const REPS_SHOWN = 20;
/** Teams share this many blocks, so that what comes below them has its place. */
const TEAMS_SHOWN = 6;
const BLOCKS_OF_TEAMS = 40;
const BLOCKS_AROUND_REPS = 4;
/** With more teams, each has little room. */
const TEAMS_DRAWN = 2;
const PICTURES_A_TEAM = 2;

/** A Home of blocks that we know. */
export type OwnHome = HomeView & { readonly blocks: KnownBlock[] };

/** Those of its teams that it shows. */
export function picturesOfHome({ teams }: Pick<Home, 'teams'>): Picture[] {
  if (teams === null || teams.length > TEAMS_DRAWN) return [];
  return teams.flatMap(picturesOfTeam);
}

const picturesOfTeam = ({ pictures = [] }: HomeTeam): readonly Picture[] => pictures.slice(0, PICTURES_A_TEAM);

export function homeView(home: Home): OwnHome {
  const parts = [
    home.waiting === null ? [] : waitingBlocks(home.waiting),
    ...teamsParts(home.teams ?? []),
    home.teams?.length === 0 ? [header('Your team'), section(md`Numbers come with the next weekly run.`)] : [],
    home.escalations === null ? [] : escalationBlocks(home.escalations),
    home.digests === null ? [] : digestBlocks(home.digests),
    home.system === null ? [] : [header('System'), ...systemBlocks(home.system.status, home.system.reader)],
  ].filter((part) => part.length > 0);
  const blocks: KnownBlock[] = [
    header(`Hello ${home.name}`),
    ...(parts.length === 0 ? [section(md`There is nothing for you here yet.`)] : []),
    ...parts.flatMap((part) => [divider, ...part]),
  ];
  return {
    type: 'home',
    callback_id: viewIds.home,
    blocks: cutToView(blocks, context(md`There is more than fits here.`)),
  };
}

function waitingBlocks({ total, oldest }: NonNullable<Home['waiting']>): KnownBlock[] {
  if (total === 0) return [header('Waiting for you'), section(md`Nothing waits for your decision.`)];
  const listed = oldest.map(
    (one) => md`• *${one.repName}* (${one.role}): ${titleOf(one)}, since ${formatDate(one.since)}`,
  );
  const rest = total > oldest.length ? md`and ${total - oldest.length} more` : null;
  return [
    header('Waiting for you'),
    section(lines(...listed, rest)),
    actions('home:queue', button('Open the queue', { id: actionIds.openQueue, style: 'primary' })),
  ];
}

function teamsParts(teams: readonly HomeTeam[]): KnownBlock[][] {
  const shown = teams.slice(0, TEAMS_SHOWN);
  const left = teams.length - shown.length;
  const most = Math.min(REPS_SHOWN, Math.floor(BLOCKS_OF_TEAMS / shown.length) - BLOCKS_AROUND_REPS);
  return [
    ...shown.map((team) => teamBlocks(team, most, teams.length <= TEAMS_DRAWN ? picturesOfTeam(team) : [])),
    left === 0
      ? []
      : [
          context(
            md`and ${left} more ${left === 1 ? 'team' : 'teams'}: type ${commands.teamView}, or ${commands.repView} @name`,
          ),
        ],
  ];
}

function teamBlocks({ forManager, asOf, reps }: HomeTeam, most: number, pictures: readonly Picture[]): KnownBlock[] {
  // Whoever is behind in something is what to look at, and must not be among those who do not fit.
  const ordered = reps.toSorted((a, b) => Number(isBehind(b)) - Number(isBehind(a)));
  const shown = ordered.slice(0, most - pictures.length);
  const left = reps.length - shown.length;
  return [
    header(forManager === null ? 'Your team' : `${forManager}’s team`),
    context(
      md`Where each number stood in the week of ${formatRange(addDays(asOf, -7), asOf)}, against peers or target.`,
    ),
    ...pictures.flatMap(pictureBlocks),
    ...shown.map((rep) => repStandings(rep, null)),
    ...(left === 0 ? [] : [context(md`and ${left} more: type ${commands.teamView}, or ${commands.repView} @name`)]),
  ];
}

const isBehind = (rep: RepStandings): boolean => countStanding(rep, 'behind') > 0;

function escalationBlocks(escalations: readonly EscalationLine[]): KnownBlock[] {
  if (escalations.length === 0) return [header('Your escalations'), section(md`None is open.`)];
  const shown = escalations.slice(0, ESCALATIONS_SHOWN);
  const left = escalations.length - shown.length;
  return [
    header('Your escalations'),
    context(md`Each has its thread in our messages.`),
    ...shown.flatMap(escalationLine),
    ...(left === 0 ? [] : [context(md`and ${left} more in our messages`)]),
  ];
}

function escalationLine(one: EscalationLine): KnownBlock[] {
  const { escalationId: value, metricKey, dimension } = one;
  const about = metricKey === null ? md`*${one.repName}*` : md`*${one.repName}*: ${titleOf({ metricKey, dimension })}`;
  const owner = one.ownerName === null ? md`nobody owns it yet` : md`owned by ${one.ownerName}`;
  const named = metricKey === null ? one.repName : `${one.repName}, ${titleOf({ metricKey, dimension })}`;
  const own = button('I own this', { id: actionIds.ownEscalation, value, about: named });
  const resolve = button('Resolve', { id: actionIds.openResolve, value, about: named });
  const view = repViewButton(one);
  return [
    section(lines(about, md`Since ${formatDate(one.since)}, ${owner}.`)),
    actions(`home:escalation:${value}`, ...(one.ownerName === null ? [own, resolve, view] : [resolve, view])),
  ];
}

function digestBlocks(digests: readonly DigestLine[]): KnownBlock[] {
  if (digests.length === 0) {
    return [header('Your digests'), section(md`Your first digest comes on the first business day of a month.`)];
  }
  const left = digests.length - DIGESTS_SHOWN;
  return [
    header('Your digests'),
    ...digests.slice(0, DIGESTS_SHOWN).map((one) => {
      const notes = [
        ...(one.actions === 0 ? [] : [one.actions === 1 ? '1 suggestion' : `${one.actions} suggestions`]),
        ...(one.acknowledged ? ['acknowledged'] : []),
      ];
      const line = md`*${formatMonth(one.periodMonth)}*${notes.length === 0 ? '' : `: ${notes.join(', ')}`}`;
      return section(
        line,
        button('Read', { id: actionIds.openDigest, value: one.digestId, about: formatMonth(one.periodMonth) }),
      );
    }),
    ...(left > 0
      ? [context(md`and ${left} older: type ${commands.repView} @name with your name and the month, as 2026-03`)]
      : []),
  ];
}

import type { HomeView, KnownBlock } from '@slack/types';
import { formatDate, formatMonth } from '../../domain/date-format.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { MetricKey, Role } from '../../domain/metric.ts';
import { actionIds, viewIds } from '../ids.ts';
import { actions, button, context, divider, header, section } from './blocks.ts';
import { titleOf } from './evidence.ts';
import { cutBlocks, limits } from './limits.ts';
import { lines, md } from './markup.ts';

/** What a person's Home shows: one section for each thing they are. Null: not for them. */
export interface Home {
  readonly name: string;
  readonly waiting: { readonly total: number; readonly oldest: readonly WaitingLine[] } | null;
  readonly escalations: readonly EscalationLine[] | null;
  readonly digests: readonly DigestLine[] | null;
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
  readonly repName: string;
  readonly metricKey: MetricKey | null;
  readonly dimension: string;
  readonly asOf: LocalDate;
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
const ESCALATIONS_SHOWN = 20;

export function homeView(home: Home): HomeView {
  const parts = [
    home.waiting === null ? [] : waitingBlocks(home.waiting),
    home.escalations === null ? [] : escalationBlocks(home.escalations),
    home.digests === null ? [] : digestBlocks(home.digests),
  ].filter((part) => part.length > 0);
  const blocks: KnownBlock[] = [
    header(`Hello ${home.name}`),
    ...(parts.length === 0 ? [section(md`There is nothing for you here yet.`)] : []),
    ...parts.flatMap((part) => [divider, ...part]),
  ];
  return { type: 'home', callback_id: viewIds.home, blocks: cutBlocks(blocks, limits.viewBlocks, context(md`…`)) };
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

function escalationBlocks(escalations: readonly EscalationLine[]): KnownBlock[] {
  if (escalations.length === 0) return [header('Your escalations'), section(md`None is open.`)];
  const shown = escalations.slice(0, ESCALATIONS_SHOWN);
  const left = escalations.length - shown.length;
  return [
    header('Your escalations'),
    ...shown.flatMap(escalationLine),
    ...(left === 0 ? [] : [context(md`and ${left} more`)]),
  ];
}

function escalationLine(one: EscalationLine): KnownBlock[] {
  const { escalationId: value, metricKey, dimension } = one;
  const about = metricKey === null ? md`*${one.repName}*` : md`*${one.repName}*: ${titleOf({ metricKey, dimension })}`;
  const owner = one.ownerName === null ? md`nobody owns it yet` : md`owned by ${one.ownerName}`;
  const own = button('I own this', { id: actionIds.ownEscalation, value });
  const resolve = button('Resolve', { id: actionIds.openResolve, value });
  return [
    section(lines(about, md`Since ${formatDate(one.asOf)}, ${owner}. The thread is in our messages.`)),
    actions(`home:escalation:${value}`, ...(one.ownerName === null ? [own, resolve] : [resolve])),
  ];
}

function digestBlocks(digests: readonly DigestLine[]): KnownBlock[] {
  if (digests.length === 0) {
    return [header('Your digests'), section(md`Your first digest comes on the first business day of a month.`)];
  }
  return [
    header('Your digests'),
    ...digests.slice(0, DIGESTS_SHOWN).map((one) => {
      const notes = [
        ...(one.actions === 0 ? [] : [one.actions === 1 ? '1 suggestion' : `${one.actions} suggestions`]),
        ...(one.acknowledged ? ['acknowledged'] : []),
      ];
      const line = md`*${formatMonth(one.periodMonth)}*${notes.length === 0 ? '' : `: ${notes.join(', ')}`}`;
      return section(line, button('Read', { id: actionIds.openDigest, value: one.digestId }));
    }),
  ];
}

import type { KnownBlock } from '@slack/types';
import { formatDate, formatInstant } from '../../domain/date-format.ts';
import { inGroups } from '../../domain/in-groups.ts';
import { isStale, type SourceState, type SystemStatus } from '../../domain/system-status.ts';
import { context, section } from './blocks.ts';
import { lines, type Markup, md } from './markup.ts';

export interface StatusReader {
  /** IANA zone of the admin. */
  readonly timeZone: string;
  /** Business time. */
  readonly now: Date;
}

/** The auditor looks every five minutes. */
const SILENT_AFTER_S = 900;
const STUCK_SHOWN = 10;
const SOURCES_A_LINE = 30;

/** Runs, messages, escalations, sources and the auditor: what is wrong stands out by a sign and its words. */
export function systemBlocks(status: SystemStatus, reader: StatusReader): KnownBlock[] {
  return [
    section(lines(md`*Runs*`, ...jobLines(status))),
    section(messageLines(status)),
    section(
      lines(md`*Escalations*`, escalationLine(status), md`*Auditor*`, auditorLine(status), ...repairLines(status)),
    ),
    ...sourceBlocks(status, reader),
  ];
}

function jobLines({ jobs }: SystemStatus): Markup[] {
  if (jobs.length === 0) return [md`None has run yet.`];
  return jobs.map(({ job, localPeriod, state, parkedItems }) => {
    const parked = parkedItems === 0 ? '' : `, ⚠️ ${parkedItems} failed and wait for you`;
    return md`• ${job} of ${formatDate(localPeriod)}: ${state}${parked}`;
  });
}

/** Why a message waits, in words; Slack's own code, where it has no words here, is in the log. */
function stuckBecause(reason: string, name: string): string {
  if (reason.startsWith('unreadable'))
    return `Slack does not show the conversation with ${name}, so it is unclear whether it arrived`;
  switch (reason) {
    case 'no_slack_user':
      return `${name} has no Slack account`;
    case 'slack_account_changed':
      return `${name} has another Slack account now, and this belongs in a thread with the one before`;
    case 'user_disabled':
    case 'is_inactive':
      return `the Slack account of ${name} is deactivated`;
    case 'user_not_found':
    case 'user_not_visible':
    case 'users_not_found':
      return `Slack knows no account of ${name} any more`;
    case 'sent_but_not_recorded':
      return `the one to ${name} went out, and that could not be recorded`;
    case 'render_failed':
      return `the one to ${name} could not be written; see the log`;
    default:
      return `Slack does not take the one to ${name}; see the log`;
  }
}

function messageLines({ parkedDeliveries, dueDeliveries }: SystemStatus): Markup {
  const left = parkedDeliveries.length - STUCK_SHOWN;
  return lines(
    md`*Messages*`,
    md`• ${dueDeliveries} on their way`,
    ...parkedDeliveries
      .slice(0, STUCK_SHOWN)
      .map(({ recipientName, reason, count }) => md`• ⚠️ ${count} stuck: ${stuckBecause(reason, recipientName)}`),
    left > 0 ? md`• and stuck ones to ${left} more people` : null,
  );
}

function escalationLine({ escalations: { open, unowned } }: SystemStatus): Markup {
  if (open === 0) return md`• none open`;
  if (unowned === 0) return md`• ${open} open, ${open === 1 ? 'with an owner' : 'each with an owner'}`;
  return unowned === open
    ? md`• ${open} open, owned by nobody yet`
    : md`• ${open} open, ${unowned} of them owned by nobody yet`;
}

function auditorLine({ auditorAge }: SystemStatus): Markup {
  if (auditorAge === null) return md`• ⚠️ it has never looked`;
  const minutes = Math.floor(auditorAge / 60);
  const ago = minutes < 1 ? 'less than a minute ago' : minutes === 1 ? '1 minute ago' : `${minutes} minutes ago`;
  return auditorAge > SILENT_AFTER_S
    ? md`• ⚠️ it last looked ${ago}; it should every 5 minutes`
    : md`• it last looked ${ago}`;
}

/** What the auditor set right; nothing where there was nothing. */
function repairLines({ repairs: { forgotten, followed } }: SystemStatus): Markup[] {
  const things = (count: number) => (count === 1 ? '1 thing' : `${count} things`);
  return [
    ...(forgotten === 0
      ? []
      : [md`• ⚠️ in the last 7 days it sent out ${things(forgotten)} that had been overlooked; see the log for why`]),
    ...(followed === 0 ? [] : [md`• in the last 7 days it gave ${things(followed)} to a new reader`]),
  ];
}

/** Tables as words; an underscore would be a formatting mark. */
const named = (source: string): string => source.replaceAll('_', ' ');

function sourceBlocks({ sources }: SystemStatus, { timeZone, now }: StatusReader): KnownBlock[] {
  if (sources.length === 0) return [section(lines(md`*Data*`, md`• not looked at yet`))];
  const isPointedAt = (one: SourceState): boolean => one.latest === null || isStale(one, now);
  const stale = sources.filter(isPointedAt).map(({ source, latest }) => {
    const since = latest === null ? 'empty' : `nothing new since ${formatInstant(latest, timeZone)}`;
    return md`• ⚠️ ${named(source)}: ${since}`;
  });
  const fresh = sources
    .filter((one) => !isPointedAt(one))
    .map(({ source, latest }) => md`${named(source)} ${latest === null ? '' : formatInstant(latest, timeZone)}`);
  return [
    section(
      lines(
        md`*Data*, by its latest row`,
        ...(stale.length === 0
          ? [md`• every source that changes from day to day has learnt something in the last 7 days`]
          : stale),
      ),
    ),
    ...inGroups(fresh, SOURCES_A_LINE).map((group) => context(group.reduce((line, one) => md`${line}; ${one}`))),
  ];
}

import type { DismissReason } from '../../domain/approval.ts';
import { type CoachingItem, isPatternOver } from '../../domain/coaching-item.ts';
import { formatDate, formatInstant } from '../../domain/date-format.ts';
import type { EscalationOutcome } from '../../domain/escalation.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { Severity } from '../../domain/pattern.ts';
import { improvementNeeded } from './improvement-needed.ts';
import { type Markup, md, sentences } from './markup.ts';

/** What a reader of items needs beside them. */
export interface Reader {
  /** IANA zone of the person who reads: times of day are theirs. */
  readonly timeZone: string;
  /** The date of the next digest run, in the organisation's zone. */
  readonly nextDigestOn: LocalDate;
  /** ISO 4217 code of the organisation's sums. */
  readonly currency: string;
}

export const outcomeTexts: Readonly<Record<EscalationOutcome, string>> = {
  improving: 'It is improving',
  plan_agreed: 'A plan is agreed',
  role_change: 'The rep changes role',
  left: 'The rep has left or is leaving',
  other: 'Something else',
};

/** How large a gap is, in words. */
export const severityTexts: Readonly<Record<Severity, string>> = { low: 'small', medium: 'medium', high: 'large' };

export const dismissReasonTexts: Readonly<Record<DismissReason, string>> = {
  bad_data: 'The data is wrong',
  already_handled: 'Already handled',
  known_context: 'Known context, such as leave or a new territory',
  not_coachable: 'Not something coaching can change',
  other: 'Another reason',
};

/** What of an item its state is told from. */
export type ItemState = Pick<
  CoachingItem,
  'repName' | 'status' | 'decidedBy' | 'decidedFor' | 'decidedAt' | 'dismissReason' | 'run' | 'carriedBy' | 'doneAt'
>;

/** What a person can still do with an item. */
export function canDecide(item: Pick<CoachingItem, 'status' | 'run' | 'carriedBy'>): boolean {
  return item.status === 'pending_approval' && !isPatternOver(item) && item.carriedBy === null;
}

/** Taking a dismissal back once the pattern is over would lead nowhere: the item could not be decided again. */
export function canUndo(item: CoachingItem): boolean {
  const leadsNowhere = item.status === 'dismissed' && isPatternOver(item);
  return item.status !== 'pending_approval' && item.carriedBy === null && !leadsNowhere;
}

/** How long the pattern has been seen. */
export function persistence(item: CoachingItem): Markup {
  const { run } = item;
  if (run === null) return md`Seen on ${formatDate(item.coachingDate)}.`;
  const since = formatDate(run.openedOn);
  if (run.state !== 'open') return md`Seen from ${since}; ${endOf(item)}.`;
  const lately = md`in the check of ${formatDate(run.countedOn ?? run.openedOn)}`;
  if (run.clock === 0) return md`Seen since ${since}; level with the benchmark ${lately}.`;
  if (run.flaggedWeeks <= 1) return md`New in the check of ${since}.`;
  if (run.clock === 1) return md`Seen since ${since}; better ${lately}, so the count of weeks starts again.`;
  return md`Seen since ${since}: ${run.clock} weeks in a row without ${improvementNeeded(run.needed)}.`;
}

/** What holds for a decided or closed item: what, who, when, which digest; null while it waits. */
export function decision(item: ItemState, reader: Reader): Markup | null {
  if (item.status === 'pending_approval') {
    return isPatternOver(item) ? md`*Closed:* ${endOf(item)}. Nothing goes to ${item.repName}.` : null;
  }
  const forWhom = item.decidedFor === null ? md`` : md` for ${item.decidedFor}`;
  const by = md`by ${item.decidedBy ?? 'someone'}${forWhom}${item.decidedAt === null ? md`` : md`, ${formatInstant(item.decidedAt, reader.timeZone)}`}`;
  switch (item.status) {
    case 'approved':
      return sentences(md`✅ *Approved* ${by}.`, carrying(item, reader), improvedSince(item));
    case 'modified':
      return sentences(md`✏️ *Approved with changes* ${by}.`, carrying(item, reader), improvedSince(item));
    case 'dismissed': {
      const reason = item.dismissReason === null ? md`` : md`: ${dismissReasonTexts[item.dismissReason].toLowerCase()}`;
      return sentences(
        md`✖️ *Dismissed* ${by}${reason}. Nothing goes to ${item.repName}.`,
        isPatternOver(item) ? null : md`The weekly check goes on.`,
      );
    }
  }
}

function carrying(item: ItemState, reader: Reader): Markup {
  if (item.carriedBy === null) {
    return md`Goes to ${item.repName} with the digest of ${formatDate(reader.nextDigestOn)}.`;
  }
  const { runOn, acknowledgedAt } = item.carriedBy;
  return sentences(
    md`Part of ${item.repName}’s digest of ${formatDate(runOn)}.`,
    acknowledgedAt === null ? null : md`Read by ${item.repName}, ${formatInstant(acknowledgedAt, reader.timeZone)}.`,
    item.doneAt === null ? null : md`Done by ${item.repName}, ${formatInstant(item.doneAt, reader.timeZone)}.`,
  );
}

/** That the rep does not know of an approved action yet; null where there is none, or they have it. */
export function notYetSeen(item: CoachingItem, reader: Reader): Markup | null {
  const isOnItsWay = item.status === 'approved' || item.status === 'modified';
  if (!isOnItsWay || item.carriedBy !== null) return null;
  return md`${item.repName} gets the approved action with the digest of ${formatDate(reader.nextDigestOn)}; they have not seen it yet.`;
}

/** Above the buttons of an item whose escalation is resolved meanwhile; null where it is not. */
export function resolvedMeanwhile(item: CoachingItem, reader: Reader): Markup | null {
  if (item.resolved === null || !canDecide(item)) return null;
  const { by, at, outcome } = item.resolved;
  return md`${by} resolved the escalation, ${formatInstant(at, reader.timeZone)}: ${outcomeTexts[outcome].toLowerCase()}. Does the suggestion still fit?`;
}

function improvedSince(item: ItemState): Markup | null {
  if (item.run?.state === 'resolved') return md`Improved since: ${endOf(item)}.`;
  return isPatternOver(item) ? md`Since then ${endOf(item)}.` : null;
}

function endOf(item: ItemState): Markup {
  const closedOn = item.run?.closedOn ?? null;
  const on = closedOn === null ? md`` : md` (${formatDate(closedOn)})`;
  switch (item.run?.state) {
    case 'resolved':
      return md`level with the benchmark again, and it stayed so${on}`;
    case 'expired_insufficient_data':
      return md`there was too little data for too long to go on${on}`;
    case 'role_changed':
      return md`${item.repName} has another role now${on}`;
    case 'rep_left':
      return md`${item.repName} has left${on}`;
    case 'definition_changed':
      return md`the metric is measured in another way now${on}`;
    default:
      return md`still seen`;
  }
}

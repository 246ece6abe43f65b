import type { KnownBlock } from '@slack/types';
import { type CoachingItem, isPatternOver } from '../../domain/coaching-item.ts';
import { formatDate } from '../../domain/date-format.ts';
import type { EarlierEscalation } from '../../domain/escalation-case.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import { actionIds } from '../ids.ts';
import { actions, button, context, divider, type Message, section } from './blocks.ts';
import { cameBecause } from './escalation.ts';
import { type HistorySubject, historyGroups } from './escalation-history.ts';
import { type EscalationSubject, escalationSummary } from './escalation-summary.ts';
import { titleOf } from './evidence.ts';
import { betterBy, improvementNeeded } from './improvement-needed.ts';
import { inMessages } from './in-messages.ts';
import { canDecide, decision, type Reader } from './item-state.ts';
import { lines, type Markup, md, sentences } from './markup.ts';

export interface WeekTwoNotice {
  readonly subject: EscalationSubject & HistorySubject;
  readonly episodeId: string;
  /** Null where the rep has no second-line manager: the admins would be told. */
  readonly slmName: string | null;
  /** What brought the same pattern to them before; null where nothing did. */
  readonly earlier: EarlierEscalation | null;
  /** Who reads it has become the second-line manager since it was sent, and stands in for the manager. */
  readonly isReaderSlm: boolean;
  /** The Monday of the next run. */
  readonly nextCheckOn: LocalDate;
  readonly reader: Reader;
}

/** To the manager, a week before it would escalate: that it would, and exactly what would be seen. */
export function weekTwoNotice(notice: WeekTwoNotice): Message {
  const { subject, reader } = notice;
  const { item } = subject;
  const reaches = notice.earlier === null ? 'reaches the next level' : 'goes to the next level once more';
  const text = md`A pattern you know of ${reaches} in a week unless it improves.`.text;
  if (item.run?.escalatedOn) return { text, blocks: [section(wentUp(notice, item.run.escalatedOn))] };
  const heading = section(lines(md`*${item.repName}: ${titleOf(item)}*`, outlook(notice)));
  const said = decision(item, reader);
  if (!isAhead(item)) return { text, blocks: [heading, ...(said === null ? [] : [context(said)])] };
  const summary = [
    heading,
    ...(canDecide(item) ? [section(md`The suggested action for ${item.repName} still waits for your decision.`)] : []),
    controls(notice),
    divider,
    context(
      md`Exactly this is what ${notice.isReaderSlm ? 'you' : (notice.slmName ?? 'the admins')} would see, the second part in the thread:`,
    ),
    ...escalationSummary(subject, reader),
    divider,
  ];
  const pictures = subject.trend === null ? [] : [subject.trend];
  const about = md`${item.repName}: ${titleOf(item)}`;
  return inMessages({ text, about, pictures }, [summary, ...historyGroups(subject, reader)]);
}

/** It has not improved, ended or gone up since. */
export function isAhead(item: CoachingItem): boolean {
  return !isPatternOver(item) && item.run !== null && item.run.clock >= 2 && item.run.escalatedOn === null;
}

function controls({ subject: { item, context: said }, episodeId }: WeekTwoNotice): KnownBlock {
  const label = said === null ? 'Add context' : 'Change the context';
  return actions(
    `week-two:${episodeId}`,
    button(label, { id: actionIds.openContext, value: episodeId, about: `${item.repName}, ${titleOf(item)}` }),
    ...(canDecide(item) ? [button('Open the queue', { id: actionIds.openQueue })] : []),
  );
}

/** After week three the notice of that says all there is to say, also who has it now: that may change. */
function wentUp({ subject: { item } }: WeekTwoNotice, on: LocalDate): Markup {
  return md`*${item.repName}: ${titleOf(item)}*. Went to the next level on ${formatDate(on)}; see the notice below.`;
}

function whom({ slmName, isReaderSlm }: WeekTwoNotice): Markup {
  if (isReaderSlm) return md`you, as second-line manager,`;
  return slmName === null ? md`the admins, because no second-line manager is set` : md`your SLM, ${slmName},`;
}

function outlook(notice: WeekTwoNotice): Markup {
  const { item } = notice.subject;
  const needed = item.run?.needed ?? null;
  if (isPatternOver(item)) return md`Good news: this is over and goes no further.`;
  if (item.run !== null && item.run.clock < 2) return md`Good news: it improved, so the count of weeks starts again.`;
  return md`Two weeks in a row without ${improvementNeeded(needed)}. ${ahead(notice)} with the check of ${formatDate(notice.nextCheckOn)} unless it is ${betterBy(needed)} than in the week before, which starts the count again. Nobody has to do anything for that, and nobody can stop it.`;
}

/** Where it goes, and since when it has been there for another reason. */
function ahead(notice: WeekTwoNotice): Markup {
  const { earlier, slmName, isReaderSlm } = notice;
  if (earlier === null) return md`This reaches ${whom(notice)}`;
  const who = isReaderSlm ? md`You, as second-line manager, have` : md`Your SLM, ${slmName ?? ''}, has`;
  const again = md`It goes to ${isReaderSlm ? 'you' : 'them'} once more, as a pattern in its third week,`;
  return sentences(md`${who} had it since ${formatDate(earlier.since)}, ${cameBecause(earlier)}.`, again);
}

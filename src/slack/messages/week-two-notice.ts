import type { KnownBlock } from '@slack/types';
import { isPatternOver } from '../../domain/coaching-item.ts';
import { formatDate } from '../../domain/date-format.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import { actionIds } from '../ids.ts';
import { actions, button, context, divider, type Message, section } from './blocks.ts';
import { type EscalationSubject, escalationSummary } from './escalation-summary.ts';
import { titleOf } from './evidence.ts';
import { canDecide, decision, type Reader } from './item-state.ts';
import { cutBlocks, limits } from './limits.ts';
import { lines, type Markup, md } from './markup.ts';

export interface WeekTwoNotice {
  readonly subject: EscalationSubject & { readonly item: NonNullable<EscalationSubject['item']> };
  /** Null where the rep has no second-line manager: the admins would be told. */
  readonly slmName: string | null;
  /** The Monday of the run after the one that counted two. */
  readonly nextCheckOn: LocalDate;
  readonly reader: Reader;
}

/** To the manager, a week before it would escalate: that it would, and exactly what would be seen. */
export function weekTwoNotice(notice: WeekTwoNotice): Message {
  const { subject, reader } = notice;
  const { item } = subject;
  const said = decision(item, reader);
  const blocks: KnownBlock[] = [
    section(lines(md`*${item.repName}: ${titleOf(item)}*`, outlook(notice))),
    ...(said === null ? [] : [context(said)]),
    ...(canDecide(item)
      ? [
          section(md`The suggested action for ${item.repName} still waits for your decision.`),
          actions(`queue:${item.coachingId}`, button('Open the queue', { id: actionIds.openQueue })),
        ]
      : []),
    divider,
    context(preview(notice)),
    ...escalationSummary(subject),
  ];
  return {
    text: md`A pattern you know of reaches the next level in a week unless it improves.`.text,
    blocks: cutBlocks(blocks, limits.messageBlocks, context(md`…`)),
  };
}

function preview({ subject: { item }, slmName }: WeekTwoNotice): Markup {
  const who = slmName ?? 'the admins';
  const verb = item.run?.escalatedOn ? 'can see' : 'would see';
  return md`Exactly this is what ${who} ${verb}, and in the thread what was decided about the action, with the note:`;
}

function outlook({ subject: { item }, slmName, nextCheckOn }: WeekTwoNotice): Markup {
  const slm = slmName === null ? md`the admins, because no second-line manager is set` : md`your SLM, ${slmName},`;
  if (item.run?.escalatedOn) return md`This went to ${slm} on ${formatDate(item.run.escalatedOn)}.`;
  if (isPatternOver(item)) return md`Good news: this is over and goes no further.`;
  if (item.run !== null && item.run.clock < 2) return md`Good news: it improved, so the count of weeks starts again.`;
  return md`Two weeks without improvement. This reaches ${slm} with the check of ${formatDate(nextCheckOn)} if nothing improves; an improvement of 10% on last week starts the count again. Nobody has to do anything for that, and nobody can stop it.`;
}

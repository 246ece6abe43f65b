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
  const text = md`A pattern you know of reaches the next level in a week unless it improves.`.text;
  if (item.run?.escalatedOn) return { text, blocks: [section(wentUp(notice, item.run.escalatedOn))] };
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
    text,
    blocks: cutBlocks(blocks, limits.messageBlocks, context(md`…`)),
  };
}

function preview({ slmName }: WeekTwoNotice): Markup {
  return md`Exactly this is what ${slmName ?? 'the admins'} would see, and in the thread what was decided about the action, with the note:`;
}

/** After week three the notice of that says all there is to say. */
function wentUp({ subject: { item }, slmName }: WeekTwoNotice, on: LocalDate): Markup {
  const where = slmName === null ? 'the admins, because no second-line manager is set,' : slmName;
  return md`*${item.repName}: ${titleOf(item)}*. Went to ${where} on ${formatDate(on)}; see the notice below.`;
}

function outlook({ subject: { item }, slmName, nextCheckOn }: WeekTwoNotice): Markup {
  const slm = slmName === null ? md`the admins, because no second-line manager is set` : md`your SLM, ${slmName},`;
  if (isPatternOver(item)) return md`Good news: this is over and goes no further.`;
  if (item.run !== null && item.run.clock < 2) return md`Good news: it improved, so the count of weeks starts again.`;
  return md`Two weeks in a row without a 10% improvement. This reaches ${slm} with the check of ${formatDate(nextCheckOn)} unless it is 10% better than in the week before, which starts the count again. Nobody has to do anything for that, and nobody can stop it.`;
}

import { formatDate } from '../../domain/date-format.ts';
import type { Decimal } from '../../domain/decimal.ts';
import type { EscalationCase } from '../../domain/escalation-case.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import { type Message, section } from './blocks.ts';
import { comparedTo, shownValue, weekState } from './episode-weeks.ts';
import { betterBy, improvementNeeded, neededLately } from './improvement-needed.ts';
import { lines, type Markup, md } from './markup.ts';

export const followUps = [
  'persisting',
  'reopened',
  'improved',
  'resolved',
  'ended',
  'rep_left',
  'recurred',
  'returned',
] as const;
export type FollowUpKind = (typeof followUps)[number];

/** In the escalation's thread: what became of the pattern in one week. */
export function escalationFollowup(
  escalationCase: EscalationCase,
  followUp: { what: FollowUpKind; asOf: LocalDate },
): Message {
  const week = escalationCase.weeks.find((one) => one.asOf === followUp.asOf);
  const { item } = escalationCase;
  const measured =
    week === undefined || item === null
      ? null
      : md`Check of ${formatDate(week.asOf)}: ${shownValue(item, week.value)}, ${comparedTo(item)} ${shownValue(item, week.benchmark)}; ${weekState(week)}.`;
  return {
    text: md`News on an escalation of yours.`.text,
    blocks: [section(lines(newsOf(followUp, week?.needed ?? neededLately(escalationCase.weeks)), measured))],
  };
}

function newsOf({ what, asOf }: { what: FollowUpKind; asOf: LocalDate }, needed: Decimal | null): Markup {
  const on = formatDate(asOf);
  switch (what) {
    case 'persisting':
      return md`*Still there.* By ${on} another three weeks in a row without ${improvementNeeded(needed)}.`;
    case 'reopened':
      return md`*Open again.* The pattern persisted after this was resolved, so it is open again since ${on}.`;
    case 'improved':
      return md`*Better.* At least ${betterBy(needed)} than the week before on ${on}; the count of weeks starts again.`;
    case 'resolved':
      return md`*Over.* Level with the benchmark again, and it stayed so until the check of ${on}. Resolve this when you are done with it.`;
    case 'ended':
      return md`*Ended on ${on} without a result:* it can no longer be measured for this rep in the same way.`;
    case 'rep_left':
      return md`*The rep has left;* the pattern is closed since ${on}. Resolve this when you are done with it.`;
    case 'returned':
      return md`*With you again.* You are the rep’s second-line manager once more; what became of this meanwhile is above and in the first message.`;
    case 'recurred':
      return md`*It is back.* The same pattern was seen again on ${on}; the weeks count from one again.`;
  }
}

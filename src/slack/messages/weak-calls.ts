import type { KnownBlock } from '@slack/types';
import type { CoachingItem } from '../../domain/coaching-item.ts';
import { formatDate } from '../../domain/date-format.ts';
import { Decimal } from '../../domain/decimal.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { Role } from '../../domain/metric.ts';
import { formatValue } from '../../domain/number-format.ts';
import type { QualityCondition } from '../../domain/quality-run.ts';
import { actions, context, header, type Message, section } from './blocks.ts';
import { titleOf } from './evidence.ts';
import { percent } from './improvement-needed.ts';
import { canDecide, type Reader } from './item-state.ts';
import { lines, md, sentences } from './markup.ts';
import { repViewButton } from './rep-view-button.ts';
import { actionBlocks } from './review-item.ts';
import { scoredCallsButton } from './scored-calls-modal.ts';

export interface WeakCalls {
  readonly repId: string;
  readonly repName: string;
  readonly role: Role;
  readonly day: LocalDate;
  /** Whose calls count, and which share of the role is its lowest part. */
  readonly condition: Pick<QualityCondition, 'windowDays' | 'quantile'>;
  /** Mean quality of the calls of these days, and how many they are. */
  readonly quality: Decimal;
  readonly calls: number;
  readonly line: { readonly quartile: Decimal; readonly median: Decimal };
  readonly cohort: number;
  readonly belowDays: number;
  readonly since: LocalDate;
  /** With an action for the weakest skill; null where no skill is scored. */
  readonly item: CoachingItem | null;
  readonly forManager: string | null;
  readonly reader: Reader;
}

/** "quarter", "30%". */
export function shareText(quantile: number): string {
  return quantile === 0.25 ? 'quarter' : percent(new Decimal(quantile));
}

/** To the manager: a rep's calls have been in the lowest quarter of the role for a month (E3). */
export function weakCalls(found: WeakCalls): Message {
  const { repName, role, item, reader } = found;
  const lowest = shareText(found.condition.quantile);
  const score = (value: Decimal) => formatValue('score', value);
  const buttons = [scoredCallsButton(found), repViewButton(found)];
  const blocks: KnownBlock[] = [
    header(`${repName} (${role}): call quality`),
    context(
      sentences(
        md`Check of ${formatDate(found.day)}.`,
        found.forManager === null ? null : md`For ${found.forManager}, who is away.`,
        md`This is for you alone; ${repName} hears of an action once you approve it.`,
      ),
    ),
    section(
      lines(
        md`*Now:* a mean quality of *${score(found.quality)}* over ${found.calls} scored calls of the last ${found.condition.windowDays} days; higher is better.`,
        md`*Threshold:* below ${score(found.line.quartile)}, where the lowest ${lowest} of ${found.cohort} ${role}s ends; half of them are at ${score(found.line.median)} or more.`,
        md`*For how long:* on each of ${found.belowDays} measured days in a row, since ${formatDate(found.since)}.`,
      ),
    ),
    context(
      md`${lowest === 'quarter' ? 'A quarter' : lowest} of any team is below this line on any one day; what counts here is that it was every day.`,
    ),
    ...(item === null
      ? [
          section(
            md`No single skill of ${repName} has enough scored calls to point at. A start: listen to two calls together.`,
          ),
          actions(`calls:${found.repId}`, ...buttons),
        ]
      : [section(md`*Lowest skill:* ${titleOf(item)}.`), ...actionBlocks(item, reader, ...buttons)]),
  ];
  const waits = item !== null && canDecide(item);
  return {
    text: md`${waits ? 'A daily flag for you to look at' : 'A daily flag'} (${repName})`.text,
    blocks,
  };
}

import type { Button, KnownBlock, ModalView } from '@slack/types';
import { formatDate } from '../../domain/date-format.ts';
import { Decimal } from '../../domain/decimal.ts';
import type { EvidenceRow } from '../../domain/evidence.ts';
import { inGroups } from '../../domain/in-groups.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import { formatValue } from '../../domain/number-format.ts';
import { actionIds, viewIds } from '../ids.ts';
import { button, context, divider, plain, section } from './blocks.ts';
import { evidenceList } from './evidence-list.ts';
import { cutToView, limits } from './limits.ts';
import { lines, md } from './markup.ts';
import { encodeCheck } from './references.ts';

/** Rows to a list: what does not fit into a view is left out by lists. */
const IN_ONE_LIST = 10;

export interface ScoredCalls {
  readonly quality: { readonly day: LocalDate; readonly quality: Decimal | null; readonly calls: number };
  readonly windowDays: number;
  readonly rows: readonly EvidenceRow[];
}

/** The calls behind a mean call quality: what each scored, and those that do not count with the reason, newest first. */
export function scoredCallsModal({ quality: { day, quality, calls }, windowDays, rows }: ScoredCalls): ModalView {
  const counted = rows.filter(({ leftOut }) => leftOut === null);
  const sum = counted.reduce((total, { adds }) => total.plus(adds?.numerator ?? 0), new Decimal(0));
  const addsUp = quality !== null && counted.length === calls && sum.minus(quality.times(calls)).abs().lt(TOLERANCE);
  const blocks: KnownBlock[] = [
    section(
      lines(
        md`*Call quality*`,
        md`Check of ${formatDate(day)}: a mean of *${quality === null ? 'no score' : formatValue('score', quality)}* over ${calls} scored calls of the ${windowDays} days before; higher is better.`,
      ),
    ),
    ...(addsUp ? [] : [context(CHANGED)]),
    ...part('Counted', counted),
    ...part(
      'Left out',
      rows.filter(({ leftOut }) => leftOut !== null),
    ),
  ];
  return {
    type: 'modal',
    callback_id: viewIds.scoredCalls,
    title: plain('Why am I seeing this?', limits.viewTitle),
    close: plain('Close', limits.viewTitle),
    blocks: cutToView(blocks, context(md`There are more than fit here; the newest are shown.`)),
  };
}

/** Of the stored mean, which is rounded. */
const TOLERANCE = new Decimal('0.001');
const CHANGED = md`A source has changed since this was counted: the calls of today do not add up to it any more.`;

function part(title: string, rows: readonly EvidenceRow[]): KnownBlock[] {
  if (rows.length === 0) return [];
  const lists = inGroups(rows.toReversed(), IN_ONE_LIST).map((some) => evidenceList(some));
  return [divider, section(md`*${title}: ${rows.length}*`), ...lists];
}

/** Opens the calls behind a check. */
export function scoredCallsButton({ repId, repName, day }: { repId: string; repName: string; day: LocalDate }): Button {
  const value = encodeCheck({ repId, day });
  return button('Why am I seeing this?', { id: actionIds.openScoredCalls, value, about: `${repName}, call quality` });
}

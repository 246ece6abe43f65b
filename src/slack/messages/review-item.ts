import type { Button, KnownBlock } from '@slack/types';
import type { CoachingItem } from '../../domain/coaching-item.ts';
import type { StoredBreach } from '../../domain/daily-breach.ts';
import type { EvidenceRow } from '../../domain/evidence.ts';
import { actionIds } from '../ids.ts';
import { actions, button, context, quoted, section } from './blocks.ts';
import { checks, titleOf, why } from './evidence.ts';
import { evidenceList } from './evidence-list.ts';
import { whyButton } from './evidence-modal.ts';
import { flagLine } from './flag-line.ts';
import {
  canDecide,
  canUndo,
  decision,
  persistence,
  type Reader,
  resolvedMeanwhile,
  severityTexts,
} from './item-state.ts';
import { lines, md } from './markup.ts';
import { encodeItem } from './references.ts';

/** An item with the rows that speak most for its gap; none where they are only behind the button. */
export interface ReviewItem {
  readonly item: CoachingItem;
  readonly rows: readonly EvidenceRow[];
  /** The last daily flag that goes with it. */
  readonly flag?: StoredBreach | undefined;
}

/** One pattern with its evidence, the proposed action, and what can be done or was done about it. */
export function reviewItemBlocks(
  { item, rows, flag }: ReviewItem,
  reader: Reader,
  options: { withRep: boolean },
): KnownBlock[] {
  const heading = options.withRep ? md`*${item.repName}* (${item.role}): *${titleOf(item)}*` : md`*${titleOf(item)}*`;
  return [
    section(lines(heading, checks(item), md`${persistence(item)} Size of the gap: ${severityTexts[item.severity]}.`)),
    ...(flag === undefined ? [] : [section(flagLine(flag))]),
    context(why(item.reading, reader.currency)),
    ...(rows.length === 0 ? [] : [evidenceList(rows, 'To look at:')]),
    ...actionBlocks(item, reader),
  ];
}

/**
 * The action with what can be done or was done about it.
 * @param further buttons of the message that stand in the same row
 */
export function actionBlocks(item: CoachingItem, reader: Reader, ...further: readonly Button[]): KnownBlock[] {
  return [
    section(md`*${actionHeading(item)}*`),
    ...quoted(item.recommendedAction),
    ...stateBlocks(item, reader, further),
  ];
}

function actionHeading(item: CoachingItem): string {
  if (item.status === 'modified') return 'Action, in the manager’s words';
  return item.status === 'approved' ? 'Action' : 'Suggested action';
}

function stateBlocks(item: CoachingItem, reader: Reader, further: readonly Button[]): KnownBlock[] {
  const value = encodeItem(item);
  const about = `${item.repName}, ${titleOf(item)}`;
  const blockId = `item:${item.coachingId}:${item.version}`;
  if (canDecide(item)) {
    const resolved = resolvedMeanwhile(item, reader);
    return [
      ...(resolved === null ? [] : [section(resolved)]),
      actions(
        blockId,
        button('Approve', { id: actionIds.approve, value, style: 'primary', about }),
        button('Modify', { id: actionIds.openModify, value, about }),
        button('Dismiss', { id: actionIds.openDismiss, value, about }),
        ...whyOf(item),
        ...further,
      ),
    ];
  }
  const said = decision(item, reader);
  const undo = canUndo(item) ? [button('Undo', { id: actionIds.undo, value, about })] : [];
  const left = [...undo, ...whyOf(item), ...further];
  return [
    ...(said === null ? [] : [section(said)]),
    ...(item.decisionNote === null ? [] : [context(md`Note:`), ...quoted(item.decisionNote)]),
    ...(left.length === 0 ? [] : [actions(blockId, ...left)]),
  ];
}

/** To the rows behind the number that the item rests on. */
function whyOf({ reading }: CoachingItem): Button[] {
  return reading === null ? [] : [whyButton(reading)];
}

import type { ModalView } from '@slack/types';
import { escalationOutcomes, resolutionNoteLimits } from '../../domain/escalation.ts';
import { type EscalationCase, mayOpenAgain } from '../../domain/escalation-case.ts';
import { inputIds, viewIds } from '../ids.ts';
import { context, plain, section } from './blocks.ts';
import { titleOf } from './evidence.ts';
import { outcomeTexts } from './item-state.ts';
import { limits } from './limits.ts';
import { md, sentences } from './markup.ts';

/** Outcome and note of an escalation; closes the escalation, not the pattern. */
export function resolveModal(escalationCase: EscalationCase): ModalView {
  const { escalationId, repName, item } = escalationCase;
  const about = item === null ? md`*${repName}*` : md`*${repName}*: ${titleOf(item)}`;
  return {
    type: 'modal',
    callback_id: viewIds.resolve,
    private_metadata: escalationId,
    title: plain('Resolve the escalation', limits.viewTitle),
    submit: plain('Resolve', limits.viewTitle),
    close: plain('Cancel', limits.viewTitle),
    blocks: [
      section(about),
      {
        type: 'input',
        block_id: inputIds.resolveOutcome.block,
        label: plain('Outcome', limits.field),
        element: {
          type: 'radio_buttons',
          action_id: inputIds.resolveOutcome.action,
          options: escalationOutcomes.map((outcome) => ({
            text: plain(outcomeTexts[outcome], limits.option),
            value: outcome,
          })),
        },
      },
      {
        type: 'input',
        block_id: inputIds.resolveNote.block,
        label: plain('Note', limits.field),
        hint: plain('What was agreed, with whom. The rep’s manager reads it.', limits.field),
        element: {
          type: 'plain_text_input',
          action_id: inputIds.resolveNote.action,
          multiline: true,
          min_length: resolutionNoteLimits.min,
          max_length: resolutionNoteLimits.max,
        },
      },
      context(
        sentences(
          md`The numbers go on being checked every week.`,
          mayOpenAgain(escalationCase) ? md`If the pattern persists, this opens again and the thread says so.` : null,
        ),
      ),
    ],
  };
}

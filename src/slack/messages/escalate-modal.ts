import type { InputBlock, ModalView } from '@slack/types';
import { formatDate } from '../../domain/date-format.ts';
import { requestNoteLimits } from '../../domain/escalation-request.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { MetricKey } from '../../domain/metric.ts';
import { formatCount } from '../../domain/number-format.ts';
import { inputIds, viewIds } from '../ids.ts';
import { context, plain, section } from './blocks.ts';
import { titleOf } from './evidence.ts';
import { limits } from './limits.ts';
import { md } from './markup.ts';
import { encodeRep } from './references.ts';

export interface EscalateModal {
  readonly repId: string;
  readonly repName: string;
  /** Null where nobody above the manager can take it: the admins are told. */
  readonly slmName: string | null;
  /** What is under way, to choose from. */
  readonly rows: readonly {
    readonly coachingId: string;
    readonly metricKey: MetricKey;
    readonly dimension: string;
    readonly since: LocalDate;
  }[];
}

/** Slack takes no more options in a select. */
const OPTIONS = 100;

/** Where a manager asks the second-line manager for help with a rep, and says why. */
export function escalateModal({ repId, repName, slmName, rows }: EscalateModal): ModalView {
  return {
    type: 'modal',
    callback_id: viewIds.escalate,
    private_metadata: encodeRep({ repId, month: null }),
    title: plain('Escalate to SLM', limits.viewTitle),
    submit: plain('Escalate', limits.viewTitle),
    close: plain('Cancel', limits.viewTitle),
    blocks: [
      section(md`*${repName}*`),
      {
        type: 'input',
        block_id: inputIds.escalateNote.block,
        label: plain('What do you need, and what have you tried?', limits.field),
        hint: plain(
          `${requestNoteLimits.min} to ${formatCount(requestNoteLimits.max)} characters, plain text.`,
          limits.field,
        ),
        element: {
          type: 'plain_text_input',
          action_id: inputIds.escalateNote.action,
          multiline: true,
          max_length: requestNoteLimits.max,
          focus_on_load: true,
        },
      },
      ...(rows.length === 0 ? [] : [aboutInput(rows)]),
      context(
        slmName === null
          ? md`No second-line manager is set, so the admins are told at once. ${repName} never sees this.`
          : md`${slmName} gets this in a thread of its own and owns it from there. ${repName} never sees it.`,
      ),
    ],
  };
}

function aboutInput(rows: EscalateModal['rows']): InputBlock {
  const left = rows.length - OPTIONS;
  return {
    type: 'input',
    block_id: inputIds.escalateItem.block,
    optional: true,
    label: plain('About', limits.field),
    ...(left > 0 && { hint: plain(notListed(left), limits.field) }),
    element: {
      type: 'static_select',
      action_id: inputIds.escalateItem.action,
      placeholder: plain('A pattern under way, if it is about one', limits.option),
      options: rows.slice(0, OPTIONS).map((row) => ({
        text: plain(`${titleOf(row)}, since ${formatDate(row.since)}`, limits.option),
        value: row.coachingId,
      })),
    },
  };
}

function notListed(older: number): string {
  const [are, one] = older === 1 ? ['1 older one is', 'it'] : [`${older} older ones are`, 'one of them'];
  return `The latest ${OPTIONS} are listed; ${are} under way, too. For ${one}, choose nothing here and name it in your note.`;
}

/** Whole payloads: a message's blocks, a view, with the limits that hold across blocks. */
import { plainText } from './composition.ts';
import { type Inspection, type Issue, refuse, type Surface } from './issue.ts';
import { anyBlock } from './layout.ts';
import {
  boolean,
  isObject,
  itemsOf,
  type JsonObject,
  lengthOf,
  list,
  object,
  oneOf,
  refuseRepeats,
  string,
} from './rules.ts';
import { inspectTables } from './tables.ts';

const MARKDOWN_CHARACTERS = 12_000;
const CHARTS_A_MESSAGE = 2;
const VIEW_BYTES = 250 * 1024;
export const BLOCKS_A_MESSAGE = 50;
const BLOCKS_A_VIEW = 100;

type IsUsablePicture = Inspection['isUsablePicture'];

function inspectTogether(value: unknown, pointer: string, inspection: Inspection): void {
  const blocks = itemsOf(value).filter(isObject);
  if (blocks.length !== itemsOf(value).length) return;
  refuseRepeats(blocks, 'block_id', pointer, inspection);
  inspectTables(blocks, pointer, inspection);
  let markdown = 0;
  blocks.forEach((block, index) => {
    if (block.type !== 'markdown' || typeof block.text !== 'string') return;
    const before = markdown;
    markdown += lengthOf(block.text);
    if (before > 0 && before <= MARKDOWN_CHARACTERS && markdown > MARKDOWN_CHARACTERS) {
      const message = `all markdown together must be less than ${MARKDOWN_CHARACTERS + 1} characters`;
      refuse(inspection, `${pointer}/${index}/text`, 'too_long', message);
    }
  });
  const charts = blocks.flatMap((block, index) => (block.type === 'data_visualization' ? [index] : []));
  const third = charts[CHARTS_A_MESSAGE];
  if (third !== undefined) {
    refuse(
      inspection,
      `${pointer}/${third}`,
      'too_many_items',
      `no more than ${CHARTS_A_MESSAGE} data_visualization blocks allowed`,
    );
  }
  const focused = blocks.flatMap((block, index) =>
    elementsOf(block)
      .filter((element) => element.focus_on_load === true)
      .map(() => index),
  );
  const second = focused[1];
  if (second !== undefined) {
    refuse(inspection, `${pointer}/${second}`, 'duplicate', 'only one element may have focus_on_load');
  }
}

/** The interactive elements of a block: of actions and context_actions, the accessory, the input's element. */
export function elementsOf(block: JsonObject): JsonObject[] {
  const actions = block.type === 'actions' || block.type === 'context_actions' ? itemsOf(block.elements) : [];
  const cardActions = block.type === 'card' ? itemsOf(block.actions) : [];
  const nested = [...itemsOf(block.child_blocks), ...(block.type === 'carousel' ? itemsOf(block.elements) : [])];
  const own = [...actions, ...cardActions, block.accessory, block.element].filter(isObject);
  return [...own, ...nested.filter(isObject).flatMap(elementsOf)];
}

/** Everything that Slack refuses in the blocks of a message; empty when they may be posted. */
export function inspectMessageBlocks(blocks: unknown, isUsablePicture: IsUsablePicture, pointer = '/blocks'): Issue[] {
  const inspection: Inspection = { surface: 'message', isUsablePicture, issues: [] };
  list(anyBlock, { min: 0, max: BLOCKS_A_MESSAGE })(blocks, pointer, inspection);
  inspectTogether(blocks, pointer, inspection);
  return inspection.issues;
}

const viewFields = {
  private_metadata: string({ max: 3000, min: 0 }),
  callback_id: string({ max: 255, min: 0 }),
  external_id: string({ max: 255, min: 0 }),
};
const blocksOfView = list(anyBlock, { min: 1, max: BLOCKS_A_VIEW });

const home = object({ required: { type: oneOf('home'), blocks: blocksOfView }, optional: viewFields });

const modal = object({
  required: { type: oneOf('modal'), title: plainText(24), blocks: blocksOfView },
  optional: {
    ...viewFields,
    submit: plainText(24),
    close: plainText(24),
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  },
  also: (value, pointer, inspection) => {
    const hasInput = itemsOf(value.blocks).some((entry) => isObject(entry) && entry.type === 'input');
    if (hasInput && value.submit === undefined) {
      refuse(inspection, pointer, 'missing_field', 'missing required field: submit');
    }
  },
});

/** Everything that Slack refuses in a view on this surface; `too_large` when it is over 250 KB altogether. */
export function inspectView(
  view: unknown,
  surface: Exclude<Surface, 'message'>,
  isUsablePicture: IsUsablePicture,
): { issues: Issue[]; tooLarge: boolean } {
  const inspection: Inspection = { surface, isUsablePicture, issues: [] };
  (surface === 'home' ? home : modal)(view, '/view', inspection);
  if (isObject(view)) inspectTogether(view.blocks, '/view/blocks', inspection);
  return { issues: inspection.issues, tooLarge: Buffer.byteLength(JSON.stringify(view) ?? '') > VIEW_BYTES };
}

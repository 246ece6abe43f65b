/** table and data_table: rows of raw texts, raw numbers and rich text. */
import { blockId, type } from './composition.ts';
import { type Inspection, refuse } from './issue.ts';
import { richText } from './rich-text.ts';
import {
  boolean,
  byType,
  isObject,
  itemsOf,
  type JsonObject,
  lengthOf,
  list,
  number,
  object,
  oneOf,
  type Rule,
  string,
} from './rules.ts';

const rawText = object({ required: { type, text: string() } });
const rawNumber = object({ required: { type, value: number({ decimals: true }), text: string() } });
const cell = byType({ raw_text: rawText, raw_number: rawNumber, rich_text: richText });
const headerCell = byType({ raw_text: rawText, raw_number: rawNumber });

const TABLE_CHARACTERS = 10_000;
const DATA_TABLE_CHARACTERS = 20_000;

/** The characters that a reader sees in a value: every string below a `text` key. */
function charactersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, entry) => sum + charactersIn(entry), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [name, entry]) =>
      sum + (name === 'text' && typeof entry === 'string' ? lengthOf(entry) : charactersIn(entry)),
    0,
  );
}

const columnSetting = object({ optional: { align: oneOf('left', 'center', 'right'), is_wrapped: boolean } });
/** null leaves a column as it is. */
const columnSettingOrNone: Rule = (value, pointer, inspection) => {
  if (value !== null) columnSetting(value, pointer, inspection);
};

export const table = object({
  required: { type, rows: list(list(cell, { max: 20 }), { max: 100 }) },
  optional: { block_id: blockId, column_settings: list(columnSettingOrNone, { max: 20 }) },
});

function rectangular(value: JsonObject, pointer: string, inspection: Inspection): void {
  const rows = itemsOf(value.rows);
  const width = itemsOf(rows[0]).length;
  rows.forEach((row, index) => {
    if (itemsOf(row).length !== width) {
      refuse(inspection, `${pointer}/rows/${index}`, 'unequal_rows', `must have ${width} cells like the first row`);
    }
  });
  itemsOf(rows[0]).forEach((entry, index) => {
    headerCell(entry, `${pointer}/rows/0/${index}`, inspection);
  });
}

export const dataTable = object({
  required: { type, rows: list(list(cell, { max: 20 }), { min: 2, max: 201 }), caption: string() },
  optional: {
    block_id: blockId,
    page_size: number({ min: 1, max: 100 }),
    row_header_column_index: number({ min: 0, max: 19 }),
  },
  also: rectangular,
});

/** Limits over all tables of a payload: their number and their characters together. */
export function inspectTables(blocks: JsonObject[], pointer: string, inspection: Inspection): void {
  const of = (name: string) => blocks.flatMap((block, index) => (block.type === name ? [{ block, index }] : []));
  const tables = of('table');
  const second = tables[1];
  if (second && inspection.surface === 'message') {
    refuse(inspection, `${pointer}/${second.index}`, 'only_one_table_allowed', 'only one table allowed');
  }
  for (const [found, limit] of [
    [tables, TABLE_CHARACTERS],
    [of('data_table'), DATA_TABLE_CHARACTERS],
  ] as const) {
    let sum = 0;
    for (const { block, index } of found) {
      sum += charactersIn(block.rows);
      if (sum <= limit) continue;
      const constraint = { type: 'max_length', expected: [String(limit)], got: String(sum) };
      refuse(
        inspection,
        `${pointer}/${index}/rows`,
        'too_long',
        `all cells together must be less than ${limit + 1} characters`,
        constraint,
      );
      break;
    }
  }
}

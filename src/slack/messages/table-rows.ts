import type { TableBlock } from '@slack/types';
import { inertCell } from './escape.ts';
import { cut, limits } from './limits.ts';

/** The rows below their heading, in their order and made inert: one table, or as many as hold them. */
export function tablesOf(
  heading: readonly string[],
  body: readonly (readonly string[])[],
  column_settings: NonNullable<TableBlock['column_settings']>,
): [TableBlock, ...TableBlock[]] {
  const top = heading.map(cell);
  let rows = [top];
  let characters = lengthOf(top);
  const first = rows;
  const further: string[][][] = [];
  for (const line of body) {
    const row = line.map(cell);
    characters += lengthOf(row);
    if (rows.length === limits.tableRows || characters > limits.tableCharacters) {
      rows = [top];
      further.push(rows);
      characters = lengthOf(top) + lengthOf(row);
    }
    rows.push(row);
  }
  const asTable = (some: string[][]): TableBlock => ({
    type: 'table',
    rows: some.map((row) => row.map((text) => ({ type: 'raw_text', text }))),
    column_settings,
  });
  return [asTable(first), ...further.map(asTable)];
}

const lengthOf = (row: readonly string[]): number => row.reduce((sum, text) => sum + text.length, 0);

/** Names and titles are far shorter; one that is not would leave no room for the others. */
const cell = (text: string): string => cut(inertCell(text), limits.tableCell);

import { inertCell } from './escape.ts';
import { cut, limits } from './limits.ts';

/** As many rows below the heading as a table holds, in their order, made inert; `left` is how many it does not hold. */
export function firstRows(
  heading: readonly string[],
  body: readonly (readonly string[])[],
): { rows: string[][]; left: number } {
  const rows = [heading.map(cell)];
  let characters = rows.flat().join('').length;
  for (const line of body) {
    const row = line.map(cell);
    characters += row.join('').length;
    if (rows.length === limits.tableRows || characters > limits.tableCharacters) break;
    rows.push(row);
  }
  return { rows, left: body.length - (rows.length - 1) };
}

/** Names and titles are far shorter; one that is not would leave no room for the others. */
const cell = (text: string): string => cut(inertCell(text), limits.tableCell);

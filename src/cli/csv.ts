/** What a cell may hold. */
export type CsvValue = string | number | boolean | null;

const NUMBER = /^-?\d+(\.\d+)?$/;
/** What spreadsheets take for the beginning of a formula, also after blanks and in full width. */
const FORMULA = /^\s*[=+\-@\t\r\n＝＋－＠]/;

/**
 * RFC 4180: a head line, fields quoted where they must be, lines ended by CRLF, null as nothing. A text that a
 * spreadsheet would calculate gets an apostrophe in front; plain numbers stay as they are.
 */
export function csvOf(columns: readonly string[], rows: readonly Readonly<Record<string, CsvValue>>[]): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))];
  return lines.map((fields) => `${fields.map(fieldOf).join(',')}\r\n`).join('');
}

function fieldOf(value: CsvValue): string {
  const text = value === null ? '' : String(value);
  const inert = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

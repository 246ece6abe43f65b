import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type FontTable, readFontTable } from './font-table.ts';

/** Inter, in the two weights that pictures are written in. */
export interface Typeface {
  readonly files: readonly Uint8Array[];
  readonly regular: FontTable;
  readonly bold: FontTable;
}

export const FAMILY = 'Inter';
export const BOLD = 600;

const WEIGHTS = ['400Regular/Inter_400Regular', '600SemiBold/Inter_600SemiBold'];

let loading: Promise<Typeface> | undefined;

/** Read when the first picture is drawn, and once: starting the bot costs nothing. */
export function typeface(): Promise<Typeface> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Typeface> {
  const [regular, bold] = await Promise.all(WEIGHTS.map(fontFile));
  if (regular === undefined || bold === undefined) throw new RangeError('The typeface has two weights.');
  return { files: [regular, bold], regular: readFontTable(regular), bold: readFontTable(bold) };
}

async function fontFile(name: string): Promise<Uint8Array> {
  return readFile(fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${name}.ttf`)));
}

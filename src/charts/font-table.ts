/** Which characters a TrueType font has, and how wide they are: its `cmap` (format 4 and 12) and `hmtx` tables. */
export interface FontTable {
  has(codePoint: number): boolean;
  /** Width of a text in the size's unit; a character that the font lacks counts as its widest box. */
  width(text: string, size: number): number;
}

/** @throws RangeError when the bytes are no TrueType font with a Unicode character map. */
export function readFontTable(bytes: Uint8Array): FontTable {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = tableOffsets(view);
  const glyphs = glyphsOf(view, offsetOf(tables, 'cmap'));
  const unitsPerEm = view.getUint16(offsetOf(tables, 'head') + 18);
  const metricCount = view.getUint16(offsetOf(tables, 'hhea') + 34);
  const hmtx = offsetOf(tables, 'hmtx');
  const advanceOf = (glyph: number): number => view.getUint16(hmtx + 4 * Math.min(glyph, metricCount - 1));
  return {
    has: (codePoint) => glyphs.has(codePoint),
    width(text, size) {
      let units = 0;
      for (const character of text) {
        const glyph = glyphs.get(character.codePointAt(0) ?? 0);
        units += glyph === undefined ? unitsPerEm : advanceOf(glyph);
      }
      return (units * size) / unitsPerEm;
    },
  };
}

function tableOffsets(view: DataView): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>();
  for (let index = 0; index < view.getUint16(4); index += 1) {
    const record = 12 + 16 * index;
    const tag = [0, 1, 2, 3].map((byte) => String.fromCharCode(view.getUint8(record + byte))).join('');
    offsets.set(tag, view.getUint32(record + 8));
  }
  return offsets;
}

function offsetOf(tables: ReadonlyMap<string, number>, tag: string): number {
  const offset = tables.get(tag);
  if (offset === undefined) throw new RangeError(`The font has no table "${tag}".`);
  return offset;
}

/** Glyph by code point, of the widest Unicode map that the font has. */
function glyphsOf(view: DataView, cmap: number): ReadonlyMap<number, number> {
  const formats = new Map<number, number>();
  for (let index = 0; index < view.getUint16(cmap + 2); index += 1) {
    const subtable = cmap + view.getUint32(cmap + 4 + 8 * index + 4);
    formats.set(view.getUint16(subtable), subtable);
  }
  const wide = formats.get(12);
  if (wide !== undefined) return wideMap(view, wide);
  const narrow = formats.get(4);
  if (narrow === undefined) throw new RangeError('The font has no Unicode character map.');
  return narrowMap(view, narrow);
}

function wideMap(view: DataView, at: number): ReadonlyMap<number, number> {
  const glyphs = new Map<number, number>();
  for (let group = 0; group < view.getUint32(at + 12); group += 1) {
    const record = at + 16 + 12 * group;
    const [first, last, glyph] = [view.getUint32(record), view.getUint32(record + 4), view.getUint32(record + 8)];
    for (let code = first; code <= last; code += 1) glyphs.set(code, glyph + code - first);
  }
  return glyphs;
}

function narrowMap(view: DataView, at: number): ReadonlyMap<number, number> {
  const glyphs = new Map<number, number>();
  const size = view.getUint16(at + 6);
  const [ends, starts] = [at + 14, at + 16 + size];
  for (let offset = 0; offset < size; offset += 2) {
    const [first, last] = [view.getUint16(starts + offset), view.getUint16(ends + offset)];
    const delta = view.getUint16(starts + size + offset);
    const range = view.getUint16(starts + 2 * size + offset);
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const indirect = starts + 2 * size + offset + range + 2 * (code - first);
      const found = range === 0 ? code : view.getUint16(indirect);
      const glyph = found === 0 ? 0 : (found + delta) & 0xffff;
      if (glyph !== 0) glyphs.set(code, glyph);
    }
  }
  return glyphs;
}

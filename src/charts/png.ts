import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { FAMILY, typeface } from './typeface.ts';

/** Pictures are drawn in this many pixels to each of the SVG's, for sharp screens. */
export const SCALE = 2.5;

let starting: Promise<void> | undefined;

/** A module is started once in a process. */
function start(): Promise<void> {
  starting ??= readFile(fileURLToPath(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm'))).then((bytes) =>
    initWasm(bytes),
  );
  return starting;
}

/** An SVG as a PNG; with Inter only, so that it is the same on every host. */
export async function toPng(svg: string): Promise<Uint8Array> {
  const [{ files }] = await Promise.all([typeface(), start()]);
  const drawing = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: SCALE },
    font: { fontBuffers: [...files], defaultFontFamily: FAMILY, sansSerifFamily: FAMILY },
  });
  // What WebAssembly holds is never collected: it is given back, come what may.
  try {
    const image = drawing.render();
    try {
      return image.asPng();
    } finally {
      image.free();
    }
  } finally {
    drawing.free();
  }
}

import { createHash } from 'node:crypto';
import type { Picture } from '../domain/picture.ts';
import { createPen, type Pen } from './pen.ts';
import { toPng } from './png.ts';
import { typeface } from './typeface.ts';

/** Slack's limit of an alternative text, in UTF-16 units, less what escaping may add. */
const ALT_TEXT = 1_800;

export interface Chart<Data> {
  /** Names the kind of picture, e.g. `trend`; another version of its look is another kind. */
  readonly kind: string;
  readonly altText: (data: Data) => string;
  /** The SVG. */
  readonly draw: (data: Data, pen: Pen) => string;
}

/** The picture that a chart makes of data. The data alone decide about it. */
export function pictureOf<Data>(chart: Chart<Data>, data: Data): Picture {
  const hash = createHash('sha256')
    .update(JSON.stringify([chart.kind, data]))
    .digest('hex');
  return {
    key: `${chart.kind}:${hash.slice(0, 40)}`,
    altText: shortened(chart.altText(data)),
    draw: async () => toPng(chart.draw(data, createPen(await typeface()))),
  };
}

function shortened(text: string): string {
  return text.length <= ALT_TEXT ? text : `${text.slice(0, ALT_TEXT - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

import { MARGIN, palette, WIDTH } from './palette.ts';
import type { Pen } from './pen.ts';
import { element, type Point, rectangle } from './svg.ts';

export interface Heading {
  readonly title: string;
  /** One or two lines under it. */
  readonly notes: readonly string[];
}

const TITLE_BASELINE = 34;
const NOTE_HEIGHT = 20;

/** How far down the heading goes: what is drawn begins below it. */
export function headingHeight({ notes }: Heading): number {
  return TITLE_BASELINE + NOTE_HEIGHT * notes.length + 8;
}

/** The white card that every picture is, readable on whatever Slack's background is. */
export function card(pen: Pen, heading: Heading, height: number, body: readonly string[]): string {
  const room = WIDTH - 2 * MARGIN;
  const title = { size: 16, bold: true };
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}` },
    rectangle(
      { x: 0.5, y: 0.5, width: WIDTH - 1, height: height - 1 },
      { rx: 10, fill: palette.card, stroke: palette.cardEdge },
    ),
    pen.text({ x: MARGIN, y: TITLE_BASELINE }, pen.fit(heading.title, room, title), title),
    ...heading.notes.map((note, index) =>
      pen.text({ x: MARGIN, y: TITLE_BASELINE + NOTE_HEIGHT * (index + 1) + 1 }, pen.fit(note, room), {
        fill: palette.muted,
      }),
    ),
    ...body,
  );
}

export interface LegendEntry {
  /** Draws the sign in 24 units of width around the point. */
  readonly sign: (at: Point) => string;
  readonly text: string;
}

const SIGN = 24;
const LINE_HEIGHT = 22;

/** Signs with their meaning, in as many lines as they need. */
export function legend(pen: Pen, entries: readonly LegendEntry[], top: number): { svg: string[]; height: number } {
  const svg: string[] = [];
  let [x, lines] = [MARGIN, entries.length === 0 ? 0 : 1];
  for (const { sign, text } of entries) {
    const width = SIGN + 8 + pen.width(text);
    if (x > MARGIN && x + width > WIDTH - MARGIN) [x, lines] = [MARGIN, lines + 1];
    const y = top + LINE_HEIGHT * lines - 6;
    svg.push(sign({ x: x + SIGN / 2, y: y - 5 }), pen.text({ x: x + SIGN + 8, y }, text, { fill: palette.muted }));
    x += width + 22;
  }
  return { svg, height: LINE_HEIGHT * lines };
}

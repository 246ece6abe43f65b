import { MARGIN, palette, WIDTH } from './palette.ts';
import type { Pen } from './pen.ts';
import { element, type Point, rectangle } from './svg.ts';

export interface Heading {
  readonly title: string;
  /** What stands under it, each on a line of its own, or on several. */
  readonly notes: readonly string[];
}

const TOP = 12;
const TITLE = { size: 16, bold: true };
const TITLE_HEIGHT = 22;
const NOTE_HEIGHT = 20;
const ROOM = WIDTH - 2 * MARGIN;

/** How far down the heading goes: what is drawn begins below it. */
export function headingHeight(heading: Heading, pen: Pen): number {
  const { titles, notes } = linesOf(heading, pen);
  return TOP + TITLE_HEIGHT * titles.length + NOTE_HEIGHT * notes.length + 8;
}

function linesOf({ title, notes }: Heading, pen: Pen): { titles: string[]; notes: string[] } {
  return { titles: pen.wrap(title, ROOM, TITLE), notes: notes.flatMap((note) => pen.wrap(note, ROOM)) };
}

/** The white card that every picture is, readable on whatever Slack's background is. */
export function card(pen: Pen, heading: Heading, height: number, body: readonly string[]): string {
  const { titles, notes } = linesOf(heading, pen);
  const underTitle = TOP + TITLE_HEIGHT * titles.length;
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}` },
    rectangle(
      { x: 0.5, y: 0.5, width: WIDTH - 1, height: height - 1 },
      { rx: 10, fill: palette.card, stroke: palette.cardEdge },
    ),
    ...titles.map((text, index) => pen.text({ x: MARGIN, y: TOP + TITLE_HEIGHT * (index + 1) }, text, TITLE)),
    ...notes.map((text, index) =>
      pen.text({ x: MARGIN, y: underTitle + NOTE_HEIGHT * (index + 1) + 1 }, text, { fill: palette.muted }),
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

import { type BookHealth, type BookWeek, hasScores, RISK_TIERS, type RiskTier } from '../domain/book-health.ts';
import type { Picture } from '../domain/picture.ts';
import { card, type Heading, headingHeight } from './card.ts';
import { MARGIN, palette, WIDTH } from './palette.ts';
import type { Pen } from './pen.ts';
import { pictureOf } from './picture-of.ts';
import { spread } from './plot.ts';
import { line, rectangle } from './svg.ts';
import { checksText, shortDate } from './trend-words.ts';

/** A book's accounts by risk, week by week; null where none was ever scored. */
export function bookHealthPicture(health: BookHealth): Picture | null {
  return hasScores(health) ? pictureOf({ kind: 'book-health', altText, draw }, health) : null;
}

type Part = RiskTier | 'No score';

/** The gravest first, from the bottom up: darker is graver, so that it reads without colour, too. */
const parts: readonly { readonly part: Part; readonly fill: string; readonly ink: string }[] = [
  { part: 'Critical', fill: '#7A1B14', ink: '#FFFFFF' },
  { part: 'High', fill: '#CF6A28', ink: '#1D1C1D' },
  { part: 'Medium', fill: '#F0C766', ink: '#1D1C1D' },
  { part: 'Low', fill: '#CFE8DA', ink: '#1D1C1D' },
  { part: 'No score', fill: '#FFFFFF', ink: palette.muted },
];

const PLOT_HEIGHT = 180;
/** One account of hundreds is still to be seen. */
const LEAST_HEIGHT = 4;
const LEAST_HEIGHT_OF_A_NUMBER = 16;
const NUMBER = { size: 13, anchor: 'middle' } as const;

function draw(health: BookHealth, pen: Pen): string {
  const heading = headingOf(health);
  const top = headingHeight(heading, pen) + 8;
  const bottom = top + PLOT_HEIGHT;
  const most = Math.max(...health.weeks.map(accountsOf), 1);
  const labelRoom = Math.max(...parts.map(({ part }) => pen.width(`${part} ${most}`, { bold: true })));
  const right = WIDTH - MARGIN - labelRoom - 14;
  const slot = (right - MARGIN) / health.weeks.length;
  const columns = health.weeks.map((week, index) =>
    column(pen, week, { x: MARGIN + slot * index + 2, width: slot - 4, bottom, unit: PLOT_HEIGHT / most }),
  );
  return card(pen, heading, bottom + 38, [
    ...columns.flatMap(({ svg }) => svg),
    line({ x: MARGIN, y: bottom }, { x: right, y: bottom }, { stroke: palette.muted }),
    ...weekLabels(pen, health, slot, bottom),
    ...lastLabels(pen, columns.at(-1)?.middles ?? new Map(), health.weeks.at(-1), { x: right + 8, top, bottom }),
  ]);
}

function headingOf(health: BookHealth): Heading {
  return {
    title: 'Accounts by risk',
    notes: [`Fewer at high or critical risk is better. ${checksText(health.weeks.map((week) => week.asOf))}.`],
  };
}

/** One week's accounts on top of each other, with their numbers where there is room. */
function column(
  pen: Pen,
  week: BookWeek,
  { x, width, bottom, unit }: { x: number; width: number; bottom: number; unit: number },
): { svg: string[]; middles: Map<Part, number> } {
  const svg: string[] = [];
  const middles = new Map<Part, number>();
  let y = bottom;
  for (const { part, fill, ink } of parts) {
    const count = countOf(week, part);
    if (count === 0) continue;
    const height = Math.max(LEAST_HEIGHT, count * unit);
    y -= height;
    middles.set(part, y + height / 2);
    const edge = part === 'No score' ? { stroke: palette.muted, 'stroke-dasharray': '3 3' } : { stroke: palette.card };
    svg.push(rectangle({ x, y, width, height }, { fill, ...edge }));
    const written = String(count);
    if (height >= LEAST_HEIGHT_OF_A_NUMBER && pen.width(written, NUMBER) <= width - 2) {
      svg.push(pen.text({ x: x + width / 2, y: y + height / 2 + 4.5 }, written, { ...NUMBER, fill: ink }));
    }
  }
  return { svg, middles };
}

function weekLabels(pen: Pen, { weeks }: BookHealth, slot: number, bottom: number): string[] {
  return weeks.flatMap(({ asOf }, index) =>
    (weeks.length - 1 - index) % 4 === 0
      ? [
          pen.text({ x: MARGIN + slot * (index + 0.5), y: bottom + 20 }, shortDate(asOf), {
            fill: palette.muted,
            anchor: 'middle',
          }),
        ]
      : [],
  );
}

/** What the parts of the last column are, and how many each. */
function lastLabels(
  pen: Pen,
  middles: ReadonlyMap<Part, number>,
  week: BookWeek | undefined,
  { x, top, bottom }: { x: number; top: number; bottom: number },
): string[] {
  if (week === undefined) return [];
  const shown = [...middles];
  const heights = spread(
    shown.map(([, y]) => y),
    19,
    { top: top + 8, bottom: bottom - 6 },
  );
  return shown.map(([part], index) =>
    pen.text({ x, y: (heights[index] ?? 0) + 5 }, `${part} ${countOf(week, part)}`, { bold: true }),
  );
}

function countOf(week: BookWeek, part: Part): number {
  return part === 'No score' ? week.unscored : week.tiers[part];
}

function accountsOf(week: BookWeek): number {
  return parts.reduce((sum, { part }) => sum + countOf(week, part), 0);
}

/** Every week in words. */
function altText({ weeks }: BookHealth): string {
  const said = weeks.map((week) => {
    const counts = parts.flatMap(({ part }) => {
      const count = countOf(week, part);
      return count === 0 ? [] : [`${count} ${part === 'No score' ? 'without a score' : part.toLowerCase()}`];
    });
    return `${shortDate(week.asOf)} ${counts.length === 0 ? 'no accounts' : counts.join(', ')}`;
  });
  const checks = checksText(weeks.map((week) => week.asOf));
  return `Accounts by risk tier (${RISK_TIERS.join(', ').toLowerCase()}); fewer at high or critical risk is better. ${checks}: ${said.join('; ')}.`;
}

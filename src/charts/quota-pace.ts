import { formatRange } from '../domain/date-format.ts';
import { type Decimal, Decimal as DecimalOf } from '../domain/decimal.ts';
import { addMonths, daysBetween, firstOfMonth, type LocalDate } from '../domain/local-date.ts';
import { formatMoney, formatValue } from '../domain/number-format.ts';
import type { Picture } from '../domain/picture.ts';
import type { PaceCheck, QuotaPace } from '../domain/quota-pace.ts';
import { card, type Heading, headingHeight, type LegendEntry, legend } from './card.ts';
import { MARGIN, palette, WIDTH } from './palette.ts';
import type { Pen } from './pen.ts';
import { pictureOf } from './picture-of.ts';
import { type Area, benchmarkLine, ownLine, spread } from './plot.ts';
import { type Scale, scaleOf, shareOf } from './scale.ts';
import { circle, element, line, type Point, polyline, square } from './svg.ts';
import { axisValue, shortDate } from './trend-words.ts';

/** What is closed and committed against quota and pace over a quarter; null before the first check. */
export function quotaPacePicture(pace: QuotaPace): Picture | null {
  return pace.checks.length === 0 ? null : pictureOf({ kind: 'quota-pace', altText, draw }, pace);
}

const PLOT_HEIGHT = 190;
const LABEL = { bold: true };
const committedLine = { stroke: palette.own, 'stroke-width': 2, 'stroke-dasharray': '2 4', 'stroke-linecap': 'round' };

function draw(data: QuotaPace, pen: Pen): string {
  const heading = headingOf(data);
  const labels = labelsOf(data);
  const scale = paceScale(data);
  const top = headingHeight(heading, pen) + 18;
  const area: Area = {
    left: MARGIN + Math.max(...scale.marks.map((mark) => pen.width(axisValue('rate', mark, scale.step)))) + 10,
    right: WIDTH - MARGIN - Math.max(...labels.map(({ text }) => pen.width(text, LABEL))) - 16,
    top,
    bottom: top + PLOT_HEIGHT,
  };
  const at = placer(data, scale, area);
  const { quarter, checks } = data;
  const origin = at(quarter.start, ZERO);
  const along = (pick: (check: PaceCheck) => Decimal): Point[] => checks.map((check) => at(check.asOf, pick(check)));
  const closed = [origin, ...along((check) => check.closed)];
  const committed = along((check) => check.closedAndCommitted);
  const pace = [origin, ...along((check) => check.pace)];
  const end = at(quarter.end, ONE);
  const signs = legend(pen, legendOf(), area.bottom + 26);
  return card(pen, heading, area.bottom + 26 + signs.height + 10, [
    ...axis(pen, data, scale, area),
    filled(closed, origin.y),
    line({ x: area.left, y: end.y }, { x: area.right, y: end.y }, { stroke: palette.text, 'stroke-width': 1.5 }),
    polyline([...pace.slice(-1), end], { ...benchmarkLine, 'stroke-dasharray': '1 5', 'stroke-linecap': 'round' }),
    polyline(pace, benchmarkLine),
    polyline(committed, committedLine),
    polyline(closed, ownLine),
    quotaLabel(pen, data, [...closed, ...committed], { x: area.left + 6, y: end.y }),
    ...ends(closed, committed, pace),
    ...written(pen, labels, [committed, pace, closed], area),
    ...signs.svg,
  ]);
}

const ZERO = new DecimalOf(0);
const ONE = new DecimalOf(1);

function headingOf({ quarter, checks }: QuotaPace): Heading {
  const last = checks.at(-1);
  const where =
    last === undefined
      ? ''
      : `Closed and committed: ${percent(last.closedAndCommitted)} of quota; pace: ${percent(last.pace)}.`;
  return {
    title: 'Quota pace',
    notes: [`Higher is better. Quarter of ${formatRange(quarter.start, quarter.end)}.`, where],
  };
}

/** From zero, or below where more was taken back than closed, to above the quota. */
function paceScale({ checks }: QuotaPace): Scale {
  const shares = checks.flatMap(({ closed, closedAndCommitted, pace }) =>
    [closed, closedAndCommitted, pace].map((share) => share.toNumber()),
  );
  return scaleOf([0, 1.08, ...shares], Math.min(...shares) >= 0 ? { floor: 0 } : {});
}

function placer({ quarter }: QuotaPace, scale: Scale, { left, right, top, bottom }: Area) {
  const days = Math.max(1, daysBetween(quarter.start, quarter.end));
  return (date: LocalDate, share: Decimal): Point => ({
    x: left + ((right - left) * Math.min(days, Math.max(0, daysBetween(quarter.start, date)))) / days,
    y: bottom - shareOf(scale, share.toNumber()) * (bottom - top),
  });
}

function axis(pen: Pen, data: QuotaPace, scale: Scale, area: Area): string[] {
  const at = placer(data, scale, area);
  const { start, end } = data.quarter;
  const firsts = [start, ...[1, 2, 3].map((months) => addMonths(firstOfMonth(start), months))];
  const months = firsts.filter((date, index) => firsts.indexOf(date) === index && date < end);
  return [
    ...scale.marks.flatMap((mark) => {
      const { y } = at(start, new DecimalOf(mark));
      return [
        line({ x: area.left, y }, { x: area.right, y }, { stroke: palette.grid }),
        pen.text({ x: area.left - 8, y: y + 5 }, axisValue('rate', mark, scale.step), {
          fill: palette.muted,
          anchor: 'end',
        }),
      ];
    }),
    ...months.flatMap((date) => {
      const { x } = at(date, ZERO);
      return [
        line({ x, y: area.bottom }, { x, y: area.bottom + 6 }, { stroke: palette.muted }),
        pen.text({ x: x - 4, y: area.bottom + 21 }, shortDate(date), { fill: palette.muted }),
      ];
    }),
  ];
}

function filled(points: readonly Point[], zero: number): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return '';
  const corners = [{ x: first.x, y: zero }, ...points, { x: last.x, y: zero }];
  return element('polygon', {
    points: corners.map(({ x, y }) => `${x.toFixed(2)},${y.toFixed(2)}`).join(' '),
    fill: palette.ownSoft,
    'fill-opacity': 0.45,
  });
}

/** On the quota's line or, where another line runs there, under it. */
function quotaLabel(pen: Pen, data: QuotaPace, points: readonly Point[], { x, y }: Point): string {
  const text = `Quota ${money(data)}`;
  const right = x + pen.width(text, LABEL) + 8;
  const isTaken = points.some((point) => point.x <= right && point.y <= y + 1 && point.y > y - 24);
  return pen.text({ x, y: isTaken ? y + 18 : y - 7 }, text, { bold: true, halo: palette.card });
}

/** A sign of its own for each line, where it has come to. */
function ends(closed: readonly Point[], committed: readonly Point[], pace: readonly Point[]): string[] {
  const edge = { stroke: palette.card, 'stroke-width': 1.5 };
  return [
    ...pace.slice(-1).map((at) => square(at, 5, { fill: palette.muted, ...edge })),
    ...committed.slice(-1).map((at) => circle(at, 5, { fill: palette.card, stroke: palette.own, 'stroke-width': 2.5 })),
    ...closed.slice(-1).map((at) => circle(at, 5.5, { fill: palette.own, ...edge })),
  ];
}

interface Label {
  readonly text: string;
  readonly fill: string;
}

/** In the order in which they are written: with commit, pace, closed. */
function labelsOf({ checks }: QuotaPace): Label[] {
  const last = checks.at(-1);
  if (last === undefined) return [];
  return [
    { text: `With commit ${percent(last.closedAndCommitted)}`, fill: palette.own },
    { text: `Pace ${percent(last.pace)}`, fill: palette.muted },
    { text: `Closed ${percent(last.closed)}`, fill: palette.own },
  ];
}

function written(pen: Pen, labels: readonly Label[], lines: readonly (readonly Point[])[], area: Area): string[] {
  const ends = lines.map((points) => points.at(-1) ?? { x: area.left, y: area.bottom });
  const heights = spread(
    ends.map(({ y }) => y),
    20,
    area,
  );
  return labels.map(({ text, fill }, index) =>
    pen.text({ x: area.right + 10, y: (heights[index] ?? 0) + 5 }, text, { ...LABEL, fill }),
  );
}

function legendOf(): LegendEntry[] {
  const across = ({ x, y }: Point, attributes: typeof ownLine) => line({ x: x - 12, y }, { x: x + 12, y }, attributes);
  return [
    { sign: (at) => across(at, ownLine), text: 'closed' },
    { sign: (at) => across(at, committedLine), text: 'closed and committed' },
    { sign: (at) => across(at, benchmarkLine), text: 'pace' },
  ];
}

/** Every check in words. */
function altText(data: QuotaPace): string {
  const { quarter, checks } = data;
  const said = checks.map(
    ({ asOf, closed, closedAndCommitted, pace }) =>
      `${shortDate(asOf)} closed ${percent(closed)}, with commit ${percent(closedAndCommitted)}, pace ${percent(pace)}`,
  );
  return `Quota pace in the quarter of ${formatRange(quarter.start, quarter.end)}, as shares of the quota of ${money(data)}; higher is better: ${said.join('; ')}.`;
}

function percent(share: Decimal): string {
  return formatValue('rate', share);
}

/** Cents say nothing here. */
function money({ quota, currency }: QuotaPace): string {
  return formatMoney(quota.toDecimalPlaces(0), currency).replace(/\.0+ /, ' ');
}

import type { Standing } from '../domain/digest.ts';
import { formatValue } from '../domain/number-format.ts';
import type { Picture } from '../domain/picture.ts';
import type { TeamTrends } from '../domain/team-trends.ts';
import type { Trend } from '../domain/trend.ts';
import { card, type Heading, headingHeight, type LegendEntry, legend } from './card.ts';
import { MARGIN, palette, WIDTH } from './palette.ts';
import type { Pen } from './pen.ts';
import { pictureOf } from './picture-of.ts';
import { type Area, benchmarkLine, brokenLevel, brokenLine, ownLine } from './plot.ts';
import type { Scale } from './scale.ts';
import { shownName } from './shown-name.ts';
import { circle, diamond, line, type Point } from './svg.ts';
import { cutText, placer, trendScale } from './trend.ts';
import { axisValue, checksText, comparator, endValue, flaggedText, unitText } from './trend-words.ts';

/** As many as fit a picture that is no taller than a screen. */
export const MOST_REPS = 12;

/** A small trend of each rep, for those who coach them; null for a team without reps. */
export function teamTrendsPicture(team: TeamTrends): Picture | null {
  return team.reps.length === 0 ? null : pictureOf({ kind: 'team-trends', altText, draw }, team);
}

const standingTexts: Readonly<Record<Standing, string>> = {
  ahead: 'ahead',
  level: 'level',
  behind: 'behind',
  not_compared: 'not compared',
  not_enough_data: 'not enough data yet',
};

const COLUMNS = 2;
const GUTTER = 24;
const CELL_HEIGHT = 112;
const CELL_WIDTH = (WIDTH - 2 * MARGIN - GUTTER) / COLUMNS;

function draw(team: TeamTrends, pen: Pen): string {
  const shown = team.reps.slice(0, MOST_REPS);
  const scale = trendScale(
    team,
    shown.flatMap(({ trend }) => trend.points),
    4,
  );
  const heading = headingOf(team, scale);
  const top = headingHeight(heading, pen) + 10;
  const rows = Math.ceil(shown.length / COLUMNS);
  const signs = legend(pen, legendOf(shown.map(({ trend }) => trend)), top + rows * CELL_HEIGHT);
  const cells = shown.flatMap((rep, index) =>
    cell(pen, rep, {
      number: index + 1,
      scale,
      at: { x: MARGIN + (index % COLUMNS) * (CELL_WIDTH + GUTTER), y: top + Math.floor(index / COLUMNS) * CELL_HEIGHT },
    }),
  );
  return card(pen, heading, top + rows * CELL_HEIGHT + signs.height + 12, [...cells, ...signs.svg]);
}

function headingOf({ title, unit, direction, reps }: TeamTrends, scale: Scale): Heading {
  const named = unitText(unit);
  const better = `${direction === 'higher' ? 'Higher' : 'Lower'} is better`;
  const first = reps[0]?.trend.points.map((point) => point.asOf) ?? [];
  const left = reps.length - MOST_REPS;
  const points = reps.slice(0, MOST_REPS).flatMap(({ trend }) => trend.points);
  return {
    title,
    notes: [
      `${named === null ? better : `${named}. ${better}`}. ${checksText(first)}.`,
      [
        `The same scale for all: ${axisValue(unit, scale.low, scale.step)} to ${axisValue(unit, scale.high, scale.step)}.`,
        cutText({ unit }, points, scale),
        left > 0 ? `${left} more are not shown.` : null,
      ]
        .filter((part) => part !== null)
        .join(' '),
    ],
  };
}

function cell(
  pen: Pen,
  { name, standing, trend }: TeamTrends['reps'][number],
  { number, scale, at }: { number: number; scale: Scale; at: Point },
): string[] {
  const latest = trend.points.at(-1);
  const value = latest?.value ?? null;
  const shown = value === null ? '–' : endValue(trend.unit, value);
  const room = CELL_WIDTH - pen.width(shown, { bold: true }) - 12;
  const area: Area = { left: at.x, right: at.x + CELL_WIDTH, top: at.y + 28, bottom: at.y + 74 };
  const place = placer(trend, scale, area);
  const values = trend.points.map((point, week) => place(week, point.value?.toNumber()));
  const benchmarks = trend.points.map((point, week) => place(week, point.benchmark?.toNumber()));
  const right = at.x + CELL_WIDTH;
  return [
    pen.text({ x: at.x, y: at.y + 15 }, pen.fit(shownName(name, number, pen), room, { bold: true }), { bold: true }),
    pen.text({ x: right, y: at.y + 15 }, shown, { bold: true, fill: palette.own, anchor: 'end' }),
    line({ x: at.x, y: area.bottom }, { x: right, y: area.bottom }, { stroke: palette.grid }),
    ...brokenLevel(benchmarks, { ...benchmarkLine, 'stroke-width': 1.5 }),
    ...brokenLine(values, { ...ownLine, 'stroke-width': 2 }),
    ...values.flatMap((point, week) => (point === null ? [] : marks(point, trend, week, values))),
    pen.text({ x: at.x, y: at.y + 92 }, standingTexts[standing], { fill: palette.muted }),
  ];
}

/** A diamond in every week that was flagged; a dot at the end, and where a week stands alone. */
function marks(at: Point, { points }: Trend, week: number, values: readonly (Point | null)[]): string[] {
  const edge = { stroke: palette.card, 'stroke-width': 1 };
  if (points[week]?.flagged === true) return [diamond(at, 5.5, { fill: palette.flagged, ...edge })];
  const isAlone = (values[week - 1] ?? null) === null && (values[week + 1] ?? null) === null;
  return week === points.length - 1 || isAlone ? [circle(at, 3.5, { fill: palette.own, ...edge })] : [];
}

function legendOf(trends: readonly Trend[]): LegendEntry[] {
  const flagged = trends.find(({ points }) => points.some((point) => point.flagged));
  const compared = trends.find(({ points }) => points.some((point) => point.benchmark !== null));
  return [
    ...(flagged === undefined
      ? []
      : [{ sign: (at: Point) => diamond(at, 6, { fill: palette.flagged }), text: flaggedText(flagged, 'coaches') }]),
    ...(compared === undefined
      ? []
      : [
          {
            sign: ({ x, y }: Point) => line({ x: x - 12, y }, { x: x + 12, y }, benchmarkLine),
            text: comparator(compared.comparedWith, 'coaches').long,
          },
        ]),
  ];
}

/** Each rep's name whole, what the last check found, and since when it is flagged. */
function altText({ title, direction, reps }: TeamTrends): string {
  const said = reps.map(({ name, standing, trend }, index) => {
    const { points, unit } = trend;
    const first = points.find((point) => point.value !== null)?.value ?? null;
    const last = points.at(-1)?.value ?? null;
    const was = first === null || points.length < 2 ? '' : ` (first ${formatValue(unit, first)})`;
    const flagged = points.filter((point) => point.flagged).length;
    const marked = flagged === 0 ? '' : `, ${flaggedText(trend, 'coaches')} in ${flagged} of ${points.length} checks`;
    const value = last === null ? 'not measured' : formatValue(unit, last);
    return `${index + 1}. ${name}: ${value}${was}, ${standingTexts[standing]}${marked}`;
  });
  const checks = checksText(reps[0]?.trend.points.map((point) => point.asOf) ?? []);
  return `${title}, ${direction} is better. ${checks}. ${said.join('; ')}.`;
}

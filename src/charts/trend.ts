import type { Picture } from '../domain/picture.ts';
import { hasPoints, type Trend, type TrendPoint } from '../domain/trend.ts';
import { card, type Heading, headingHeight, type LegendEntry, legend } from './card.ts';
import { MARGIN, palette, WIDTH } from './palette.ts';
import type { Pen } from './pen.ts';
import { pictureOf } from './picture-of.ts';
import { type Area, benchmarkLine, brokenLevel, brokenLine, ownLine, spread } from './plot.ts';
import { type Scale, scaleOf, shareOf } from './scale.ts';
import { circle, diamond, line, type Point, rectangle } from './svg.ts';
import {
  type Audience,
  axisValue,
  checksText,
  comparator,
  endValue,
  flaggedText,
  shortDate,
  unitText,
} from './trend-words.ts';

interface TrendChart {
  readonly trend: Trend;
  readonly audience: Audience;
}

/** A quarter of weekly checks against the benchmark; null where there is nothing to be seen. */
export function trendPicture(trend: Trend, audience: Audience): Picture | null {
  return hasPoints(trend) ? pictureOf({ kind: 'trend', altText, draw }, { trend, audience }) : null;
}

const PLOT_HEIGHT = 170;
const LABEL = { bold: true };

function draw({ trend, audience }: TrendChart, pen: Pen): string {
  const scale = trendScale(trend, trend.points, 4);
  const heading = headingOf(trend, scale);
  const labels = endLabels(trend, audience);
  const top = headingHeight(heading, pen) + 16;
  const area: Area = {
    left: MARGIN + Math.max(...scale.marks.map((mark) => pen.width(axisValue(trend.unit, mark, scale.step)))) + 10,
    right: WIDTH - MARGIN - Math.max(...labels.map(({ text }) => pen.width(text, LABEL))) - 16,
    top,
    bottom: top + PLOT_HEIGHT,
  };
  const place = placer(trend, scale, area);
  const values = trend.points.map((point, week) => place(week, point.value?.toNumber()));
  const benchmarks = trend.points.map((point, week) => place(week, point.benchmark?.toNumber()));
  const signs = legend(pen, legendOf(trend, audience), area.bottom + 26);
  return card(pen, heading, area.bottom + 26 + signs.height + 10, [
    ...gapBands(values, area),
    ...axis(pen, trend, scale, area),
    ...weekLabels(pen, trend, area),
    ...brokenLevel(benchmarks, benchmarkLine),
    ...brokenLine(values, ownLine),
    ...values.map((point, week) => (point === null ? '' : mark(point, trend.points[week]?.flagged === true))),
    ...writtenLabels(pen, labels, { values, benchmarks, area }),
    ...signs.svg,
  ]);
}

function headingOf(trend: Trend, scale: Scale): Heading {
  const unit = unitText(trend.unit);
  const better = trend.direction === 'higher' ? 'higher is better' : 'lower is better';
  const what = unit === null ? `${better[0]?.toUpperCase()}${better.slice(1)}` : `${unit}, ${better}`;
  const cut = cutText(trend, trend.points, scale);
  const note = `${what}. ${checksText(trend.points.map((point) => point.asOf))}.`;
  return { title: trend.title, notes: cut === null ? [note] : [note, cut] };
}

/** So far above what it is compared with a value is drawn; what is further ahead would leave the rest no height. */
const MOST_TIMES_AHEAD = 2.5;

/**
 * Marks for the values and benchmarks; shares stay between 0 and 100% unless a value does not, and begin at 0 where they
 * differ much, so that half as much looks like half. A ratio far on the good side does not stretch it.
 */
export function trendScale(
  { unit, direction }: Pick<Trend, 'unit' | 'direction'>,
  points: readonly TrendPoint[],
  marks: number,
): Scale {
  const values = points.flatMap(({ value, benchmark }) =>
    [value, benchmark].flatMap((one) => (one === null ? [] : [one.toNumber()])),
  );
  const isShare = unit === 'rate' || unit === 'share';
  const least = Math.min(...values, 0);
  const most = Math.max(...values);
  const ahead = Math.max(...points.map(({ benchmark }) => benchmark?.toNumber() ?? 0)) * MOST_TIMES_AHEAD;
  const isCut = unit === 'ratio' && direction === 'higher' && ahead > 0 && most > ahead;
  const bounds = {
    ...(least >= 0 && unit !== 'sentiment' && { floor: 0 }),
    ...(isShare && most <= 1 && { ceiling: 1 }),
    ...(isCut && { ceiling: ahead }),
  };
  const isFromZero = least >= 0 && (isCut || (isShare && Math.min(...values) < most / 2));
  const fromZero = isFromZero ? [0] : [];
  return scaleOf([...fromZero, ...(isCut ? values.filter((value) => value <= ahead).concat(ahead) : values)], {
    marks,
    ...bounds,
  });
}

/** "Above 200% is drawn at 200%."; null where the scale holds everything. */
export function cutText({ unit }: Pick<Trend, 'unit'>, points: readonly TrendPoint[], scale: Scale): string | null {
  if (points.every(({ value }) => value === null || value.toNumber() <= scale.high)) return null;
  const top = axisValue(unit, scale.high, scale.step);
  return `Above ${top} is drawn at ${top}.`;
}

/** Where a week's value stands; null where it has none. */
export function placer({ points }: Pick<Trend, 'points'>, scale: Scale, { left, right, top, bottom }: Area) {
  const inset = 12;
  return (week: number, value: number | undefined): Point | null => {
    if (value === undefined) return null;
    const x = left + inset + ((right - left - 2 * inset) * week) / Math.max(1, points.length - 1);
    return { x, y: bottom - Math.min(1, shareOf(scale, value)) * (bottom - top) };
  };
}

function gapBands(values: readonly (Point | null)[], { left, right, top, bottom }: Area): string[] {
  const width = (right - left - 24) / Math.max(1, values.length - 1);
  return values.flatMap((value, week) =>
    value === null
      ? [
          rectangle(
            {
              x: Math.max(left, left + 12 + width * (week - 0.5)),
              y: top,
              width: width * (week === 0 || week === values.length - 1 ? 0.5 : 1),
              height: bottom - top,
            },
            { fill: palette.gap },
          ),
        ]
      : [],
  );
}

function axis(pen: Pen, { unit }: Trend, scale: Scale, { left, right, top, bottom }: Area): string[] {
  return scale.marks.flatMap((mark) => {
    const y = bottom - shareOf(scale, mark) * (bottom - top);
    const written = axisValue(unit, mark, scale.step);
    return [
      line({ x: left, y }, { x: right, y }, { stroke: palette.grid }),
      pen.text({ x: left - 8, y: y + 5 }, written, { fill: palette.muted, anchor: 'end' }),
    ];
  });
}

/** Every fourth week, so that they never touch. */
function weekLabels(pen: Pen, { points }: Trend, area: Area): string[] {
  const place = placer({ points }, { low: 0, high: 1, step: 1, marks: [] }, area);
  return points.flatMap(({ asOf }, week) => {
    const at = place(week, 0);
    const isShown = (points.length - 1 - week) % 4 === 0;
    if (at === null || !isShown) return [];
    return [pen.text({ x: at.x, y: area.bottom + 20 }, shortDate(asOf), { fill: palette.muted, anchor: 'middle' })];
  });
}

function mark(at: Point, flagged: boolean): string {
  const edge = { stroke: palette.card, 'stroke-width': 1.5 };
  return flagged ? diamond(at, 8, { fill: palette.flagged, ...edge }) : circle(at, 4.5, { fill: palette.own, ...edge });
}

interface EndLabel {
  readonly of: 'values' | 'benchmarks';
  readonly text: string;
  readonly fill: string;
}

/** The last value of each line, beside it. */
function endLabels({ unit, points, comparedWith }: Trend, audience: Audience): EndLabel[] {
  const measured = points.findLast((point) => point.value !== null);
  const value = measured?.value ?? null;
  const on = measured === undefined || measured === points.at(-1) ? '' : ` (${shortDate(measured.asOf)})`;
  const benchmark = points.findLast((point) => point.benchmark !== null)?.benchmark ?? null;
  const who = audience === 'rep' ? 'You' : 'Rep';
  return [
    ...(value === null
      ? []
      : [{ of: 'values' as const, text: `${who} ${endValue(unit, value)}${on}`, fill: palette.own }]),
    ...(benchmark === null
      ? []
      : [
          {
            of: 'benchmarks' as const,
            text: `${comparator(comparedWith, audience).short} ${endValue(unit, benchmark)}`,
            fill: palette.muted,
          },
        ]),
  ];
}

function writtenLabels(
  pen: Pen,
  labels: readonly EndLabel[],
  lines: { values: readonly (Point | null)[]; benchmarks: readonly (Point | null)[]; area: Area },
): string[] {
  const ends = labels.map(({ of }) => lines[of].findLast((point) => point !== null)?.y ?? lines.area.top);
  const heights = spread(ends, 20, lines.area);
  return labels.map(({ text, fill }, index) =>
    pen.text({ x: lines.area.right + 8, y: (heights[index] ?? 0) + 5 }, text, { ...LABEL, fill }),
  );
}

function legendOf(trend: Trend, audience: Audience): LegendEntry[] {
  const dash = (at: Point, attributes: typeof ownLine) =>
    line({ ...at, x: at.x - 12 }, { ...at, x: at.x + 12 }, attributes);
  const { points, comparedWith } = trend;
  const compared = comparator(comparedWith, audience).long;
  return [
    ...(points.some((point) => point.flagged)
      ? [{ sign: (at: Point) => mark(at, true), text: flaggedText(trend, audience) }]
      : []),
    ...(points.some((point) => point.benchmark !== null)
      ? [{ sign: (at: Point) => dash(at, benchmarkLine), text: compared }]
      : []),
    ...(points.some((point) => point.value === null)
      ? [
          {
            sign: ({ x, y }: Point) =>
              rectangle({ x: x - 12, y: y - 8, width: 24, height: 16 }, { fill: palette.gap, stroke: palette.grid }),
            text: 'not measured',
          },
        ]
      : []),
  ];
}

/** Every week in words: what the picture shows, without it. */
function altText({ trend, audience }: TrendChart): string {
  const { title, unit, direction, points, comparedWith } = trend;
  const short = comparator(comparedWith, audience).short.toLowerCase();
  const weeks = points.map(({ asOf, value, benchmark, flagged }) => {
    if (value === null) return `${shortDate(asOf)} not measured`;
    const against = benchmark === null ? '' : ` (${short} ${endValue(unit, benchmark)})`;
    return `${shortDate(asOf)} ${endValue(unit, value)}${against}${flagged ? ' marked' : ''}`;
  });
  const marked = points.some((point) => point.flagged) ? ` Marked: ${flaggedText(trend, audience)}.` : '';
  const checks = checksText(points.map((point) => point.asOf));
  const named = unitText(unit);
  return `${title}, ${named === null ? '' : `${named.toLowerCase()}, `}${direction} is better. ${checks}: ${weeks.join('; ')}.${marked}`;
}

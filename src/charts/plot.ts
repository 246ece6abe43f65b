import { palette } from './palette.ts';
import { type Attributes, type Point, polyline } from './svg.ts';

/** The rectangle that values are drawn in. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Stretches of a line between its gaps. */
export function stretches(points: readonly (Point | null)[]): Point[][] {
  const found: Point[][] = [[]];
  for (const point of points) {
    if (point === null) found.push([]);
    else found.at(-1)?.push(point);
  }
  return found.filter((stretch) => stretch.length > 0);
}

/** A line with its gaps. What stands alone between two gaps is left to its mark. */
export function brokenLine(points: readonly (Point | null)[], attributes: Attributes): string[] {
  return stretches(points).map((stretch) => polyline(stretch, attributes));
}

/** The same of a line without marks: what stands alone is a short dash. */
export function brokenLevel(points: readonly (Point | null)[], attributes: Attributes): string[] {
  return stretches(points).map((stretch) => {
    const drawn = stretch.length > 1 ? stretch : stretch.flatMap(({ x, y }) => [-6, 6].map((by) => ({ x: x + by, y })));
    return polyline(drawn, attributes);
  });
}

export const ownLine: Attributes = { stroke: palette.own, 'stroke-width': 2.5 };
export const benchmarkLine: Attributes = { stroke: palette.muted, 'stroke-width': 2, 'stroke-dasharray': '6 4' };

/** Heights of labels that stand near their wanted ones, in their order, never less than so far apart. */
export function spread(
  wanted: readonly number[],
  apart: number,
  { top, bottom }: Pick<Area, 'top' | 'bottom'>,
): number[] {
  const order = wanted.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y);
  let least = Number.NEGATIVE_INFINITY;
  for (const label of order) {
    label.y = Math.max(label.y, least, top);
    least = label.y + apart;
  }
  let most = bottom;
  for (const label of order.toReversed()) {
    label.y = Math.min(label.y, most);
    most = label.y - apart;
  }
  const placed = [...wanted];
  for (const { y, index } of order) placed[index] = y;
  return placed;
}

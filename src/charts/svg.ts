/** Attributes by name; numbers are written with two decimals, so that no computation's last digits show. */
export type Attributes = Readonly<Record<string, string | number>>;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** One SVG element; children are SVG already. */
export function element(tag: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${attribute(value)}"`);
  return `<${tag}${written.join('')}>${children.join('')}</${tag}>`;
}

export function line(from: Point, to: Point, attributes: Attributes): string {
  return element('line', { x1: from.x, y1: from.y, x2: to.x, y2: to.y, ...attributes });
}

/** A line through the points; nothing for a single one. */
export function polyline(points: readonly Point[], attributes: Attributes): string {
  if (points.length < 2) return '';
  const written = points.map(({ x, y }) => `${number(x)},${number(y)}`).join(' ');
  return element('polyline', { points: written, fill: 'none', 'stroke-linejoin': 'round', ...attributes });
}

export function circle(at: Point, radius: number, attributes: Attributes): string {
  return element('circle', { cx: at.x, cy: at.y, r: radius, ...attributes });
}

export function diamond({ x, y }: Point, radius: number, attributes: Attributes): string {
  const [left, right, top, bottom] = [x - radius, x + radius, y - radius, y + radius].map(number);
  return element('path', {
    d: `M${number(x)},${top}L${right},${number(y)}L${number(x)},${bottom}L${left},${number(y)}Z`,
    ...attributes,
  });
}

/** A square of so much on each side of its middle. */
export function square({ x, y }: Point, radius: number, attributes: Attributes): string {
  return rectangle({ x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius }, attributes);
}

export function rectangle(at: Point & { width: number; height: number }, attributes: Attributes): string {
  return element('rect', { ...at, ...attributes });
}

/** Text as it may stand between two tags. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function attribute(value: string | number): string {
  return typeof value === 'number' ? number(value) : escapeText(value);
}

/** @throws RangeError for what is no place: better no picture than one that leaves something out. */
function number(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`A picture cannot be drawn at ${value}.`);
  return String(Math.round(value * 100) / 100);
}

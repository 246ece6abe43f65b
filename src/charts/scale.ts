/** A linear axis with round marks. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly step: number;
  readonly marks: readonly number[];
}

/**
 * Round marks around the values, about as many as asked for. Bounds, where given, are never crossed; values that do not
 * differ stand in the middle.
 */
export function scaleOf(
  values: readonly number[],
  { marks = 4, floor = Number.NEGATIVE_INFINITY, ceiling = Number.POSITIVE_INFINITY } = {},
): Scale {
  const found = values.length === 0 ? [0, 1] : values;
  let [low, high] = [Math.min(...found), Math.max(...found)];
  const size = Math.max(Math.abs(low), Math.abs(high));
  // Differences of the last digits are none: no axis could be marked with them.
  const isLevel = high - low <= Math.max(size * 1e-9, 1e-12);
  const room = isLevel ? (size > 1e-12 ? size * 0.2 : 1) : (high - low) * 0.08;
  [low, high] = [Math.max(floor, low - room), Math.min(ceiling, high + room)];
  if (high <= low) high = low + 1;
  const step = roundStep((high - low) / marks);
  const from = Math.floor(low / step);
  const to = Math.ceil(high / step);
  const at = Array.from({ length: to - from + 1 }, (_, index) => Number(((from + index) * step).toPrecision(12)));
  return { low: at[0] ?? low, high: at.at(-1) ?? high, step, marks: at };
}

/** Where a value stands on it: 0 at the bottom, 1 at the top. */
export function shareOf(scale: Scale, value: number): number {
  return (value - scale.low) / (scale.high - scale.low);
}

/** 1, 2 or 5 times a power of ten, the next above. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 5, 10].find((one) => one * power >= step * (1 - 1e-9)) ?? 10;
  return factor * power;
}

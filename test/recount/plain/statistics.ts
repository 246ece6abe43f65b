/** Linear interpolation in the middle, as percentile_cont(0.5). */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  const low = sorted[Math.floor(middle)];
  const high = sorted[Math.ceil(middle)];
  if (low === undefined || high === undefined) throw new Error('No median of nothing.');
  return (low + high) / 2;
}

/** Median of the slopes between all pairs; null with fewer than two different x. */
export function theilSen(points: readonly (readonly [x: number, y: number])[]): number | null {
  const slopes: number[] = [];
  for (const [x1, y1] of points) for (const [x2, y2] of points) if (x2 > x1) slopes.push((y2 - y1) / (x2 - x1));
  return slopes.length === 0 ? null : median(slopes);
}

export function wilson(x: number, n: number, z: number): { lower: number; upper: number } {
  const p = x / n;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return { lower: centre - half, upper: centre + half };
}

/** Mid-rank percentile of one value among all, itself included. */
export function midRank(value: number, all: readonly number[]): number {
  const below = all.filter((other) => other < value - 1e-12).length;
  const equal = all.filter((other) => Math.abs(other - value) <= 1e-12).length;
  return (100 * (below + equal / 2)) / all.length;
}

/** The z above which a share `tail` of the normal distribution lies. */
export function upperQuantile(tail: number): number {
  let low = 0;
  let high = 10;
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (upperTail(middle) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** By Simpson's rule over [z, z + 12]. */
function upperTail(z: number): number {
  const steps = 2000;
  const width = 12 / steps;
  const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  let sum = density(z) + density(z + 12);
  for (let step = 1; step < steps; step += 1) sum += density(z + step * width) * (step % 2 === 1 ? 4 : 2);
  return (sum * width) / 3;
}

/** Kaplan-Meier: the first time at which no more than half are left; null when there is none. */
export function kaplanMeierMedian(
  spells: readonly { readonly length: number; readonly ended: boolean }[],
): number | null {
  const times = [...new Set(spells.filter((spell) => spell.ended).map((spell) => spell.length))].sort((a, b) => a - b);
  let left = 1;
  for (const time of times) {
    const atRisk = spells.filter((spell) => spell.length >= time).length;
    const events = spells.filter((spell) => spell.ended && spell.length === time).length;
    left *= 1 - events / atRisk;
    if (left <= 0.5 + 1e-12) return time;
  }
  return null;
}

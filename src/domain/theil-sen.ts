/** percentile_cont(0.5): the middle value, or the mean of the two middle ones; null of nothing. */
export function medianOf(values: ArrayLike<number>): number | null {
  const sorted = new Float64Array(values).sort();
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  const high = sorted[Math.ceil((sorted.length - 1) / 2)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/**
 * The Theil-Sen slope: the median of the slopes of all pairs of points, which one wild point hardly moves.
 * @returns per unit of x; null without two points of different x.
 */
export function theilSenSlope(points: readonly { readonly x: number; readonly y: number }[]): number | null {
  // There are hundreds of thousands of accounts: no copies of the points.
  const slopes = new Float64Array((points.length * (points.length - 1)) / 2);
  let count = 0;
  for (const [index, a] of points.entries()) {
    for (let other = index + 1; other < points.length; other += 1) {
      const b = points[other];
      if (b === undefined || a.x === b.x) continue;
      slopes[count] = (b.y - a.y) / (b.x - a.x);
      count += 1;
    }
  }
  return medianOf(slopes.subarray(0, count));
}

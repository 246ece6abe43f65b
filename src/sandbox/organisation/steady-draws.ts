import type { Random } from './random.ts';

/**
 * Draws that keep to their level over any stretch, unlike pure chance: level reps must look level in every window, or
 * the sample would flag people whom nothing was planted on.
 */

/** Yes in the given share: after any number of draws, the count of yes is within one of what the shares add up to. */
export function steadyChoice(random: Random): (share: number) => boolean {
  let owed = random.next();
  return (share) => {
    owed += share;
    if (owed < 1) return false;
    owed -= 1;
    return true;
  };
}

/** How many of `expected` fall due now; fractions are carried over. */
export function steadyCount(random: Random): (expected: number) => number {
  let owed = random.next();
  return (expected) => {
    owed += expected;
    const due = Math.floor(owed);
    owed -= due;
    return due;
  };
}

const tenths = [-1.645, -1.036, -0.674, -0.385, -0.126, 0.126, 0.385, 0.674, 1.036, 1.645];

/** Standard normal noise, each ten draws one from each tenth of the distribution. */
export function steadyNoise(random: Random): () => number {
  let block: number[] = [];
  return () => {
    if (block.length === 0) block = random.shuffled(tenths);
    return (block.pop() ?? 0) + (random.next() - 0.5) * 0.2;
  };
}

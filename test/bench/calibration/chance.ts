import type { Random } from '../../../src/sandbox/organisation/random.ts';

/** A standard normal draw (Box and Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** The most that is drawn at a time: beyond it the product of draws would run out of digits. */
const CHUNK = 30;

/** How many of something that comes `mean` times on average (Knuth's product of draws). */
export function poisson(random: Random, mean: number): number {
  let count = 0;
  for (let left = mean; left > 0; left -= CHUNK) {
    const end = Math.exp(-Math.min(left, CHUNK));
    for (let product = random.next(); product > end; product *= random.next()) count += 1;
  }
  return count;
}

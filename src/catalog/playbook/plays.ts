import type { MetricKey, Role } from '../../domain/metric.ts';
import { aePlays } from './ae.ts';
import { amPlays } from './am.ts';
import { csmPlays } from './csm.ts';
import { sdrPlays } from './sdr.ts';

/**
 * What a text may leave open, to be filled from the evidence. No numbers and no dates are among them: the text is frozen
 * when it is suggested and read weeks later. The goal is said once for all plays, after the text (see `index.ts`).
 */
export const placeholders = [
  /** The stage of the pair that deals leave, and the one they enter. */
  'stage_from',
  'stage_to',
  /** The part of the metric that is meant, in words: "cold cadences, step 3". */
  'part',
  /** The deals to look at, by account: "Acme, Globex and Initech"; else "your latest lost deals". */
  'deals',
] as const;
export type Placeholder = (typeof placeholders)[number];

/** At least two texts, so that a pattern that comes back is not answered with the words that did not help. */
export type Variants = readonly [string, string, ...string[]];

/** What to try, by how large the gap is. Written to the rep: approved, it is what they read, whenever that is. */
export interface Play {
  readonly low: Variants;
  readonly medium: Variants;
  readonly high: Variants;
}

/** The plays of every role. A metric without one falls back to `generalPlay`. */
export const plays: Readonly<Record<Role, Readonly<Partial<Record<MetricKey, Play>>>>> = {
  AE: aePlays,
  AM: amPlays,
  CSM: csmPlays,
  SDR: sdrPlays,
};

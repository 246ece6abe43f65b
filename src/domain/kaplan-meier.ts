/** How long something lasted; `ended` false: it still did when it was last seen (censored). */
export interface Spell {
  readonly duration: number;
  readonly ended: boolean;
}

/**
 * The Kaplan-Meier median: the first duration by which at most half are estimated to go on, in the unit of the spells.
 * Spells that end and spells that are censored at the same duration: the ends come first.
 * @returns null where the estimate never falls to a half.
 */
export function kaplanMeierMedian(spells: readonly Spell[]): number | null {
  const sorted = spells.toSorted((a, b) => a.duration - b.duration);
  let surviving = 1;
  let start = 0;
  while (start < sorted.length) {
    const duration = sorted[start]?.duration ?? 0;
    let end = start;
    let ended = 0;
    for (; sorted[end]?.duration === duration; end += 1) if (sorted[end]?.ended === true) ended += 1;
    surviving *= 1 - ended / (sorted.length - start);
    // Half of them, whatever the product's last digits say.
    if (ended > 0 && surviving <= 0.5 + 1e-9) return duration;
    start = end;
  }
  return null;
}

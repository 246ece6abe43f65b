export const bounded = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));

/** A score from 0 to 100 with one decimal. */
export const score = (value: number): number => bounded(Math.round(value * 10) / 10, 0, 100);

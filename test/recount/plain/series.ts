import type { Rep, Run, Span } from './run.ts';

/** One thing that was counted, as the tests of single observations see it. */
export interface Observation {
  readonly value: number;
  /** The row's own segment; null: the rep's. */
  readonly segment: string | null;
  /** Talk ratios are compared within a type of call. */
  readonly callType?: string;
}

/** What one rep's rows of one window add up to. */
export interface Series {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly size: number;
  readonly value: number | null;
  readonly newEvidence: number;
  /** For rates: successes and tries, where they are not numerator and denominator. */
  readonly rate?: { readonly x: number; readonly n: number };
  readonly observations?: readonly Observation[];
  /** Observations of each segment, for rows that carry one. */
  readonly sizes?: ReadonlyMap<string, number>;
  readonly companions?: Readonly<Record<string, unknown>>;
  readonly notApplicable?: boolean;
  readonly dataQuality?: boolean;
  /** Enough observations, and yet too few things behind them. */
  readonly thin?: boolean;
  /** What the rows themselves say to compare with. */
  readonly ownPast?: number | null;
  readonly fallen?: { readonly worse: number; readonly untied: number; readonly versus?: number | null };
  /** Where the measure itself knows what to compare with, and whether the difference matters. */
  readonly compared?: { readonly kind: string; readonly benchmark: number | null; readonly peerCount: number };
  readonly material?: boolean;
}

/** One rep, one window: a series by dimension. */
export type Measure = (run: Run, rep: Rep, span: Span) => Map<string, Series>;

export function one(series: Series): Map<string, Series> {
  return new Map([['', series]]);
}

/** Shares of yes. */
export function rateOf(
  items: readonly { readonly yes: boolean; readonly isNew: boolean; readonly segment?: string }[],
): Series {
  const yes = items.filter((item) => item.yes).length;
  const sizes = new Map<string, number>();
  for (const { segment } of items) if (segment !== undefined) sizes.set(segment, (sizes.get(segment) ?? 0) + 1);
  return {
    numerator: yes,
    denominator: items.length,
    size: items.length,
    value: items.length === 0 ? null : yes / items.length,
    newEvidence: items.filter((item) => item.isNew).length,
    ...(sizes.size > 0 ? { sizes } : {}),
  };
}

/** The mean of what was observed. */
export function meanOf(items: readonly (Observation & { readonly isNew: boolean })[]): Series {
  let sum = 0;
  for (const item of items) sum += item.value;
  return {
    numerator: sum,
    denominator: items.length,
    size: items.length,
    value: items.length === 0 ? null : sum / items.length,
    newEvidence: items.filter((item) => item.isNew).length,
    observations: items,
  };
}

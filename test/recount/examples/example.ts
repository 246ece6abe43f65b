import type { MetricKey } from '../../../src/domain/metric.ts';
import type { ExampleRep } from './example-rep.ts';
import type { RepOfExample } from './named-rep.ts';

/**
 * Monday; clocks went forward on 8 March. The windows before it begin: 28 days 2026-02-16, 30 days 02-14, 56 days 01-19,
 * 91 days 2025-12-15, the 91 days before those 09-15, 180 days 09-17, a year 2025-03-16, the quarter 2026-01-01. Replies
 * are those of [02-09, 03-09), meetings those of [2025-12-29, 2026-02-23). What is dated from 03-09 on is new.
 */
export const T = '2026-03-16';

/** What a reading must hold; what is left out is not asked. */
export interface Expected {
  readonly numerator?: number | null;
  readonly denominator?: number | null;
  readonly size: number;
  readonly value: number | null;
  readonly newEvidence?: number;
  readonly status?: string;
  readonly material?: boolean;
  readonly companions?: Readonly<Record<string, unknown>>;
}

/** A few rows of one rep, and what a metric must make of them: counted by hand, before the code was asked. */
export interface Example {
  /** What it shows. */
  readonly shows: string;
  readonly rep?: RepOfExample;
  /** Default: none. */
  readonly dimension?: string;
  readonly given: (rep: ExampleRep) => void;
  /** How the numbers come about. */
  readonly because: string;
  readonly expect: Expected;
}

export type Examples = Readonly<Record<MetricKey, readonly Example[]>>;

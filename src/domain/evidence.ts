import { Decimal } from './decimal.ts';
import type { LocalDate } from './local-date.ts';
import type { MetricDefinition, Reading } from './metric.ts';

/** What a counted row adds to its reading. */
export interface Addition {
  /** Null where the row adds nothing to it, or the reading has none. */
  readonly numerator: Decimal | null;
  readonly denominator: Decimal | null;
  /** What the row would read by itself, where that is not simply the ratio of the two. */
  readonly alone?: Decimal | null;
  /** How far it is from what was hoped for, above 0 where it is, of rows whose part in the reading does not tell. */
  readonly short?: Decimal | null;
  /** How many observations it is. */
  readonly size: number;
}

/** A source row, or several that are one observation, counted in a reading or left out of it. */
export interface EvidenceRow {
  /** What it is, with its id: "call c-17". */
  readonly name: string;
  /** The account that it is about, by name where there is one. */
  readonly account: string | null;
  /** Where the source shows it; not checked. */
  readonly link: string | null;
  /** The date that puts it into the window. */
  readonly on: LocalDate;
  /** Of the reading it belongs to. */
  readonly dimension: string;
  /** What it counts as, in words; null where it is left out. */
  readonly value: string | null;
  readonly adds: Addition | null;
  /** Why it does not count; null where it does. */
  readonly leftOut: string | null;
}

/** Some readings of one metric of a rep, with the rows that they counted and those that they left out. */
export interface Evidence {
  readonly metric: MetricDefinition;
  /** One a dimension. */
  readonly readings: readonly Reading[];
  /** Of all of them, oldest first; each says of which reading it is. */
  readonly rows: readonly EvidenceRow[];
}

/** Of a reading, the rows that counted and the others. */
export function rowsOf(
  { rows }: Pick<Evidence, 'rows'>,
  { dimension }: Pick<Reading, 'dimension'>,
): { readonly counted: readonly EvidenceRow[]; readonly leftOut: readonly EvidenceRow[] } {
  const own = rows.filter((row) => row.dimension === dimension);
  return { counted: own.filter((row) => row.leftOut === null), leftOut: own.filter((row) => row.leftOut !== null) };
}

/**
 * True while the rows still add up to what the reading says. Sources are changed in place and keep no history, so that a
 * reading can be older than its rows.
 */
export function addsUp(evidence: Pick<Evidence, 'metric' | 'rows'>, reading: Reading): boolean {
  const { counted } = rowsOf(evidence, reading);
  const isSame = (part: 'numerator' | 'denominator') => {
    const sum = counted.reduce((total, { adds }) => total.plus(adds?.[part] ?? 0), new Decimal(0));
    const said = reading[part];
    return said === null || sum.minus(said).abs().lte(said.abs().times(TOLERANCE).plus(TOLERANCE));
  };
  const size = counted.reduce((total, { adds }) => total + (adds?.size ?? 0), 0);
  // Against a fixed limit everything is looked at once, whatever the number of rows.
  const isOneLook = evidence.metric.test === 'limit' && size === 0;
  return isSame('numerator') && isSame('denominator') && (isOneLook || size === reading.sampleSize);
}

/** Of a sum; scores are added in another order here. */
const TOLERANCE = new Decimal('1e-9');

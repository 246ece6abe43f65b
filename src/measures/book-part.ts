import type { Thresholds } from '../catalog/thresholds.ts';
import type { LocalDate } from '../domain/local-date.ts';
import type { MeasuredSeries } from '../domain/measured-series.ts';
import type { HealthQuality, HeldAccount } from './customer-books.ts';
import type { RepToMeasure } from './measure.ts';

/** One rep's book, and how it is looked at. */
export interface Book {
  readonly rep: RepToMeasure;
  readonly accounts: readonly HeldAccount[];
  readonly t: LocalDate;
  /** What happened from here on, in days before t (negative), is new evidence. */
  readonly newFrom: number;
  readonly thresholds: Thresholds;
}

/** One measure of a book; accounts carry their own segment. */
export interface BookPart {
  seriesOf(book: Book): Omit<MeasuredSeries, 'repId' | 'dimension'>;
  /** Which uses of the rows say how good they are, in the own window and in the evidence window. */
  readonly quality: { readonly own: keyof HealthQuality; readonly evidence: keyof HealthQuality };
}

import type { Decimal } from './decimal.ts';
import type { LocalDate } from './local-date.ts';
import type { MetricKey } from './metric.ts';

/** The numbers of a condition as they were when it held; those of E2 are the weeks of its pattern, E5 has a note. */
export type EscalationFacts =
  | {
      readonly rule: 'E1';
      readonly fiscalQuarter: string;
      /** Exclusive. */
      readonly quarterEnd: LocalDate;
      readonly daysLeft: number;
      /** Closed business over the quota of the whole quarter. */
      readonly attainment: Decimal;
      /** The share of the quota that it had to reach. */
      readonly below: Decimal;
    }
  | {
      readonly rule: 'E4';
      readonly from: LocalDate;
      readonly to: LocalDate;
      readonly book: number;
      readonly compared: number;
      readonly dropped: number;
      readonly churned: number;
      /** More than this share of the compared had to drop. */
      readonly shareAbove: Decimal;
    }
  | {
      readonly rule: 'E6';
      /** In so many days up to the day that it was raised. */
      readonly windowDays: number;
      /** Oldest first. */
      readonly onsets: readonly { readonly metricKey: MetricKey; readonly dimension: string; readonly on: LocalDate }[];
    };

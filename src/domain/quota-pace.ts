import type { DateRange } from './calendar.ts';
import type { Decimal } from './decimal.ts';
import type { LocalDate } from './local-date.ts';

/** A quarter's quota and what retires it, check by check. */
export interface QuotaPace {
  readonly quarter: DateRange;
  /** Of the whole quarter, net of relief. */
  readonly quota: Decimal;
  /** ISO 4217. */
  readonly currency: string;
  /** Oldest first; at least one. */
  readonly checks: readonly PaceCheck[];
}

/** Shares of the quarter's quota. */
export interface PaceCheck {
  readonly asOf: LocalDate;
  readonly closed: Decimal;
  readonly closedAndCommitted: Decimal;
  /** What the time that has passed asks for. */
  readonly pace: Decimal;
}

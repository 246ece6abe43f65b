import type { Decimal } from './decimal.ts';
import type { HeldBackReason } from './flag-budget.ts';
import type { LocalDate } from './local-date.ts';
import type { Reading } from './metric.ts';

/** A critical reading of a day. */
export interface Breach {
  readonly reading: Reading;
  readonly value: Decimal;
  readonly gap: Decimal;
  /** From which value on it is critical, or from which excess of one companion over another where these tell. */
  readonly threshold: Decimal | null;
  /** How many times what is material that is; null where it is a limit of its own. */
  readonly times: Decimal | null;
  /** The gap as a multiple of what is material. */
  readonly weight: Decimal;
}

/** How a flag reached its reader. */
export type ToldAs = 'flag' | 'review_request' | 'escalation';

/** A breach as it is kept. */
export interface StoredBreach extends Breach {
  readonly on: LocalDate;
  readonly isOnset: boolean;
  readonly coachingId: string | null;
  readonly toldAs: ToldAs | null;
  readonly heldBack: HeldBackReason | null;
}

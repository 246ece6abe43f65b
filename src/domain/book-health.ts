import type { LocalDate } from './local-date.ts';

/** How much risk an account is in, the gravest first. */
export const RISK_TIERS = ['Critical', 'High', 'Medium', 'Low'] as const;
export type RiskTier = (typeof RISK_TIERS)[number];

/** The accounts of a book by risk, week by week. */
export interface BookHealth {
  /** Oldest first, one a week. */
  readonly weeks: readonly BookWeek[];
}

export interface BookWeek {
  readonly asOf: LocalDate;
  /** How many accounts were in each tier. */
  readonly tiers: Readonly<Record<RiskTier, number>>;
  /** Accounts without a score that is recent enough. */
  readonly unscored: number;
}

/** A book without a single score is none to draw. */
export function hasScores({ weeks }: BookHealth): boolean {
  return weeks.some(({ tiers }) => RISK_TIERS.some((tier) => tiers[tier] > 0));
}

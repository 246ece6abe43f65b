import type { Role } from '../domain/metric.ts';
import type { SkillThresholds } from '../domain/skill-gap.ts';

/** Numbers that each role may have its own of. */
export interface RoleThresholds {
  /** The chance at which a week may flag a rep who is level with peers, over everything looked at. */
  readonly alpha: number;
  /** Fewer peers than this are no benchmark. */
  readonly minimumPeers: number;
  /** From the hire date, where a profile names no end of the ramp. */
  readonly rampDays: number;
}

/** Numbers that belong to no single metric. Days are calendar days. */
export interface Thresholds {
  readonly roles: Readonly<Record<Role, RoleThresholds>>;
  /** A deal lost this soon after a transfer is not held against its new owner. */
  readonly transferGraceDays: number;
  /** A renewal still open is left out this long after it was due; then it counts as nothing renewed. */
  readonly renewalGraceDays: number;
  /** Renewal dates of an account within this many days are one renewal. */
  readonly sameRenewalDays: number;
  /** A renewal is to be opened this long before it is due, where the churn risk log does not say. */
  readonly renewalOpeningDays: number;
  /** A business review may be held this long after it was due; a customer moves it by no more than `qbrMoveDays`. */
  readonly qbrGraceDays: number;
  readonly qbrMoveDays: number;
  /** Accounts acquired this soon before something was due are not held against the new owner. */
  readonly newAccountDays: number;
  /** Accounts taken over from somebody count in level and trend metrics after this long. */
  readonly inheritedAccountDays: number;
  /** Accounts that changed owner belong to nobody's revenue this long. */
  readonly revenueHandoverDays: number;
  /** The least share of reviews with an outcome logged by somebody else. */
  readonly qbrOutcomeCoverage: number;
  /** Fewer points than this make no trend of an account. */
  readonly trendPoints: number;
  /** A health score older than this does not count as today's. */
  readonly healthScoreDays: number;
  /** The day of a quarter, counted from 0, at whose beginning the commit is taken. */
  readonly commitDay: number;
  /** A stay in a stage shorter than this, in minutes, is no stay. */
  readonly skippedStageMinutes: number;
  /** Calls shorter than this, in seconds, say nothing about talk time. */
  readonly talkCallSeconds: number;
  /** A reply this long after a touch answers it. */
  readonly replyDays: number;
  /** A meeting must lead to a qualified opportunity within this time. */
  readonly qualificationDays: number;
  /** A high cadence flag may stay open this long. */
  readonly openFlagDays: number;
  /** Fewer accounts than this behind milestones are too few to judge by. */
  readonly milestoneAccounts: number;
  /** Points below the role's median that a rep's call quality must lie, besides being in its lowest quarter (E3). */
  readonly e3MinGap: number;
  /** Whether a gap is credible is asked of this long, or of the metric's own window where that is longer. */
  readonly evidenceDays: number;
  /** A pattern that comes back this soon after its last episode ended is a recurrence. */
  readonly recurrenceDays: number;
  /** From how many times what is material a pattern is of medium and of high severity. */
  readonly mediumSeverity: number;
  readonly highSeverity: number;
  readonly skills: SkillThresholds;
}

const EVERY_ROLE = { alpha: 0.01, minimumPeers: 5 };

export const defaultThresholds: Thresholds = {
  roles: {
    AE: { ...EVERY_ROLE, rampDays: 90 },
    AM: { ...EVERY_ROLE, rampDays: 90 },
    CSM: { ...EVERY_ROLE, rampDays: 90 },
    SDR: { ...EVERY_ROLE, rampDays: 60 },
  },
  transferGraceDays: 14,
  renewalGraceDays: 30,
  sameRenewalDays: 60,
  renewalOpeningDays: 120,
  qbrGraceDays: 14,
  qbrMoveDays: 30,
  newAccountDays: 30,
  inheritedAccountDays: 28,
  revenueHandoverDays: 90,
  qbrOutcomeCoverage: 0.6,
  trendPoints: 4,
  healthScoreDays: 14,
  commitDay: 21,
  skippedStageMinutes: 5,
  talkCallSeconds: 300,
  replyDays: 7,
  qualificationDays: 21,
  openFlagDays: 7,
  milestoneAccounts: 3,
  e3MinGap: 0,
  evidenceDays: 91,
  recurrenceDays: 182,
  mediumSeverity: 1.5,
  highSeverity: 2,
  skills: {
    gap: 10,
    mediumGap: 15,
    highGap: 25,
    leastScore: 40,
    worstDiscount: 0.4,
    worstTalkExcess: 0.3,
    objectionDays: 14,
    trendWeeks: 8,
    trendPoints: 6,
    leastTrendPoints: 4,
    trendSlope: 0.5,
  },
};

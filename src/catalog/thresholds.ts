import type { OnsetRule } from '../domain/daily-flag.ts';
import type { AttainmentCondition, BookCondition, OnsetsCondition } from '../domain/escalation-conditions.ts';
import type { FlagBudget } from '../domain/flag-budget.ts';
import type { Role } from '../domain/metric.ts';
import type { QualityCondition } from '../domain/quality-run.ts';
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

/** When a breach is critical at once, how many are told, and what begins something new. Shares are of what is asked. */
export interface DailyFlagThresholds extends OnsetRule, FlagBudget {
  /** So many times the material gap is critical. */
  readonly gapTimes: number;
  /** Attainment of the pace below this is critical, once so much of the quarter's weight has passed. */
  readonly paceBelow: number;
  readonly paceStartAt: number;
  /** Outreach below this is critical, over the last so many days on which the SDR was there. */
  readonly outreachBelow: number;
  readonly outreachDays: number;
}

/** The conditions of the daily run, by their names in the coaching rules. E2 and E5 have no number that may be set. */
export interface EscalationThresholds {
  readonly E1: AttainmentCondition;
  readonly E3: QualityCondition;
  readonly E4: BookCondition;
  readonly E6: OnsetsCondition;
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
  /** New patterns of one rep that are put before the manager in one week; the others wait, and come first the next. */
  readonly newPatternsAWeek: number;
  /** A row of the daily run becomes that of an episode of its pattern that opens within this many days. */
  readonly adoptionDays: number;
  /** More than this share of a rep's source rows left out makes a value unfit to be judged. */
  readonly excludedShare: number;
  /** Available on less than this share of a range's business days is leave. */
  readonly availableShare: number;
  /** Business days before the digests on which managers are reminded of what waits. */
  readonly reminderBusinessDays: number;
  /** Business days of the second-line manager after which an escalation that nobody owns is brought up again. */
  readonly unownedBusinessDays: number;
  readonly skills: SkillThresholds;
  readonly dailyFlags: DailyFlagThresholds;
  readonly escalations: EscalationThresholds;
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
  newPatternsAWeek: 3,
  adoptionDays: 14,
  excludedShare: 0.2,
  availableShare: 0.5,
  reminderBusinessDays: 2,
  unownedBusinessDays: 3,
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
  dailyFlags: {
    gapTimes: 2,
    paceBelow: 0.5,
    paceStartAt: 0.33,
    outreachBelow: 0.5,
    outreachDays: 5,
    clearDays: 7,
    spacingDays: 14,
    ofRep: 2,
    repDays: 28,
    ofManager: 3,
  },
  escalations: {
    E1: { below: 0.5, daysLeftBelow: 42 },
    E3: {
      windowDays: 30,
      leastCalls: 5,
      leastCohort: 8,
      quantile: 0.25,
      measuredDays: 30,
      mostUnmeasuredDays: 7,
      skillDays: 28,
    },
    E4: { windowDays: 28, leastAccounts: 5, shareAbove: 0.5, leastCoverage: 0.6, repeatDays: 28 },
    E6: { onsets: 3, windowDays: 28, repeatDays: 28 },
  },
};

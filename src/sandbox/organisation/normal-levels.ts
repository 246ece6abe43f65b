/** What a level rep does. Planted patterns move single traits of single reps away from this, for a time. */
export const normalLevels = {
  /** Share of opportunities that leave the stage forward. */
  passStage1: 0.65,
  passStage2: 0.62,
  passStage3: 0.6,
  passStage4: 0.7,
  /** Multiples of the usual days in stage 3. */
  dwellInStage3: 1,
  /** Closed by the end of the quarter, as a share of quota. */
  attainment: 1.08,
  /** (Actual - commit) / commit at quarter end: negative for over-commitment. */
  commitBias: 0.02,
  objectivesExecuted: 0.78,
  discountDepth: 0.14,
  termExceptions: 0.15,
  /** Call scores, 0-100. */
  callQuality: 74,
  objectionHandling: 72,
  nextStep: 70,
  productKnowledge: 75,
  discoveryDepth: 70,
  /** Share of the required topics that a call covers. */
  topicsCovered: 0.75,
  sentiment: 0.35,
  /** The rep's share of the time spoken. */
  talkRatio: 0.45,
  /** Points of health score that an account of the book gains a week. */
  healthDrift: 0,
  /** Share of the book whose score says High or Critical. */
  accountsAtRisk: 0.12,
  nps: 8.8,
  csat: 4.4,
  expansionsWon: 0.62,
  expansionSuppressedByRep: 0.05,
  renewalsWon: 0.96,
  renewalsOpenedOnTime: 0.97,
  /** ARR that a contraction takes from an account each quarter, as a share. */
  contraction: 0.01,
  qbrsMet: 0.97,
  qbrsPositive: 0.65,
  ttvMet: 0.86,
  milestonesMet: 0.88,
  /** Touches sent as a share of the plan. */
  outreachVolume: 1,
  coldMeetings: 0.02,
  warmMeetings: 0.024,
  /** Replies per delivered touch, as multiples of the usual. */
  coldReplies: 1,
  coldStep3Replies: 1,
  meetingsQualified: 0.6,
  /** High-severity flags that stay open. */
  openFlags: 0,
} as const satisfies Readonly<Record<string, number>>;

export type Trait = keyof typeof normalLevels;

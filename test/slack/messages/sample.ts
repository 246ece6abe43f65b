import { headlines } from '../../../src/catalog/headlines.ts';
import { seriesTitle } from '../../../src/catalog/playbook/metric-wording.ts';
import type { SkillAssessment } from '../../../src/domain/assess-skill.ts';
import type { CoachingItem, PatternRun } from '../../../src/domain/coaching-item.ts';
import { Decimal } from '../../../src/domain/decimal.ts';
import {
  composeDigest,
  type DigestContent,
  type DigestPictures,
  type MonthPattern,
} from '../../../src/domain/digest.ts';
import type { EpisodeWeek, EscalationCase } from '../../../src/domain/escalation-case.ts';
import type { EvidenceRow } from '../../../src/domain/evidence.ts';
import type { LocalDate } from '../../../src/domain/local-date.ts';
import type { Reading } from '../../../src/domain/metric.ts';
import type { Picture } from '../../../src/domain/picture.ts';
import type { Reader } from '../../../src/slack/messages/item-state.ts';
import { metricOf } from '../../support/metric-of.ts';

export const reader: Reader = { timeZone: 'America/New_York', nextDigestOn: '2026-04-01', currency: 'USD' };

const lostDeal = (id: string, account: string, on: LocalDate): EvidenceRow => ({
  name: `deal ${id}`,
  account,
  link: null,
  on,
  dimension: '2>3',
  value: 'lost',
  adds: { numerator: new Decimal(0), denominator: new Decimal(1), size: 1 },
  leftOut: null,
});

export const rows: EvidenceRow[] = [lostDeal('o1', 'Acme', '2026-02-26'), lostDeal('o2', 'Globex', '2026-02-12')];

/** 8 of 21 deals against 55% of eight peers, the week before 2 March 2026. */
export function reading(change: Partial<Reading> = {}): Reading {
  return {
    repId: 'rep-1',
    role: 'AE',
    metricKey: 'AE.stage_conversion',
    dimension: '2>3',
    segment: 'mid_market',
    period: 'week',
    asOf: '2026-03-02',
    windowStart: '2026-01-05',
    windowEnd: '2026-03-02',
    definitionVersion: 1,
    numerator: new Decimal(8),
    denominator: new Decimal(21),
    sampleSize: 21,
    minimumSample: 8,
    newEvidence: 3,
    value: new Decimal(8).div(21),
    benchmark: new Decimal('0.55'),
    benchmarkKind: 'segment_peers',
    peerCount: 8,
    gap: new Decimal('0.55').minus(new Decimal(8).div(21)),
    percentile: new Decimal(5),
    evidenceStart: '2025-12-01',
    evidenceNumerator: new Decimal(14),
    evidenceSize: 45,
    evidenceBenchmark: new Decimal('0.52'),
    seriesCount: 5,
    criticalZ: new Decimal('2.878'),
    status: 'ok',
    material: true,
    credible: true,
    fired: true,
    companions: {},
    ...change,
  };
}

export function run(change: Partial<PatternRun> = {}): PatternRun {
  return {
    episodeId: 'ep-1',
    openedOn: '2026-03-02',
    clock: 1,
    flaggedWeeks: 1,
    countedOn: '2026-03-02',
    needed: new Decimal('0.1'),
    state: 'open',
    closedOn: null,
    escalatedOn: null,
    ...change,
  };
}

/** Pending, a week old. */
export function item(change: Partial<CoachingItem> = {}): CoachingItem {
  return {
    coachingId: 'c-1',
    version: 1,
    repId: 'rep-1',
    repName: 'Ana Ruiz',
    role: 'AE',
    coachingDate: '2026-03-02',
    metricKey: 'AE.stage_conversion',
    dimension: '2>3',
    severity: 'medium',
    recommendedAction: 'Look back at Acme and Globex, and note what the buyer still needed.',
    originalAction: null,
    status: 'pending_approval',
    decidedBy: null,
    decidedFor: null,
    decidedAt: null,
    dismissReason: null,
    decisionNote: null,
    reading: reading(),
    latest: reading(),
    improvementDetected: false,
    run: run(),
    carriedBy: null,
    doneAt: null,
    resolved: null,
    ...change,
  };
}

const decided = { decidedBy: 'Maria Lopez', decidedAt: new Date('2026-03-02T14:14:00Z'), version: 2 } as const;
export const approved = (change: Partial<CoachingItem> = {}) => item({ ...decided, status: 'approved', ...change });
export const dismissed = (change: Partial<CoachingItem> = {}) =>
  item({ ...decided, status: 'dismissed', dismissReason: 'bad_data', ...change });

export function week(change: Partial<EpisodeWeek> = {}): EpisodeWeek {
  return {
    asOf: '2026-03-02',
    value: new Decimal('0.38'),
    flagged: true,
    improvement: null,
    needed: change.improvement ? new Decimal('0.1') : null,
    clock: 1,
    holdReason: null,
    sampleSize: 21,
    benchmark: new Decimal('0.55'),
    ...change,
  };
}

/** A picture of a trend; drawn by nobody. */
export function picture(altText = 'Conversion, higher is better: 2 Mar 38.0%.'): Picture {
  return { key: 'trend:sample', altText, draw: () => Promise.reject(new Error('Only its words are wanted.')) };
}

type DrawnCase = EscalationCase & { readonly trend: Picture | null };

export function escalationCase(change: Partial<DrawnCase> = {}): DrawnCase {
  return {
    escalationId: 'e-1',
    rule: 'E2',
    facts: null,
    request: null,
    flags: [],
    asOf: '2026-03-16',
    repId: 'rep-1',
    repName: 'Ana Ruiz',
    slmId: 'slm-1',
    since: '2026-03-16',
    earlier: null,
    managerName: 'Maria Lopez',
    ownerName: null,
    resolution: null,
    item: item({ run: run({ clock: 3, flaggedWeeks: 3, escalatedOn: '2026-03-16' }) }),
    weeks: [
      week(),
      week({ asOf: '2026-03-09', clock: 2, improvement: new Decimal('0.025') }),
      week({ asOf: '2026-03-16', clock: 3, improvement: new Decimal('-0.011') }),
    ],
    context: null,
    trend: picture(),
    ...change,
  };
}

/** Seen in three checks of March 2026. */
export function monthPattern(change: Partial<MonthPattern> = {}): MonthPattern {
  return {
    metricKey: 'AE.stage_conversion',
    dimension: '2>3',
    weeks: 3,
    firstOn: '2026-03-09',
    firstValue: new Decimal('0.38'),
    lastOn: '2026-03-23',
    lastValue: new Decimal('0.4'),
    benchmark: new Decimal('0.55'),
    benchmarkKind: 'segment_peers',
    peerCount: 8,
    improved: false,
    over: false,
    ...change,
  };
}

/** A medium gap in objection handling, nine calls in the week to 29 March 2026. */
export function assessment(change: Partial<SkillAssessment> = {}): SkillAssessment {
  return {
    repId: 'rep-1',
    role: 'AE',
    assessmentDate: '2026-03-29',
    dimension: 'objection_handling',
    severity: 'medium',
    source: 'ConvIntelligence',
    trend: 'stable',
    percentile: new Decimal('7.142857142857142857'),
    score: new Decimal('50.333333333333333333'),
    size: 9,
    cohortSize: 7,
    trendPoints: 6,
    peerMedian: new Decimal(67),
    modelVersion: 'v3',
    ...change,
  };
}

/** March 2026 of rep-1: one pattern seen three times, one approved action. */
export function digestContent(
  change: Partial<Parameters<typeof composeDigest>[0]> = {},
  pictures: Partial<DigestPictures> = {},
): DigestContent {
  const definition = metricOf('AE.stage_conversion');
  const lines = composeDigest({
    periodMonth: '2026-03-01',
    repId: 'rep-1',
    role: 'AE',
    metrics: [{ definition, titleOf: (dimension) => seriesTitle(definition, dimension), observations: 'deals' }],
    readings: [reading({ period: 'month', asOf: '2026-04-01' })],
    previousReadings: [reading({ period: 'month', asOf: '2026-03-01', value: new Decimal('0.5') })],
    patterns: [monthPattern()],
    skills: [],
    first: headlines.AE,
    actions: [
      {
        coachingId: 'c-1',
        title: seriesTitle(definition, '2>3'),
        text: 'Look back at Acme and Globex, and note what the buyer still needed.',
        improvedSince: false,
        progress: {
          unit: 'rate',
          suggested: { on: '2026-03-02', value: new Decimal(8).div(21) },
          latest: { on: '2026-03-30', value: new Decimal('0.4') },
        },
      },
    ],
    ...change,
  });
  return { ...lines, pictures: { trend: null, pace: null, book: null, ...pictures } };
}

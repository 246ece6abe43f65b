import { meetingToQualified } from '../booked-meetings.ts';
import {
  acceptanceByCadence,
  meetingAcceptance,
  openFlags,
  responseRateByCadence,
  responseRateByStep,
} from '../cadence.ts';
import { discoveryObjectionHandling, discoveryQuestionQuality, discoveryTalkRatio } from '../calls.ts';
import { outreachVolume } from '../outreach-volume.ts';
import { relative, SHIFTED, score, W28, W30 } from './families.ts';
import type { Metric } from './metric.ts';

export const sdrMetrics: readonly Metric[] = [
  { key: 'SDR.meeting_acceptance', role: 'SDR', ...relative, measure: meetingAcceptance, minimum: 200 },
  {
    key: 'SDR.response_rate_by_cadence',
    role: 'SDR',
    ...relative,
    window: SHIFTED,
    measure: responseRateByCadence,
    minimum: 100,
    hasDimensions: true,
  },
  {
    key: 'SDR.acceptance_by_cadence',
    role: 'SDR',
    ...relative,
    measure: acceptanceByCadence,
    minimum: 200,
    hasDimensions: true,
  },
  {
    key: 'SDR.response_rate_by_step',
    role: 'SDR',
    ...relative,
    window: SHIFTED,
    segmentSensitive: false,
    measure: responseRateByStep,
    minimum: 100,
    hasDimensions: true,
  },
  {
    key: 'SDR.meeting_to_qualified_opp',
    role: 'SDR',
    window: { days: 56, shift: 21 },
    measure: meetingToQualified,
    test: 'T1',
    minimum: 8,
    gap: 0.15,
    segmentSensitive: true,
  },
  {
    key: 'SDR.outreach_volume',
    role: 'SDR',
    window: W28,
    measure: outreachVolume,
    test: 'T4',
    minimum: 5,
    limit: (value) => value < 0.8 - 1e-9,
    limitValue: 0.8,
    versus: 'limit',
  },
  {
    key: 'SDR.open_cadence_flags',
    role: 'SDR',
    lowerIsBetter: true,
    window: 'point in time',
    measure: openFlags,
    test: 'T4',
    minimum: 1,
    limit: (value) => value >= 1,
    limitValue: 1,
    versus: 'limit',
  },
  { key: 'SDR.objection_handling', role: 'SDR', ...score, measure: discoveryObjectionHandling },
  {
    key: 'SDR.talk_ratio',
    role: 'SDR',
    lowerIsBetter: true,
    window: W30,
    measure: discoveryTalkRatio,
    test: 'T2',
    minimum: 8,
    gap: 0.08,
    target: 0.43,
  },
  { key: 'SDR.discovery_question_quality', role: 'SDR', ...score, measure: discoveryQuestionQuality },
];

import type { PlantedPattern } from '../planted-pattern.ts';

export const sdrPatterns: readonly PlantedPattern[] = [
  {
    id: 'sdr-few-cold-meetings',
    repId: 'sdr-02',
    metricKey: 'SDR.meeting_acceptance',
    dimension: '',
    story: 'persists',
    alsoShows: ['SDR.acceptance_by_cadence'],
    finding: 'A third of the meetings per touch that peers book.',
    courses: [
      { trait: 'coldMeetings', levels: [{ from: '2025-12-15', level: 0.006 }] },
      { trait: 'warmMeetings', levels: [{ from: '2025-12-15', level: 0.008 }] },
    ],
  },
  {
    id: 'sdr-cold-replies-down',
    repId: 'sdr-12',
    metricKey: 'SDR.response_rate_by_cadence',
    dimension: 'cold',
    story: 'persists',
    alsoShows: ['SDR.response_rate_by_step'],
    finding: 'Cold enrollments answer less than half as often as those of peers.',
    courses: [{ trait: 'coldReplies', levels: [{ from: '2025-12-08', level: 0.35 }] }],
  },
  {
    id: 'sdr-third-step-unanswered',
    repId: 'sdr-07',
    metricKey: 'SDR.response_rate_by_step',
    dimension: 'cold/3',
    story: 'improves',
    alsoShows: ['SDR.response_rate_by_cadence'],
    finding: 'The third cold step gets no replies, until it is rewritten in March.',
    courses: [
      {
        trait: 'coldStep3Replies',
        levels: [
          { from: '2025-12-01', level: 0.08 },
          { from: '2026-03-02', level: 1.2 },
        ],
      },
    ],
  },
  {
    id: 'sdr-few-warm-meetings',
    repId: 'sdr-03',
    metricKey: 'SDR.acceptance_by_cadence',
    dimension: 'warm',
    story: 'persists',
    alsoShows: ['SDR.meeting_acceptance'],
    finding: 'Warm touches book a quarter of the meetings that peers book from them.',
    courses: [{ trait: 'warmMeetings', levels: [{ from: '2025-12-08', level: 0.003 }] }],
  },
  {
    id: 'sdr-meetings-not-qualified',
    repId: 'sdr-14',
    metricKey: 'SDR.meeting_to_qualified_opp',
    dimension: '',
    story: 'persists',
    finding: 'One meeting in seven becomes a qualified opportunity.',
    courses: [{ trait: 'meetingsQualified', levels: [{ from: '2025-11-10', level: 0.14 }] }],
  },
  {
    id: 'sdr-low-volume',
    repId: 'sdr-06',
    metricKey: 'SDR.outreach_volume',
    dimension: '',
    story: 'clears',
    finding: 'Two thirds of the planned touches from mid-January; back to plan in April.',
    courses: [
      {
        trait: 'outreachVolume',
        levels: [
          { from: '2026-01-19', level: 0.66 },
          { from: '2026-04-06', level: 1 },
        ],
      },
    ],
  },
  {
    id: 'sdr-flags-left-open',
    repId: 'sdr-15',
    metricKey: 'SDR.open_cadence_flags',
    dimension: '',
    story: 'persists',
    finding: 'High-severity cadence flags stay open for weeks.',
    courses: [{ trait: 'openFlags', levels: [{ from: '2026-02-16', level: 2 }] }],
  },
  {
    id: 'sdr-weak-on-objections',
    repId: 'sdr-01',
    metricKey: 'SDR.objection_handling',
    dimension: '',
    story: 'persists',
    finding: 'Objections on discovery calls stay unanswered.',
    courses: [{ trait: 'objectionHandling', levels: [{ from: '2026-01-05', level: 50 }] }],
  },
  {
    id: 'sdr-talks-over-prospects',
    repId: 'sdr-11',
    metricKey: 'SDR.talk_ratio',
    dimension: '',
    story: 'improves',
    finding: 'The rep speaks two thirds of the time, less from mid-March.',
    courses: [
      {
        trait: 'talkRatio',
        levels: [
          { from: '2026-01-05', level: 0.66 },
          { from: '2026-03-16', level: 0.5 },
        ],
      },
    ],
  },
  {
    id: 'sdr-shallow-discovery',
    repId: 'sdr-16',
    metricKey: 'SDR.discovery_question_quality',
    dimension: '',
    story: 'persists',
    finding: 'Discovery covers half of the topics that peers cover.',
    courses: [
      { trait: 'discoveryDepth', levels: [{ from: '2026-01-05', level: 48 }] },
      { trait: 'topicsCovered', levels: [{ from: '2026-01-05', level: 0.45 }] },
    ],
  },
  {
    id: 'sdr-poor-calls',
    repId: 'sdr-13',
    metricKey: 'SDR.call_quality',
    dimension: '',
    story: 'persists',
    finding: 'Call quality is under the first quartile of the role every day (rule E3; no metric of its own).',
    courses: [{ trait: 'callQuality', levels: [{ from: '2026-01-12', level: 55 }] }],
  },
  {
    id: 'sdr-several-at-once',
    repId: 'sdr-10',
    metricKey: 'SDR.outreach_volume',
    dimension: '',
    story: 'emerges',
    alsoShows: ['SDR.talk_ratio', 'SDR.objection_handling'],
    finding:
      'Talk ratio and objections turn bad after the start, and volume collapses in late April: three onsets within four weeks of spring (rule E6).',
    courses: [
      {
        trait: 'outreachVolume',
        levels: [
          { from: '2026-04-20', level: 0.3 },
          { from: '2026-07-06', level: 1 },
        ],
      },
      {
        trait: 'talkRatio',
        levels: [
          { from: '2026-03-16', level: 0.72 },
          { from: '2026-07-06', level: null },
        ],
      },
      {
        trait: 'objectionHandling',
        levels: [
          { from: '2026-03-16', level: 40 },
          { from: '2026-07-06', level: null },
        ],
      },
    ],
  },
];

import type { PlantedPattern } from '../planted-pattern.ts';

export const csmPatterns: readonly PlantedPattern[] = [
  {
    id: 'csm-slow-first-value',
    repId: 'csm-02',
    metricKey: 'CSM.ttv_on_target',
    dimension: '',
    story: 'persists',
    alsoShows: ['CSM.onboarding_milestone_on_time'],
    finding: 'Customers reach first value after the target day in most onboardings.',
    courses: [{ trait: 'ttvMet', levels: [{ from: '2025-11-17', level: 0.3 }] }],
  },
  {
    id: 'csm-promoters-lost',
    repId: 'csm-11',
    metricKey: 'CSM.nps_trend',
    dimension: '',
    story: 'clears',
    finding: 'The same accounts answer lower and lower each quarter, until midsummer.',
    courses: [
      {
        trait: 'nps',
        levels: [
          { from: '2025-12-15', level: 7.2 },
          { from: '2026-02-02', level: 6.4 },
          { from: '2026-04-06', level: 4.8 },
        ],
      },
    ],
  },
  {
    id: 'csm-satisfaction-down',
    repId: 'csm-04',
    metricKey: 'CSM.csat_trend',
    dimension: '',
    story: 'clears',
    finding: 'The same accounts rate satisfaction lower and lower each quarter, until midsummer.',
    courses: [
      {
        trait: 'csat',
        levels: [
          { from: '2025-12-15', level: 3.6 },
          { from: '2026-02-23', level: 2.9 },
          { from: '2026-04-20', level: 1.9 },
        ],
      },
    ],
  },
  {
    id: 'csm-milestones-missed',
    repId: 'csm-13',
    metricKey: 'CSM.onboarding_milestone_on_time',
    dimension: '',
    story: 'improves',
    finding: 'More than half of the milestones slipped over the winter; from March they are met.',
    courses: [
      {
        trait: 'milestonesMet',
        levels: [
          { from: '2025-12-01', level: 0.4 },
          { from: '2026-03-09', level: 0.92 },
        ],
      },
    ],
  },
  {
    id: 'csm-book-slump',
    repId: 'csm-15',
    metricKey: 'CSM.book_health_trend',
    dimension: '',
    story: 'emerges',
    alsoShows: ['CSM.escalation_rate'],
    finding:
      'From late March the whole book loses three points of health a week for six weeks: more than half of the accounts fall a tier.',
    courses: [
      {
        trait: 'healthDrift',
        levels: [
          { from: '2026-03-23', level: -4 },
          { from: '2026-05-04', level: 1.5 },
          { from: '2026-07-20', level: null },
        ],
      },
    ],
  },
  {
    id: 'csm-tense-calls',
    repId: 'csm-07',
    metricKey: 'CSM.call_sentiment',
    dimension: '',
    story: 'persists',
    finding: 'Calls turn from friendly to tense in January.',
    courses: [{ trait: 'sentiment', levels: [{ from: '2026-01-05', level: 0.02 }] }],
  },
  {
    id: 'csm-talks-over-customers',
    repId: 'csm-16',
    metricKey: 'CSM.talk_ratio',
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
    id: 'csm-accounts-at-risk',
    repId: 'csm-05',
    metricKey: 'CSM.escalation_rate',
    dimension: '',
    story: 'persists',
    alsoShows: ['CSM.book_health_trend'],
    finding: 'More than half of the book is at high or critical risk.',
    courses: [{ trait: 'accountsAtRisk', levels: [{ from: '2026-02-02', level: 0.6 }] }],
  },
  {
    id: 'csm-product-gaps',
    repId: 'csm-12',
    metricKey: 'CSM.product_knowledge',
    dimension: '',
    story: 'persists',
    finding: 'Product knowledge is twenty points under that of peers.',
    courses: [{ trait: 'productKnowledge', levels: [{ from: '2026-01-05', level: 55 }] }],
  },
  {
    id: 'csm-no-expansion-motion',
    repId: 'csm-08',
    metricKey: 'CSM.sales_methodology',
    dimension: '',
    story: 'persists',
    finding: 'Expansion, renewal and review calls cover few topics and end without a next step.',
    courses: [
      { trait: 'topicsCovered', levels: [{ from: '2026-01-05', level: 0.4 }] },
      { trait: 'nextStep', levels: [{ from: '2026-01-05', level: 50 }] },
    ],
  },
];

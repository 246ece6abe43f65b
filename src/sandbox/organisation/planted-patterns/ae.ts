import type { PlantedPattern } from '../planted-pattern.ts';

export const aePatterns: readonly PlantedPattern[] = [
  {
    id: 'ae-evaluation-drop-mid-market',
    repId: 'ae-03',
    metricKey: 'AE.stage_conversion',
    dimension: '2>3',
    story: 'persists',
    finding:
      'Since the first days of January about one in five deals leaves evaluation for a proposal; peers take three in five.',
    courses: [{ trait: 'passStage2', levels: [{ from: '2026-01-05', level: 0.22 }] }],
  },
  {
    id: 'ae-proposal-drop-recovering',
    repId: 'ae-09',
    metricKey: 'AE.stage_conversion',
    dimension: '3>4',
    story: 'improves',
    finding: 'Proposals stopped reaching negotiation before the turn of the year; from mid-March most do again.',
    courses: [
      {
        trait: 'passStage3',
        levels: [
          { from: '2025-12-29', level: 0.18 },
          { from: '2026-03-16', level: 0.85 },
          { from: '2026-06-08', level: null },
        ],
      },
    ],
  },
  {
    id: 'ae-evaluation-drop-enterprise',
    repId: 'ae-16',
    metricKey: 'AE.stage_conversion',
    dimension: '2>3',
    story: 'persists',
    finding: 'The same drop as in mid-market, in another segment and under another second line.',
    courses: [{ trait: 'passStage2', levels: [{ from: '2026-01-05', level: 0.22 }] }],
  },
  {
    id: 'ae-behind-pace',
    repId: 'ae-05',
    metricKey: 'AE.pace_attainment',
    dimension: '',
    story: 'persists',
    finding:
      'Closed and committed deals cover half of the pace quota this quarter, and from April on hardly a sixth of it.',
    courses: [
      {
        trait: 'attainment',
        levels: [
          { from: '2026-01-01', level: 0.42 },
          { from: '2026-04-01', level: 0.13 },
        ],
      },
    ],
  },
  {
    id: 'ae-slow-proposals',
    repId: 'ae-13',
    metricKey: 'AE.stage_velocity',
    dimension: '3',
    story: 'persists',
    finding: 'Deals stay in the proposal stage twice as long as those of peers.',
    courses: [{ trait: 'dwellInStage3', levels: [{ from: '2025-10-06', level: 2.2 }] }],
  },
  {
    id: 'ae-weak-on-objections',
    repId: 'ae-02',
    metricKey: 'AE.objection_handling',
    dimension: '',
    story: 'improves',
    finding: 'Objection handling fell by twenty points in January and recovers after mid-March.',
    courses: [
      {
        trait: 'objectionHandling',
        levels: [
          { from: '2026-01-05', level: 52 },
          { from: '2026-03-16', level: 64 },
          { from: '2026-04-06', level: 73 },
        ],
      },
    ],
  },
  {
    id: 'ae-no-next-steps',
    repId: 'ae-11',
    metricKey: 'AE.next_step_quality',
    dimension: '',
    story: 'persists',
    finding: 'Calls end without a firm next step.',
    courses: [{ trait: 'nextStep', levels: [{ from: '2026-01-12', level: 50 }] }],
  },
  {
    id: 'ae-objectives-left-open',
    repId: 'ae-08',
    metricKey: 'AE.stage_objective_execution',
    dimension: '',
    story: 'persists',
    finding: 'Fewer than half of the objectives stated in briefs are executed.',
    courses: [{ trait: 'objectivesExecuted', levels: [{ from: '2025-12-15', level: 0.45 }] }],
  },
  {
    id: 'ae-over-commits',
    repId: 'ae-15',
    metricKey: 'AE.commit_accuracy',
    dimension: '',
    story: 'persists',
    finding: 'Quarters end well under the commit of their third week.',
    courses: [{ trait: 'commitBias', levels: [{ from: '2025-10-01', level: -0.42 }] }],
  },
  {
    id: 'ae-product-gaps',
    repId: 'ae-04',
    metricKey: 'AE.product_knowledge',
    dimension: '',
    story: 'clears',
    finding: 'Product knowledge fell with a launch in January and is back in April.',
    courses: [
      {
        trait: 'productKnowledge',
        levels: [
          { from: '2026-01-05', level: 55 },
          { from: '2026-03-30', level: 76 },
        ],
      },
    ],
  },
  {
    id: 'ae-deep-discounts',
    repId: 'ae-17',
    metricKey: 'AE.discount_depth',
    dimension: '',
    story: 'persists',
    finding: 'Deals are won at nearly twice the discount of peers.',
    courses: [{ trait: 'discountDepth', levels: [{ from: '2025-12-01', level: 0.28 }] }],
  },
  {
    id: 'ae-special-terms',
    repId: 'ae-19',
    metricKey: 'AE.term_exception_rate',
    dimension: '',
    story: 'improves',
    finding: 'Three deals in four carried a term exception over the winter; far fewer do from March.',
    courses: [
      {
        trait: 'termExceptions',
        levels: [
          { from: '2025-11-24', level: 0.75 },
          { from: '2026-03-02', level: 0.1 },
        ],
      },
    ],
  },
];

import type { PlantedPattern } from '../planted-pattern.ts';

export const amPatterns: readonly PlantedPattern[] = [
  {
    id: 'am-book-cooling',
    repId: 'am-02',
    metricKey: 'AM.book_health_trend',
    dimension: '',
    story: 'clears',
    finding: 'Most accounts of the book lose nearly a point of health a week, until mid-May.',
    courses: [
      {
        trait: 'healthDrift',
        levels: [
          { from: '2026-01-19', level: -0.9 },
          { from: '2026-05-18', level: 0.4 },
          { from: '2026-09-01', level: null },
        ],
      },
    ],
  },
  {
    id: 'am-expansions-lost',
    repId: 'am-04',
    metricKey: 'AM.expansion_conversion',
    dimension: '',
    story: 'persists',
    finding: 'One expansion play in five is won; the rest are lost or put aside by the rep.',
    courses: [
      { trait: 'expansionsWon', levels: [{ from: '2025-11-24', level: 0.2 }] },
      { trait: 'expansionSuppressedByRep', levels: [{ from: '2025-11-24', level: 0.2 }] },
    ],
  },
  {
    id: 'am-renewals-lost',
    repId: 'am-12',
    metricKey: 'AM.gross_renewal_rate',
    dimension: '',
    story: 'clears',
    alsoShows: ['AM.net_revenue_retention'],
    finding: 'More than half of the renewals due from December on were lost, until May.',
    courses: [
      {
        trait: 'renewalsWon',
        levels: [
          { from: '2025-12-01', level: 0.45 },
          { from: '2026-05-04', level: null },
        ],
      },
    ],
  },
  {
    id: 'am-renewals-opened-late',
    repId: 'am-08',
    metricKey: 'AM.on_time_renewal_opening',
    dimension: '',
    story: 'improves',
    finding: 'Renewal opportunities were opened weeks after the threshold date until the end of February.',
    courses: [
      {
        trait: 'renewalsOpenedOnTime',
        levels: [
          { from: '2025-11-24', level: 0.3 },
          { from: '2026-03-02', level: 1 },
        ],
      },
    ],
  },
  {
    id: 'am-qbrs-skipped',
    repId: 'am-15',
    metricKey: 'AM.qbr_adherence',
    dimension: '',
    story: 'persists',
    finding: 'Half of the business reviews due are not held in time.',
    courses: [{ trait: 'qbrsMet', levels: [{ from: '2025-11-24', level: 0.45 }] }],
  },
  {
    id: 'am-qbrs-fall-flat',
    repId: 'am-03',
    metricKey: 'AM.qbr_outcome_quality',
    dimension: '',
    story: 'persists',
    finding: 'Customers rate few of the business reviews as positive.',
    courses: [{ trait: 'qbrsPositive', levels: [{ from: '2025-11-24', level: 0.15 }] }],
  },
  {
    id: 'am-book-shrinking',
    repId: 'am-17',
    metricKey: 'AM.net_revenue_retention',
    dimension: 'all',
    story: 'persists',
    finding: 'Contractions take an eighth of the book each quarter.',
    courses: [{ trait: 'contraction', levels: [{ from: '2025-04-01', level: 0.13 }] }],
  },
  {
    id: 'am-weak-on-objections',
    repId: 'am-05',
    metricKey: 'AM.objection_handling',
    dimension: '',
    story: 'persists',
    finding: 'Objections in renewal and expansion calls stay unanswered.',
    courses: [{ trait: 'objectionHandling', levels: [{ from: '2026-01-05', level: 50 }] }],
  },
  {
    id: 'am-product-gaps',
    repId: 'am-14',
    metricKey: 'AM.product_knowledge',
    dimension: '',
    story: 'clears',
    finding: 'Product knowledge fell in January and is back in April.',
    courses: [
      {
        trait: 'productKnowledge',
        levels: [
          { from: '2026-01-05', level: 54 },
          { from: '2026-04-06', level: 76 },
        ],
      },
    ],
  },
  {
    id: 'am-deep-discounts',
    repId: 'am-19',
    metricKey: 'AM.discount_depth',
    dimension: '',
    story: 'persists',
    finding: 'Expansions are sold at twice the discount of peers.',
    courses: [{ trait: 'discountDepth', levels: [{ from: '2025-12-01', level: 0.29 }] }],
  },
  {
    id: 'am-special-terms',
    repId: 'am-16',
    metricKey: 'AM.term_exception_rate',
    dimension: '',
    story: 'persists',
    finding: 'Most expansions carry a term exception.',
    courses: [{ trait: 'termExceptions', levels: [{ from: '2025-11-24', level: 0.75 }] }],
  },
];

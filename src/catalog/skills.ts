import { type MetricWindow, ROLES, type Role } from '../domain/metric.ts';
import {
  type EvidenceSource,
  SKILL_DIMENSIONS,
  type SkillDefinition,
  type SkillDimension,
  type SkillScoring,
  type SkillSource,
} from '../domain/skill-gap.ts';
import { definitionOf, shifted, W30, W91 } from './metrics/metric-row.ts';

/** A source of a skill as the table of the specification has it. */
interface SourceRow {
  readonly source: EvidenceSource;
  /** `family/part`: a file of src/measures, and what of it. */
  readonly measure: `${string}/${string}`;
  readonly window: MetricWindow;
  /** Fewer units than this in the window are no evidence. */
  readonly minimumSample: number;
  readonly scoring: SkillScoring;
  /** Default: true. */
  readonly hasFloor?: false;
}

function callScores(part: string): SourceRow {
  return { source: 'ConvIntelligence', measure: `calls/${part}`, window: W30, minimumSample: 6, scoring: 'mean' };
}

function talkRatios(part: string): SourceRow {
  return { ...callScores(part), minimumSample: 8, scoring: 'over_talking' };
}

const deals: SourceRow = {
  source: 'QuoteLog',
  measure: 'quotes/pricing',
  window: W91,
  minimumSample: 8,
  scoring: 'mean',
};

/** Two weeks earlier than the calls: so long may an objection take to become a meeting. */
const objections: SourceRow = {
  source: 'CadenceEventLog',
  measure: 'cadence_events/objections_to_meetings',
  window: shifted(30, 14, 'objectionDays'),
  minimumSample: 8,
  scoring: 'rate',
  hasFloor: false,
};

/** Which roles are scored on what, from which sources: a later one stands in where an earlier one has too little. */
const rows: Readonly<Record<SkillDimension, Readonly<Partial<Record<Role, readonly SourceRow[]>>>>> = {
  product_knowledge: {
    AE: [callScores('product_knowledge')],
    AM: [callScores('product_knowledge')],
    CSM: [callScores('product_knowledge')],
  },
  objection_handling: {
    AE: [callScores('objection_handling')],
    AM: [callScores('objection_handling')],
    SDR: [callScores('discovery_objection_handling'), objections],
  },
  pricing_negotiation: {
    AE: [deals],
    AM: [deals],
  },
  sales_methodology: {
    CSM: [callScores('sales_methodology')],
  },
  discovery_question_quality: {
    SDR: [callScores('discovery_question_quality')],
  },
  talk_time_ratio: {
    CSM: [talkRatios('talk_ratio')],
    SDR: [talkRatios('discovery_talk_ratio')],
  },
};

/** Every skill of every role (metrics section 6). */
export const skills: readonly SkillDefinition[] = SKILL_DIMENSIONS.flatMap((dimension) =>
  ROLES.flatMap((role): SkillDefinition[] => {
    const sources = rows[dimension][role];
    return sources === undefined
      ? []
      : [{ dimension, role, sources: sources.map((row) => sourceOf(role, dimension, row)) }];
  }),
);

function sourceOf(role: Role, dimension: SkillDimension, row: SourceRow): SkillSource {
  const { source, scoring, hasFloor = true, measure, window, minimumSample } = row;
  const metric = definitionOf(role, `${role}.skill/${dimension}/${source}`, {
    name: dimension,
    unit: 'score',
    direction: 'higher',
    window,
    measure,
    test: scoring === 'rate' ? 'wilson' : 'sign',
    minimumSample,
    materialGap: '10',
    floor: '5',
  });
  return { source, scoring, metric, hasFloor };
}

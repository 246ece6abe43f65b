import type { MetricKey, Role } from '../../domain/metric.ts';
import type { SkillDimension } from '../../domain/skill-gap.ts';

/** On whose rows a skill shows: the metric of the same calls; of pricing, made of two, the one that names deals. */
const metricsOfSkills: Readonly<Record<Role, Readonly<Partial<Record<SkillDimension, MetricKey>>>>> = {
  AE: {
    product_knowledge: 'AE.product_knowledge',
    objection_handling: 'AE.objection_handling',
    pricing_negotiation: 'AE.discount_depth',
  },
  AM: {
    product_knowledge: 'AM.product_knowledge',
    objection_handling: 'AM.objection_handling',
    pricing_negotiation: 'AM.discount_depth',
  },
  CSM: {
    product_knowledge: 'CSM.product_knowledge',
    sales_methodology: 'CSM.sales_methodology',
    talk_time_ratio: 'CSM.talk_ratio',
  },
  SDR: {
    objection_handling: 'SDR.objection_handling',
    discovery_question_quality: 'SDR.discovery_question_quality',
    talk_time_ratio: 'SDR.talk_ratio',
  },
};

/** The metric whose rows a suggestion for a skill names; null where the role is not scored on it. */
export function metricOfSkill(role: Role, dimension: SkillDimension): MetricKey | null {
  return metricsOfSkills[role][dimension] ?? null;
}

import { SKILL_DIMENSIONS, type SkillDimension } from '../../domain/skill-gap.ts';

/** Skills as people read them. */
export const skillNames: Readonly<Record<SkillDimension, string>> = {
  product_knowledge: 'Product knowledge',
  objection_handling: 'Objection handling',
  pricing_negotiation: 'Pricing and negotiation',
  sales_methodology: 'Sales methodology',
  discovery_question_quality: 'Discovery questions',
  talk_time_ratio: 'Talk time',
};

/** The name of a skill; null for a key that is none. */
export function skillName(key: string): string | null {
  const skill = SKILL_DIMENSIONS.find((dimension) => dimension === key);
  return skill === undefined ? null : skillNames[skill];
}

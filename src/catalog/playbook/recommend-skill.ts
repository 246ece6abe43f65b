import { Decimal } from '../../domain/decimal.ts';
import type { MetricWindow, Role } from '../../domain/metric.ts';
import { formatValue } from '../../domain/number-format.ts';
import { SEVERITIES, type Severity } from '../../domain/pattern.ts';
import type { SkillDimension, Trend } from '../../domain/skill-gap.ts';
import { skills } from '../skills.ts';
import type { Play, Playbook } from './playbook.ts';
import { chosen, fill, type Recommendation, withinLimits } from './recommend.ts';
import { skillNames } from './skill-names.ts';
import { timeFor } from './time-for.ts';

/** A skill that is to be answered. */
export interface SkillToAnswer {
  readonly role: Role;
  readonly dimension: SkillDimension;
  /** 0-100, higher is better. */
  readonly score: Decimal;
  readonly peerMedian: Decimal | null;
  /** Null: no gap was found; the play for a small one is taken. */
  readonly severity: Severity | null;
  readonly trend: Trend;
  /** How often it was answered before. */
  readonly variant: number;
  /** The calls or deals that it shows on, as `examplesPhrase` has them; null where nobody lists any. */
  readonly examples: string | null;
}

/** The play of a role's skill. @throws Error for one that the playbook lacks. */
export function skillPlay(playbook: Playbook, role: Role, dimension: SkillDimension): Play {
  const entry = playbook.skills[role][dimension];
  const play = typeof entry === 'string' ? playbook.metrics[entry] : entry;
  if (play === undefined) throw new Error(`The playbook has nothing for the skill ${dimension} of ${role}.`);
  return play;
}

/** The recommendation for a skill, when it is a skill and no metric that somebody is to be coached on. */
export function recommendForSkill(playbook: Playbook, skill: SkillToAnswer): Recommendation {
  const { role, dimension, score, peerMedian, severity, trend, variant } = skill;
  const play = skillPlay(playbook, role, dimension);
  const signs = trend === 'deteriorating' ? new Set(['worsening'] as const) : new Set<never>();
  const text = chosen(play, severity ?? SEVERITIES[0], variant, signs);
  const examples = skill.examples ?? examplesOf(dimension);
  const filled = fill(text, {
    examples,
    part: skillNames[dimension].toLowerCase(),
    stage_from: 'one',
    stage_to: 'the next',
  });
  return {
    patternDetected: `${skillNames[dimension]}: score ${shown(score)}, against ${peerMedian === null ? 'no benchmark yet' : `${shown(peerMedian)} for peers`}.`,
    recommendedAction: withinLimits(`${filled} ${goal(skill)}`),
  };
}

const shown = (score: Decimal) => formatValue('score', score);

function examplesOf(dimension: SkillDimension): string {
  return dimension === 'pricing_negotiation' ? 'two recent deals' : 'two recent calls';
}

/** As of a metric: half the way to the peers or, where that is less, a tenth. */
function goal({ role, dimension, score, peerMedian }: SkillToAnswer): string {
  const half = peerMedian === null ? score : score.plus(peerMedian).div(2);
  const aim = Decimal.min(100, Decimal.max(score.times('1.1'), half));
  const way = peerMedian !== null && aim.eq(half) ? ', half the way to your peers' : '';
  const time = timeFor(windowOf(role, dimension), new Decimal('0.5'));
  return `A good goal ${time}: from a score of ${shown(score)}, when this was suggested, to at least ${shown(aim)}${way}.`;
}

/** @throws Error for a skill that the role is not scored on. */
function windowOf(role: Role, dimension: SkillDimension): MetricWindow {
  const source = skills.find((skill) => skill.role === role && skill.dimension === dimension)?.sources[0];
  if (source === undefined) throw new Error(`${role} is not scored on ${dimension}.`);
  return source.metric.window;
}

import { skillNames } from '../../catalog/playbook/skill-names.ts';
import { formatValue } from '../../domain/number-format.ts';
import type { Severity } from '../../domain/pattern.ts';
import type { EvidenceSource, Trend } from '../../domain/skill-gap.ts';
import type { SkillLine } from '../../domain/skill-line.ts';
import type { Voice } from './digest-lines.ts';
import { severityTexts } from './item-state.ts';
import { lines, type Markup, md, sentences } from './markup.ts';

/** A section on skills. @param skills not empty */
export function skillLines(skills: readonly SkillLine[], voice: Voice): Markup {
  const heading = voice === 'you' ? md`*Your skills*, in points of 100; higher is better` : md`*Skills*`;
  return lines(heading, ...skills.map((skill) => (voice === 'you' ? toTheRep(skill) : aboutTheRep(skill))));
}

const room: Readonly<Record<Severity, string>> = {
  low: 'a little room to grow',
  medium: 'room to grow',
  high: 'much room to grow',
};

const units: Readonly<Record<EvidenceSource, { readonly one: string; readonly many: string }>> = {
  ConvIntelligence: { one: 'call', many: 'calls' },
  QuoteLog: { one: 'deal', many: 'deals' },
  CadenceEventLog: { one: 'reply', many: 'replies' },
};

/** "• *Objection handling*: 50.0 from 9 calls, peers 67.0. There is room to grow, and you are getting better: keep going." */
function toTheRep(skill: SkillLine): Markup {
  const { one, many } = units[skill.source];
  const from = md`from ${skill.size} ${skill.size === 1 ? one : many}`;
  const score = md`• *${skillNames[skill.dimension]}*: ${formatValue('score', skill.score)} ${from}${peersOf(skill)}.`;
  return sentences(score, outlook(skill));
}

function outlook({ severity, trend }: SkillLine): Markup | null {
  if (severity !== null) return md`There is ${room[severity]}${gapTrends[trend]}.`;
  return trend === 'improving' ? md`Getting better. Well done.` : null;
}

const gapTrends: Readonly<Record<Trend, Markup>> = {
  improving: md`, and you are getting better: keep going`,
  stable: md``,
  deteriorating: md`, and it was higher some weeks ago`,
};

const trendTexts: Readonly<Record<Trend, string>> = {
  improving: 'getting better',
  stable: 'steady',
  deteriorating: 'getting worse',
};

/** "• *Objection handling*: large gap. 50 points, peers 71, getting worse; percentile 12." */
function aboutTheRep(skill: SkillLine): Markup {
  const gap = skill.severity === null ? 'no gap' : `${severityTexts[skill.severity]} gap`;
  const rank = skill.percentile === null ? md`` : md`; percentile ${formatValue('count', skill.percentile)}`;
  return md`• *${skillNames[skill.dimension]}*: ${gap}. ${formatValue('score', skill.score)} points${peersOf(skill)}, ${trendTexts[skill.trend]}${rank}.`;
}

function peersOf({ peerMedian }: SkillLine): Markup {
  return peerMedian === null ? md`` : md`, peers ${formatValue('score', peerMedian)}`;
}

import { z } from 'zod';
import { actionTextLimits } from '../../domain/approval.ts';
import { type MetricDefinition, type MetricKey, ROLES } from '../../domain/metric.ts';
import { SEVERITIES } from '../../domain/pattern.ts';
import type { SkillDefinition } from '../../domain/skill-gap.ts';
import { LONGEST_EXAMPLES } from './examples.ts';
import { LEAST_VARIANTS, type Placeholder, type Play, type Playbook, placeholdersOf, wordsOf } from './playbook.ts';
import { LONGEST_GOAL } from './recommend.ts';
import { isSign, SIGNS, type Sign, signsByMetric } from './signs.ts';

/*
 * The playbook file replaces the built-in playbook as a whole; `rep-coach playbook` writes that out to begin with.
 *
 *   metrics:
 *     AE.stage_conversion:
 *       low:                       # and medium, and high: at least two texts for any evidence
 *         - Look back at {examples}. What did the buyer still need before stage {stage_to}?
 *         - Agree on a dated next step in every open stage {stage_from} deal.
 *         - when: late_stage       # before the others, where the evidence shows it
 *           text: Bring whoever signs into your next three meetings.
 *   skills:
 *     AE:
 *       product_knowledge: AE.product_knowledge   # as that metric, or a play of its own
 */

/** A key of the file with what is wrong about it and what was expected. */
export interface PlaybookFault {
  readonly key: string;
  readonly found: string;
}

export type CheckedPlaybook =
  | { readonly faults: readonly []; readonly playbook: Playbook }
  | { readonly faults: readonly [PlaybookFault, ...PlaybookFault[]] };

/** What a playbook must have an answer for. */
export interface Covered {
  readonly metrics: readonly MetricDefinition[];
  readonly skills: readonly SkillDefinition[];
}

const words = z.string('expected a text');
const sign = z.custom<Sign>(isSign, { error: `expected one of ${Object.keys(SIGNS).join(', ')}` });
const text = z.union([words, z.strictObject({ when: sign, text: words })], 'expected a text, or `when` and `text`');
const texts = z.array(text, 'expected a list of texts');
const play = z.strictObject({ low: texts, medium: texts, high: texts }, 'expected low, medium and high');
const entry = z.union([z.string(), play], 'expected low, medium and high, or the key of a metric');
const file = z.strictObject({
  metrics: z.record(z.string(), play, 'expected a play for every metric'),
  skills: z.record(z.string(), z.record(z.string(), entry), 'expected the plays of every role’s skills'),
});

/** @returns the playbook that a document holds, or everything that is wrong with it. */
export function checkPlaybook(document: unknown, covered: Covered): CheckedPlaybook {
  const parsed = file.safeParse(document ?? {});
  if (!parsed.success) return outcome(parsed.error.issues.flatMap(faultsOf));
  const { metrics, skills } = parsed.data;
  const faults = [
    ...unknownKeys(
      'metrics',
      metrics,
      covered.metrics.map(({ key }) => key),
    ),
    ...covered.metrics.flatMap((metric) =>
      faultsOfPlay(`metrics.${metric.key}`, metrics[metric.key], {
        open: placeholdersOf(metric),
        signs: signsByMetric[metric.key] ?? [],
      }),
    ),
    ...unknownKeys('skills', skills, ROLES),
    ...ROLES.flatMap((role) => {
      const dimensions = covered.skills.filter((skill) => skill.role === role).map(({ dimension }) => dimension);
      return unknownKeys(`skills.${role}`, skills[role] ?? {}, dimensions);
    }),
    ...covered.skills.flatMap(({ role, dimension }) => {
      const key = `skills.${role}.${dimension}`;
      const found = skills[role]?.[dimension];
      if (typeof found === 'string') return faultsOfShared(key, found, role, covered.metrics);
      return faultsOfPlay(key, found, { open: ['examples'], signs: ['worsening'] });
    }),
  ];
  const bySkill = (role: (typeof ROLES)[number]) =>
    Object.fromEntries(
      Object.entries(skills[role] ?? {}).map(([name, one]) => [
        name,
        typeof one === 'string' ? keyIn(one, covered) : one,
      ]),
    );
  return outcome(faults, {
    metrics,
    skills: { AE: bySkill('AE'), AM: bySkill('AM'), CSM: bySkill('CSM'), SDR: bySkill('SDR') },
  });
}

/** What a play's texts may leave open, and by which evidence they may be chosen. */
interface Allowed {
  readonly open: readonly Placeholder[];
  readonly signs: readonly Sign[];
}

function faultsOfPlay(key: string, found: Play | undefined, allowed: Allowed): PlaybookFault[] {
  if (found === undefined) return [{ key, found: 'is missing; expected low, medium and high' }];
  return SEVERITIES.flatMap((severity) => {
    const all = found[severity];
    const general = all.filter((one) => typeof one === 'string');
    const alike = all.length - new Set(all.map((one) => normal(wordsOf(one)))).size;
    const faults = all.flatMap((one, index) => {
      const at = `${key}.${severity}[${index}]`;
      const when = typeof one === 'string' ? null : one.when;
      const unfit =
        when === null || allowed.signs.includes(when)
          ? []
          : [{ key: `${at}.when`, found: `nothing here shows ${when}; expected ${oneOf(allowed.signs)}` }];
      return [...unfit, ...faultsOfText(at, wordsOf(one), allowed.open)];
    });
    if (general.length < LEAST_VARIANTS) {
      faults.push({
        key: `${key}.${severity}`,
        found: `${general.length} without \`when\`; expected ${LEAST_VARIANTS} or more`,
      });
    }
    if (alike > 0)
      faults.push({ key: `${key}.${severity}`, found: 'two texts are alike; expected other words in each' });
    return faults;
  });
}

/** What decides on pay, quota and territory is decided elsewhere: no suggestion speaks of it. */
const ELSEWHERE =
  /\b(salar(y|ies)|wages?|bonus(es)?|commissions?|compensation|ote|quotas?|territor(y|ies)|accelerators?|pay (rise|raise|cut|plan)|payout)\b/i;

function faultsOfText(key: string, found: string, open: readonly Placeholder[]): PlaybookFault[] {
  const faults: PlaybookFault[] = [];
  const used = [...found.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '');
  for (const name of used) {
    if (!open.some((known) => known === name)) {
      faults.push({
        key,
        found: `{${name}} cannot be filled here; expected ${oneOf(open.map((known) => `{${known}}`))}`,
      });
    }
  }
  if (/[{}]/.test(found.replace(/\{[^{}]*\}/g, '')))
    faults.push({ key, found: 'a brace without its other; expected pairs' });
  const most = actionTextLimits.max - LONGEST_GOAL - 1 - used.length * LONGEST_EXAMPLES;
  const length = [...found.replace(/\{[^{}]*\}/g, '').trim()].length;
  if (length < actionTextLimits.min || length > most) {
    faults.push({
      key,
      found: `${length} characters; expected ${actionTextLimits.min} to ${most}, so that it can be sent when it is filled`,
    });
  }
  const word = ELSEWHERE.exec(found)?.[0];
  if (word !== undefined)
    faults.push({ key, found: `speaks of "${word}"; expected nothing about pay, quota or territory` });
  return faults;
}

function faultsOfShared(
  key: string,
  found: string,
  role: string,
  metrics: readonly MetricDefinition[],
): PlaybookFault[] {
  const metric = metrics.find((one) => one.key === found && one.role === role);
  if (metric === undefined) return [{ key, found: `there is no metric ${found} of ${role}; expected one, or a play` }];
  if (metric.dimension !== 'none')
    return [{ key, found: `${found} is read part by part; expected a metric that is not` }];
  return [];
}

function keyIn(found: string, { metrics }: Covered): MetricKey | undefined {
  return metrics.find(({ key }) => key === found)?.key;
}

function unknownKeys(path: string, found: object, known: readonly string[]): PlaybookFault[] {
  return Object.keys(found)
    .filter((key) => !known.includes(key))
    .map((key) => ({ key: `${path}.${key}`, found: `there is no such key; expected ${oneOf(known)}` }));
}

const normal = (one: string) => one.toLowerCase().replace(/\s+/g, ' ').trim();
const oneOf = (names: readonly string[]) => (names.length === 0 ? 'none' : names.join(', '));

function faultsOf(issue: z.core.$ZodIssue): PlaybookFault[] {
  const path = issue.path.map(String);
  if (issue.code !== 'unrecognized_keys') return [{ key: path.join('.') || '(the file)', found: issue.message }];
  return issue.keys.map((key) => ({ key: [...path, key].join('.'), found: 'there is no such key' }));
}

function outcome(faults: readonly PlaybookFault[], playbook?: Playbook): CheckedPlaybook {
  const [first, ...others] = faults;
  if (first !== undefined) return { faults: [first, ...others] };
  if (playbook === undefined) throw new Error('A playbook without faults is one.');
  return { faults: [], playbook };
}

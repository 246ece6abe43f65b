import { z } from 'zod';
import { type MetricDefinition, type MetricKey, ROLES, type Role } from '../../domain/metric.ts';
import type { SkillDefinition } from '../../domain/skill-gap.ts';
import { faultsOfPlay, isMap, oneOf, type PlaybookFault, shown } from './check-play.ts';
import { type Playbook, placeholdersOf } from './playbook.ts';
import { isSign, type Sign, signsByMetric } from './signs.ts';

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

export type CheckedPlaybook =
  | { readonly faults: readonly []; readonly playbook: Playbook }
  | { readonly faults: readonly [PlaybookFault, ...PlaybookFault[]] };

/** What a playbook must have an answer for. */
export interface Covered {
  readonly metrics: readonly MetricDefinition[];
  readonly skills: readonly SkillDefinition[];
}

const words = z.string();
const text = z.union([words, z.strictObject({ when: z.custom<Sign>(isSign), text: words })]);
const play = z.strictObject({ low: z.array(text), medium: z.array(text), high: z.array(text) });
const entry = z.union([z.string(), play]);
const file = z.strictObject({
  metrics: z.record(z.string(), play),
  skills: z.record(z.string(), z.record(z.string(), entry)),
});

/** @returns the playbook that a document holds, or everything that is wrong with it. */
export function checkPlaybook(document: unknown, covered: Covered): CheckedPlaybook {
  const [first, ...others] = faultsOfFile(document, covered);
  if (first !== undefined) return { faults: [first, ...others] };
  const { metrics, skills } = file.parse(document);
  const bySkill = (role: Role) =>
    Object.fromEntries(
      Object.entries(skills[role] ?? {}).map(([name, one]) => [
        name,
        typeof one === 'string' ? keyIn(one, covered) : one,
      ]),
    );
  return {
    faults: [],
    playbook: {
      metrics,
      skills: { AE: bySkill('AE'), AM: bySkill('AM'), CSM: bySkill('CSM'), SDR: bySkill('SDR') },
    },
  };
}

/** What is wrong with what is there comes before what is not there. */
function faultsOfFile(document: unknown, covered: Covered): PlaybookFault[] {
  if (!isMap(document))
    return [{ key: '(the file)', found: `${shown(document ?? null)}; expected metrics and skills` }];
  const { metrics, skills } = document;
  return [
    ...unknownKeys('', document, ['metrics', 'skills']),
    ...(isMap(metrics)
      ? faultsOfMetrics(metrics, covered)
      : [{ key: 'metrics', found: `${shown(metrics)}; expected a play for every metric` }]),
    ...(isMap(skills)
      ? faultsOfSkills(skills, covered)
      : [{ key: 'skills', found: `${shown(skills)}; expected the plays of every role’s skills` }]),
  ];
}

type Entries = Readonly<Record<string, unknown>>;

function faultsOfMetrics(found: Entries, { metrics }: Covered): PlaybookFault[] {
  const known = metrics.map(({ key }) => key);
  return [
    ...unknownKeys('metrics.', found, known),
    ...metrics
      .filter(({ key }) => found[key] !== undefined)
      .flatMap((metric) =>
        faultsOfPlay(`metrics.${metric.key}`, found[metric.key], {
          open: placeholdersOf(metric),
          signs: signsByMetric[metric.key] ?? [],
        }),
      ),
    ...missingKeys('metrics', found, known),
  ];
}

function faultsOfSkills(found: Entries, covered: Covered): PlaybookFault[] {
  return [
    ...unknownKeys('skills.', found, ROLES),
    ...ROLES.flatMap((role) => {
      const key = `skills.${role}`;
      const ofRole = found[role] ?? {};
      if (!isMap(ofRole)) return [{ key, found: `${shown(ofRole)}; expected a play, or a metric, for every skill` }];
      const known = covered.skills.filter((skill) => skill.role === role).map(({ dimension }) => dimension);
      return [
        ...unknownKeys(`${key}.`, ofRole, known),
        ...known
          .filter((name) => ofRole[name] !== undefined)
          .flatMap((name) => faultsOfSkill(`${key}.${name}`, ofRole[name], role, covered)),
        ...missingKeys(key, ofRole, known),
      ];
    }),
  ];
}

function faultsOfSkill(key: string, found: unknown, role: Role, { metrics }: Covered): PlaybookFault[] {
  if (typeof found !== 'string') return faultsOfPlay(key, found, { open: ['examples'], signs: ['worsening'] });
  const metric = metrics.find((one) => one.key === found && one.role === role);
  if (metric === undefined) return [{ key, found: `there is no metric ${found} of ${role}; expected one, or a play` }];
  if (metric.dimension !== 'none')
    return [{ key, found: `${found} is read part by part; expected a metric that is not` }];
  return [];
}

function keyIn(found: string, { metrics }: Covered): MetricKey | undefined {
  return metrics.find(({ key }) => key === found)?.key;
}

/** Of many known ones only those of the same role are worth reading. */
function unknownKeys(path: string, found: Entries, known: readonly string[]): PlaybookFault[] {
  const alike = (key: string) => known.filter((one) => one.split('.')[0] === key.split('.')[0]);
  return Object.keys(found)
    .filter((key) => !known.includes(key))
    .map((key) => {
      const meant = key.includes('.') && alike(key).length > 0 ? alike(key) : known;
      return { key: `${path}${key}`, found: `there is no such key; expected ${oneOf(meant)}` };
    });
}

/** In one line, so that a file with a single play of one's own still says what is wrong with that. */
function missingKeys(key: string, found: Entries, known: readonly string[]): PlaybookFault[] {
  const missing = known.filter((name) => found[name] === undefined);
  if (missing.length === 0) return [];
  const are = missing.length === 1 ? 'is' : 'are';
  return [
    {
      key,
      found: `${oneOf(missing)} ${are} missing; the file replaces the built-in playbook as a whole, so keep what you do not change`,
    },
  ];
}

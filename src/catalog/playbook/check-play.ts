import { actionTextLimits } from '../../domain/approval.ts';
import { SEVERITIES } from '../../domain/pattern.ts';
import { LONGEST_EXAMPLES } from './examples.ts';
import { LEAST_VARIANTS, type Placeholder } from './playbook.ts';
import { LONGEST_GOAL } from './recommend.ts';
import { isSign, type Sign } from './signs.ts';

/** A key of the file with what is wrong about it and what was expected. */
export interface PlaybookFault {
  readonly key: string;
  readonly found: string;
}

/** What a play's texts may leave open, and by which evidence they may be chosen. */
export interface Allowed {
  readonly open: readonly Placeholder[];
  readonly signs: readonly Sign[];
}

const THE_KEYS = `expected ${SEVERITIES.join(', ')}`;

/** Everything that is wrong with one play as it stands in the file, whatever shape it has. */
export function faultsOfPlay(key: string, found: unknown, allowed: Allowed): PlaybookFault[] {
  if (!isMap(found)) return [{ key, found: `${shown(found)}; ${THE_KEYS}` }];
  const others = Object.keys(found).filter((name) => !SEVERITIES.some((severity) => severity === name));
  return [
    ...others.map((name) => ({ key: `${key}.${name}`, found: `there is no such key; ${THE_KEYS}` })),
    ...SEVERITIES.flatMap((severity) => faultsOfTexts(`${key}.${severity}`, found[severity], allowed)),
  ];
}

function faultsOfTexts(key: string, found: unknown, allowed: Allowed): PlaybookFault[] {
  if (found === undefined) return [{ key, found: `is missing; expected a list of ${LEAST_VARIANTS} texts or more` }];
  if (!Array.isArray(found)) return [{ key, found: `${shown(found)}; expected a list of texts` }];
  const all: readonly unknown[] = found;
  const general = all.filter((one) => typeof one === 'string').length;
  const words = all.map(wordsIn).filter((one) => one !== null);
  return [
    ...all.flatMap((one, index) => faultsOfEntry(`${key}[${index}]`, one, allowed)),
    ...(general < LEAST_VARIANTS
      ? [{ key, found: `${general} without \`when\`; expected ${LEAST_VARIANTS} or more` }]
      : []),
    ...(new Set(words.map(normal)).size < words.length
      ? [{ key, found: 'two texts are alike; expected other words in each' }]
      : []),
  ];
}

/** A text, or one with the sign that it is for. */
function faultsOfEntry(key: string, found: unknown, { open, signs }: Allowed): PlaybookFault[] {
  if (typeof found === 'string') return faultsOfWords(key, found, open);
  if (!isMap(found)) return [{ key, found: `${shown(found)}; expected a text, or \`when\` and \`text\`` }];
  const { when, text, ...others } = found;
  const [other] = Object.keys(others);
  if (other !== undefined) {
    const remedy = 'a text with a colon needs quotation marks around it; else expected `when` and `text`';
    return [{ key, found: `has the key "${cut(other)}": ${remedy}` }];
  }
  return [
    ...faultsOfSign(`${key}.when`, when, signs),
    ...(typeof text === 'string'
      ? faultsOfWords(`${key}.text`, text, open)
      : [{ key: `${key}.text`, found: `${shown(text)}; expected a text` }]),
  ];
}

function faultsOfSign(key: string, found: unknown, signs: readonly Sign[]): PlaybookFault[] {
  if (signs.some((sign) => sign === found)) return [];
  const what = isSign(found) ? `nothing here shows ${found}` : shown(found);
  return [{ key, found: `${what}; expected ${oneOf(signs)}` }];
}

/** What decides on pay, quota and territory is decided elsewhere: no suggestion speaks of it. */
const ELSEWHERE =
  /\b(salar(y|ies)|wages?|bonus(es)?|commissions?|compensation|ote|quotas?|territor(y|ies)|accelerators?|pay (rise|raise|cut|plan)|payout)\b/i;

function faultsOfWords(key: string, found: string, open: readonly Placeholder[]): PlaybookFault[] {
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

export function isMap(found: unknown): found is Readonly<Record<string, unknown>> {
  return typeof found === 'object' && found !== null && !Array.isArray(found);
}

/** What stands there instead of what was expected. */
export function shown(found: unknown): string {
  if (found === undefined) return 'is missing';
  if (found === null) return 'is empty';
  if (Array.isArray(found)) return 'is a list';
  return isMap(found) ? 'has keys of its own' : `is ${JSON.stringify(cut(String(found)))}`;
}

export const oneOf = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));

const wordsIn = (one: unknown): string | null => {
  const words = isMap(one) ? one.text : one;
  return typeof words === 'string' ? words : null;
};
const normal = (one: string) => one.toLowerCase().replace(/\s+/g, ' ').trim();
const cut = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

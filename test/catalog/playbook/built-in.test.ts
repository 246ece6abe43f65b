import { describe, expect, test } from 'vitest';
import { metrics } from '../../../src/catalog/metrics/index.ts';
import { builtInPlaybook } from '../../../src/catalog/playbook/built-in.ts';
import { checkPlaybook } from '../../../src/catalog/playbook/check-playbook.ts';
import { wordsOf } from '../../../src/catalog/playbook/playbook.ts';
import { skillPlay } from '../../../src/catalog/playbook/recommend-skill.ts';
import { skills } from '../../../src/catalog/skills.ts';
import { SEVERITIES } from '../../../src/domain/pattern.ts';
import { metricOf } from '../../support/metric-of.ts';

const plays = [
  ...Object.values(builtInPlaybook.metrics),
  ...Object.values(builtInPlaybook.skills)
    .flatMap((ofRole) => Object.values(ofRole))
    .filter((play) => typeof play !== 'string'),
];
const texts = plays.flatMap((play) => SEVERITIES.flatMap((severity) => play[severity].map(wordsOf)));

test('keeps the rules that a file is held to', () => {
  expect(checkPlaybook(structuredClone(builtInPlaybook), { metrics, skills })).toEqual({
    faults: [],
    playbook: builtInPlaybook,
  });
});

describe('no text', () => {
  test.each([
    [
      'says a number or date that may be past when it is read',
      /\d%|\b\d{4}\b|\b\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/,
    ],
    ['says where the rep stands: that is said beside it', /\byou are at\b/i],
    [
      'proposes a change of pay, quota or territory',
      /\b(pay|salary|wage|bonus|commission|compensation|comp|ote|quotas?|territor(y|ies)|accelerator)\b/i,
    ],
    ['blames anybody', /\b(fail|failed|failing|poor|bad|weak|worst|fault|lazy|underperform\w*)\b/i],
    ['is as long as a lecture', /^.{331}/s],
  ])('%s', (_name, unwanted) => {
    expect(texts.length).toBeGreaterThan(250);
    expect(texts.filter((text) => unwanted.test(text))).toEqual([]);
  });

  test('leaves open when', () => {
    const when =
      /\b(today|tonight|days?|weeks?|months?|quarters?|mondays?|fridays?|noon|next|every|each|before|hours?)\b/i;
    expect(texts.filter((text) => !when.test(text))).toEqual([]);
  });

  test('is said twice', () => {
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  });
});

test('no text is longer than two sentences: the goal is the third', () => {
  const sentences = (text: string) => text.replace(/"[^"]*"/g, 'quoted').split(/(?<=[.?!])\s+(?=[A-Z{])/);
  expect(texts.filter((text) => sentences(text).length > 2)).toEqual([]);
});

test('what names rows reads well for one of them as for two', () => {
  const agreeing = /\{examples\} (also |then )?(is|are|was|were|has|have|shows?|does|do|comes?|needs?)\b/;
  const counting =
    /\b(each|both|either|all|none|one) of \{examples\}|\{examples\}( each\b|, each\b| side by side| in common)/;
  expect(texts.filter((text) => agreeing.test(text) || counting.test(text))).toEqual([]);
  expect(texts.filter((text) => (text.match(/\{examples\}/g) ?? []).length > 1)).toEqual([]);
});

/** What is looked at is a whole quarter, or touches by the hundred: nothing in it stands for the rest. */
const NAMELESS = ['quota_ledger', 'cadence_events'];

test('every text names the calls, deals or accounts to look at, where the number has some', () => {
  const silent = metrics
    .filter(({ measure }) => !NAMELESS.includes(measure.family))
    .flatMap(({ key }) =>
      SEVERITIES.flatMap((severity) => (builtInPlaybook.metrics[key]?.[severity] ?? []).map(wordsOf)),
    )
    .filter((text) => !text.includes('{examples}'));
  expect(silent).toEqual([]);
  expect(metricOf('SDR.meeting_acceptance').measure.family).toBe('cadence_events');
});

test.each(skills.map(({ role, dimension }) => [role, dimension] as const))(
  'of %s, %s names what to look at and a way to practise',
  (role, dimension) => {
    const play = skillPlay(builtInPlaybook, role, dimension);
    const all = SEVERITIES.flatMap((severity) => play[severity].map(wordsOf));
    const drill =
      /\b(practis|rehears|role-play|replay|aloud|explain|demo\b|quiz|swap roles|compare|(say|show) (each|both|it|a)|try (both|these)|listen together|work with each|show a colleague|with one habit changed)/i;
    expect(all.filter((text) => !text.includes('{examples}'))).toEqual([]);
    expect(all.filter((text) => !drill.test(text))).toEqual([]);
  },
);

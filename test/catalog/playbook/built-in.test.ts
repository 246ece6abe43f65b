import { describe, expect, test } from 'vitest';
import { metrics } from '../../../src/catalog/metrics/index.ts';
import { builtInPlaybook } from '../../../src/catalog/playbook/built-in.ts';
import { checkPlaybook } from '../../../src/catalog/playbook/check-playbook.ts';
import { wordsOf } from '../../../src/catalog/playbook/playbook.ts';
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

test('every play names calls, deals or accounts, but for those of touches and of a whole quarter', () => {
  const nameable = metrics.filter(({ measure }) => !['cadence_events'].includes(measure.family));
  const nameless = nameable
    .filter(({ key }) => !JSON.stringify(builtInPlaybook.metrics[key]).includes('{examples}'))
    .map(({ key }) => key);
  expect(nameless).toEqual(['AE.pace_attainment', 'AE.commit_accuracy']);
  expect(metricOf('SDR.meeting_acceptance').measure.family).toBe('cadence_events');
});

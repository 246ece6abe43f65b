import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { metrics } from '../../../src/catalog/metrics/index.ts';
import { builtInPlaybook } from '../../../src/catalog/playbook/built-in.ts';
import { checkPlaybook } from '../../../src/catalog/playbook/check-playbook.ts';
import { recommend, textFor } from '../../../src/catalog/playbook/recommend.ts';
import { skills } from '../../../src/catalog/skills.ts';
import { playbookFile } from '../../../src/cli/playbook.ts';
import { actionTextFault } from '../../../src/domain/approval.ts';
import { Decimal } from '../../../src/domain/decimal.ts';
import { reading } from '../../slack/messages/sample.ts';

type Document = { metrics: Record<string, unknown>; skills: Record<string, Record<string, unknown>> };

const fine = (): Document => parse(playbookFile(builtInPlaybook));
const check = (document: unknown) => checkPlaybook(document, { metrics, skills });

function faults(change: (document: Document) => void): string[] {
  const document = fine();
  change(document);
  return check(document).faults.map(({ key, found }) => `${key}: ${found}`);
}

const play = (low: unknown, others: readonly unknown[] = ['Do this one thing.', 'Do the other thing.']) => ({
  low,
  medium: others,
  high: others,
});
const conversion = (low: unknown) =>
  faults((document) => {
    document.metrics['AE.stage_conversion'] = play(low);
  });

it('takes what `rep-coach playbook` prints, and it says the same', () => {
  expect(check(fine())).toEqual({ faults: [], playbook: builtInPlaybook });
});

it('takes a play of one’s own, with every placeholder that the metric has', () => {
  const low = ['Look at {examples} before stage {stage_to}.', 'Ask in stage {stage_from} ({part}).'];
  expect(conversion([...low, { when: 'late_stage', text: 'Meet whoever signs this week.' }])).toEqual([]);
});

describe('refuses', () => {
  it.each([
    [
      'a metric that is missing',
      (document: Document) => delete document.metrics['AE.pace_attainment'],
      'metrics: AE.pace_attainment is missing; the file replaces the built-in playbook as a whole',
    ],
    [
      'a metric that nobody knows',
      (document: Document) => Object.assign(document.metrics, { 'AE.luck': play(['a', 'b']) }),
      'metrics.AE.luck: there is no such key',
    ],
    [
      'a skill that is missing',
      (document: Document) => delete document.skills.CSM?.talk_time_ratio,
      'skills.CSM: talk_time_ratio is missing',
    ],
    [
      'a skill of another role',
      (document: Document) => Object.assign(document.skills.SDR ?? {}, { pricing_negotiation: 'AE.discount_depth' }),
      'skills.SDR.pricing_negotiation: there is no such key',
    ],
    [
      'a skill shared with another role',
      (document: Document) => Object.assign(document.skills.AM ?? {}, { objection_handling: 'AE.objection_handling' }),
      'there is no metric AE.objection_handling of AM',
    ],
    [
      'a skill shared with a metric of parts',
      (document: Document) => Object.assign(document.skills.AE ?? {}, { product_knowledge: 'AE.stage_velocity' }),
      'AE.stage_velocity is read part by part',
    ],
    [
      'a role that nobody knows',
      (document: Document) => Object.assign(document.skills, { CEO: {} }),
      'skills.CEO: there is no such key; expected AE, AM, CSM, SDR',
    ],
    [
      'no metrics at all',
      (document: Document) => Object.assign(document, { metrics: undefined }),
      'metrics: is missing; expected a play for every metric',
    ],
    ['another key', (document: Document) => Object.assign(document, { version: 1 }), 'version: there is no such key'],
  ])('%s', (_name, change, expected) => {
    expect(faults(change).join('\n')).toContain(expected);
  });

  it.each([
    ['one text', ['Do this one thing.'], 'metrics.AE.stage_conversion.low: 1 without `when`; expected 2 or more'],
    [
      'one text for any evidence',
      ['Do this one thing.', { when: 'late_stage', text: 'Do that other thing.' }],
      '1 without `when`',
    ],
    ['two alike', ['Do this one thing.', 'do  this one THING. '], 'two texts are alike'],
    [
      'a placeholder that nobody knows',
      ['See {deals} today.', 'Do the other thing.'],
      '{deals} cannot be filled here; expected {stage_from}, {stage_to}, {part}, {examples}',
    ],
    ['a brace alone', ['See {examples today.', 'Do the other thing.'], 'a brace without its other'],
    [
      'a sign that nobody knows',
      [{ when: 'full_moon', text: 'Wait a week.' }, 'Do this one thing.', 'Do the other thing.'],
      'low[0].when: is "full_moon"; expected early_stage, late_stage',
    ],
    [
      'a sign of another metric',
      [{ when: 'cold', text: 'Wait a week for it.' }, 'Do this one thing.', 'Do the other thing.'],
      'nothing here shows cold; expected early_stage, late_stage',
    ],
    ['too little', ['Try.', 'Do the other thing.'], 'low[0]: 4 characters; expected 10 to'],
    [
      'too much',
      ['x'.repeat(1800), 'Do the other thing.'],
      '1800 characters; expected 10 to 1749, so that it can be sent when it is filled',
    ],
    [
      'too much once it is filled',
      [`${'x'.repeat(1500)} {examples} {examples}`, 'Do the other thing.'],
      'expected 10 to 1349',
    ],
    ['what is decided elsewhere', ['Ask for a lower quota this month.', 'Do the other thing.'], 'speaks of "quota"'],
    ['a number', [7, 'Do the other thing.'], 'metrics.AE.stage_conversion.low[0]: is "7"; expected a text'],
    [
      'what a colon made a key of',
      [{ 'Ask the buyer': 'what is missing?' }, 'Do this one thing.', 'Do the other thing.'],
      'low[0]: has the key "Ask the buyer": a text with a colon needs quotation marks',
    ],
    ['a sign alone', [{ when: 'late_stage' }, 'Do this one thing.'], 'low[0].text: is missing; expected a text'],
    ['no list', 'Do this one thing.', 'metrics.AE.stage_conversion.low: is "Do this one thing."; expected a list'],
    ['nothing', null, 'metrics.AE.stage_conversion.low: is empty; expected a list of texts'],
  ])('of a play: %s', (_name, low, expected) => {
    expect(conversion(low).join('\n')).toContain(expected);
  });

  it('{part} where the metric has no parts', () => {
    const found = faults((document) => {
      document.metrics['SDR.outreach_volume'] = play(['Send more of {part} today.', 'Do the other thing.']);
    });
    expect(found).toEqual(['metrics.SDR.outreach_volume.low[0]: {part} cannot be filled here; expected {examples}']);
  });

  it('a play of one’s own that is wrong in many ways, and says each, though all other plays are missing', () => {
    const own = {
      low: ['See {deals} today.', 'See {deals} today.'],
      medium: ['Short', { when: 'cold', text: 'Try this on cold ones.' }],
      hihg: [],
    };
    const { faults: found } = check({ metrics: { 'AE.stage_conversion': own } });
    const at = 'metrics.AE.stage_conversion';
    expect(found.map(({ key }) => key)).toEqual([
      `${at}.hihg`,
      `${at}.low[0]`,
      `${at}.low[1]`,
      `${at}.low`,
      `${at}.medium[0]`,
      `${at}.medium[1].when`,
      `${at}.medium`,
      `${at}.high`,
      'metrics',
      'skills',
    ]);
    expect(found[7]?.found).toBe('is missing; expected a list of 2 texts or more');
  });

  it('everything at once, and says all of it', () => {
    const none = check({ metrics: {}, skills: {} }).faults.map(({ key, found }) => `${key}: ${found}`);
    for (const { key } of metrics) expect(none[0]).toContain(key);
    for (const { role, dimension } of skills)
      expect(none.find((one) => one.startsWith(`skills.${role}: `))).toContain(dimension);
    expect(none).toHaveLength(5);
    for (const document of [null, 'text', [], 7]) expect(check(document).faults).not.toEqual([]);
  });
});

it('the longest text that it takes can be sent with the longest evidence', () => {
  const text = `${'x'.repeat(1149)} {examples} {examples} {part}`;
  const document = fine();
  document.metrics['AE.stage_conversion'] = play([text, 'Do the other thing.']);
  const { faults: found, ...checked } = check(document);
  expect(found).toEqual([]);
  if (!('playbook' in checked)) return;
  const definition = metrics.find(({ key }) => key === 'AE.stage_conversion') ?? expect.fail();
  const pattern = { definition, reading: reading({ dimension: '99999>99999' }), severity: 'low', variant: 0 } as const;
  const account = 'W'.repeat(500);
  const adds = { numerator: new Decimal(0), denominator: new Decimal(1) };
  const rows = [1, 2].map((n) => ({ name: `deal ${n}`, account: `${n}${account}`, on: '2026-02-26' as const, adds }));
  const { recommendedAction } = recommend(textFor(checked.playbook, pattern), pattern, rows);
  expect(actionTextFault(recommendedAction)).toBeNull();
  expect(recommendedAction).toMatch(/%, half the way to your peers\.$/);
});

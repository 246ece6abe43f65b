import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { metrics } from '../../../src/catalog/metrics/index.ts';
import { builtInPlaybook } from '../../../src/catalog/playbook/built-in.ts';
import type { ExampleRow } from '../../../src/catalog/playbook/examples.ts';
import { type PatternToAnswer, recommend, textFor } from '../../../src/catalog/playbook/recommend.ts';
import { recommendForSkill } from '../../../src/catalog/playbook/recommend-skill.ts';
import { skills } from '../../../src/catalog/skills.ts';
import { actionTextFault } from '../../../src/domain/approval.ts';
import { Decimal } from '../../../src/domain/decimal.ts';
import type { MetricKey, Reading } from '../../../src/domain/metric.ts';
import { SEVERITIES } from '../../../src/domain/pattern.ts';
import { TRENDS } from '../../../src/domain/skill-gap.ts';
import { reading } from '../../slack/messages/sample.ts';
import { metricOf } from '../../support/metric-of.ts';

const conversion = metricOf('AE.stage_conversion');

const lost = (account: string | null, on: ExampleRow['on'] = '2026-02-26'): ExampleRow => ({
  name: `deal of ${account}`,
  account,
  on,
  adds: { numerator: new Decimal(0), denominator: new Decimal(1) },
});
const ROWS = [lost('Acme'), lost('Globex', '2026-02-12')];

function advice(change: Partial<PatternToAnswer> = {}, rows: readonly ExampleRow[] = ROWS) {
  const pattern = { definition: conversion, reading: reading(), severity: 'medium', variant: 0, ...change } as const;
  return recommend(textFor(builtInPlaybook, pattern), pattern, rows);
}

const of = (key: MetricKey, change: Partial<Reading> = {}): Pick<PatternToAnswer, 'definition' | 'reading'> => ({
  definition: metricOf(key),
  reading: reading({ metricKey: key, dimension: '', ...change }),
});

describe('a recommendation', () => {
  test('is filled from the evidence', () => {
    const { patternDetected, recommendedAction } = advice();
    expect(patternDetected).toBe(
      'Stage-to-stage conversion, stage 2 to 3: 38.1% of 21 deals moved on, against 55.0% for peers (5 Jan to 1 Mar 2026).',
    );
    expect(recommendedAction).toContain('the deals with Acme (26 Feb) and Globex (12 Feb)');
    expect(recommendedAction).toMatch(
      / A good goal within four weeks of getting this: from 38\.1%, when this was suggested, to at least 46\.5%, half the way to your peers\.$/,
    );
  });

  test('stays true whenever it is read: the time counts from then', () => {
    const { recommendedAction } = advice();
    expect(recommendedAction).toContain('within four weeks of getting this');
    expect(recommendedAction).not.toMatch(/\b20\d\d\b/);
  });

  test.each([
    ['target', 'half the way to the target'],
    ['own_past', 'half the way back to your earlier level'],
    ['role_peers', 'half the way to your peers'],
  ] as const)('compared with %s, it aims %s', (benchmarkKind, aim) => {
    expect(advice({ reading: reading({ benchmarkKind }) }).recommendedAction).toContain(aim);
  });

  test('with nothing to compare with, it names no goal that nobody knows', () => {
    const { recommendedAction } = advice({ reading: reading({ benchmark: null, benchmarkKind: 'none' }) });
    expect(recommendedAction).toMatch(/Look at the number again four weeks after you get this\.$/);
  });

  test('comes in other words each time the pattern comes back, until it has said everything', () => {
    for (const definition of metrics) {
      for (const severity of SEVERITIES) {
        const dimension = {
          stage_pair: '3>4',
          stage: '3',
          cadence_type: 'cold',
          cadence_step: 'cold/1',
          cohort: 'all',
          none: '',
        };
        const found = reading({ metricKey: definition.key, dimension: dimension[definition.dimension] });
        const said = [0, 1, 2, 3].map(
          (variant) => advice({ definition, reading: found, severity, variant }).recommendedAction,
        );
        expect(new Set(said.slice(0, 2)).size, `${definition.key} ${severity}`).toBe(2);
        expect(said[1]).not.toBe(said[2]);
      }
    }
  });
});

describe('the goal', () => {
  test.each([
    // Half of the gap is more than a tenth.
    ['0.4', '0.6', 'half the way to your peers', '40.0%', '50.0%'],
    // The clock asks for a tenth, and half of the gap is less.
    ['0.5', '0.58', 'a tenth better', '50.0%', '55.0%'],
    // A tenth would lead beyond the peers.
    ['0.8', '0.82', 'all the way to your peers', '80.0%', '82.0%'],
    // Near zero a tenth of the floor: then half the way is far more.
    ['0', '0.4', 'half the way to your peers', '0.0%', '20.0%'],
  ])('from %s, peers at %s: %s', (value, benchmark, aim, from, to) => {
    const found = reading({ value: new Decimal(value), benchmark: new Decimal(benchmark) });
    expect(advice({ reading: found }).recommendedAction).toContain(
      `: from ${from}, when this was suggested, to at least ${to}, ${aim}.`,
    );
  });

  test('goes down where lower is better', () => {
    const pattern = of('AE.discount_depth', { value: new Decimal('0.3'), benchmark: new Decimal('0.1') });
    expect(advice(pattern).recommendedAction).toContain('from 30.0%, when this was suggested, to at most 20.0%');
  });

  test.each<[MetricKey, string, string, string]>([
    // A window of 28 or 56 days can hold half of what is new within four weeks; one of 91 days cannot.
    ['AE.stage_conversion', '0.4', '0.6', 'within four weeks of'],
    ['SDR.meeting_acceptance', '0.01', '0.02', 'within four weeks of'],
    ['AM.expansion_conversion', '0.2', '0.5', 'within eight weeks of'],
    ['AM.expansion_conversion', '0.5', '0.52', 'within three months of'],
    ['SDR.meeting_to_qualified_opp', '0.2', '0.5', 'within eight weeks of'],
    ['AE.stage_velocity', '0.9', '0.5', 'within three months of'],
    ['AM.net_revenue_retention', '0.8', '1.2', 'within six months of'],
    ['CSM.escalation_rate', '0.4', '0.1', 'within four weeks of'],
    ['AE.commit_accuracy', '0.5', '0.9', 'for the quarter in which you get this'],
    ['AE.pace_attainment', '0.5', '0.8', 'within four weeks of getting this, or by the end of the quarter'],
  ])('of %s, from %s to %s, has the time that its window needs: %s', (key, value, benchmark, time) => {
    const pattern = of(key, { value: new Decimal(value), benchmark: new Decimal(benchmark) });
    expect(advice(pattern).recommendedAction).toContain(`A good goal ${time}`);
  });

  test.each([
    ['AE.pace_attainment', '0.95', '0.8', 'still at least 80.0%. When this was suggested, it was 95.0%.'],
    ['AE.pace_attainment', '0.8', '0.8', 'still at least 80.0%. When this was suggested, it was 80.0%.'],
    ['CSM.escalation_rate', '0.1', '0.2', 'still at most 20.0%. When this was suggested, it was 10.0%.'],
  ] as const)('of %s at %s, where %s was asked for, asks for no more', (key, value, benchmark, said) => {
    const pattern = of(key, { value: new Decimal(value), benchmark: new Decimal(benchmark) });
    expect(advice(pattern).recommendedAction).toContain(said);
  });

  test('says the unit once', () => {
    const found = of('CSM.book_health_trend', { value: new Decimal(-5), benchmark: new Decimal(-1) });
    expect(advice(found).recommendedAction).toContain(
      'from -5.0, when this was suggested, to at least -3.0 points per 28 days',
    );
  });

  test('counts as improvement, or reaches the benchmark', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (a, b) => {
        const [value, benchmark] = [Math.min(a, b), Math.max(a, b)].map((number) => new Decimal(number.toFixed(4)));
        if (value === undefined || benchmark === undefined || value.eq(benchmark)) return;
        const { recommendedAction } = advice({ reading: reading({ value, benchmark }) });
        const aim = /to at least (\d+\.\d)%/.exec(recommendedAction)?.[1] ?? expect.fail(recommendedAction);
        const gain = new Decimal(aim).div(100).minus(value);
        const asked = Decimal.max(value, conversion.improvementFloor).times('0.1');
        expect(gain.plus('0.0006').gte(Decimal.min(asked, benchmark.minus(value)))).toBe(true);
      }),
    );
  });
});

describe('what the evidence shows', () => {
  const first = (pattern: Partial<PatternToAnswer>) => advice({ variant: 0, ...pattern }).recommendedAction;

  test.each([
    ['promised too much', -0.4, 'what has to happen before you sign'],
    ['promised too little', 0.4, 'without having been committed'],
  ])('of a commit that %s', (_name, bias, words) => {
    expect(first({ ...of('AE.commit_accuracy', { companions: { bias } }), severity: 'low' })).toContain(words);
  });

  test.each([
    ['1>2', 'the first calls of'],
    ['2>3', 'the first calls of'],
    ['3>4', 'who said no'],
  ])('of deals that stop at %s', (dimension, words) => {
    expect(first({ reading: reading({ dimension }) })).toContain(words);
  });

  test.each([
    [{ attainment: 0.3, projected: 0.3 }, 'Nothing open is committed'],
    [{ attainment: 0.3, projected: 0.5 }, 'Plan the rest of the quarter'],
    [{ attainment: null, projected: null }, 'Plan the rest of the quarter'],
  ])('of a quarter at %j', (companions, words) => {
    expect(first({ ...of('AE.pace_attainment', { companions }), severity: 'high' })).toContain(words);
  });

  test.each([
    [{ scheduled_rate: 0.5 }, 'The dates are missing'],
    [{ scheduled_rate: 0.9 }, 'The dates were there'],
  ])('of reviews with %j', (companions, words) => {
    expect(first(of('AM.qbr_adherence', { companions }))).toContain(words);
  });

  test.each([
    [{ logo_rate: 0.95 }, 'stay and buy less'],
    [{ logo_rate: 0.81 }, 'when was the first sign'],
  ])('of renewals at 80 percent of revenue with %j', (companions, words) => {
    expect(first(of('AM.gross_renewal_rate', { companions, value: new Decimal('0.8') }))).toContain(words);
  });

  test.each([
    [{ grr: 0.8 }, 'what your book lost over the year with your manager, '],
    [{ grr: 0.97 }, 'stay and do not grow'],
    [{ grr: 0.92 }, 'Split what your book lost'],
  ])('of a book with %j', (companions, words) => {
    expect(first(of('AM.net_revenue_retention', { companions, dimension: 'all' }))).toContain(words);
  });

  test.each([
    ['cold/1', 'low', 'decide whether to read on'],
    ['warm/5', 'medium', 'change the channel for the next 60'],
  ] as const)('of step %s', (dimension, severity, words) => {
    expect(first({ ...of('SDR.response_rate_by_step', { dimension }), severity })).toContain(words);
  });

  test('comes first, and what fits any evidence when the pattern comes back', () => {
    const said = [0, 1, 2, 3].map((variant) => advice({ variant }).recommendedAction);
    expect(new Set(said.slice(0, 3)).size).toBe(3);
    expect(said[3]).toBe(said[0]);
  });
});

describe('a skill', () => {
  const skill = {
    role: 'AE',
    dimension: 'pricing_negotiation',
    score: new Decimal('50.3'),
    peerMedian: new Decimal(67),
    severity: 'medium',
    trend: 'stable',
    variant: 0,
    examples: null,
  } as const;

  test('is answered with what was seen, what to try and a goal', () => {
    const { patternDetected, recommendedAction } = recommendForSkill(builtInPlaybook, skill);
    expect(patternDetected).toBe('Pricing and negotiation: score 50.3, against 67.0 for peers.');
    expect(recommendedAction).toContain('Mark in the quotes of two recent deals');
    expect(recommendedAction).toMatch(
      / A good goal within eight weeks of getting this: from a score of 50\.3, when this was suggested, to at least 58\.7, half the way to your peers\.$/,
    );
  });

  test('of any role has a text for any score, which may be stored', () => {
    const score = fc.double({ min: 0, max: 100, noNaN: true }).map((number) => new Decimal(number));
    fc.assert(
      fc.property(
        fc.constantFrom(...skills),
        score,
        fc.option(score),
        fc.option(fc.constantFrom(...SEVERITIES)),
        fc.constantFrom(...TRENDS),
        fc.nat(5),
        ({ role, dimension }, value, peerMedian, severity, trend, variant) => {
          const { recommendedAction } = recommendForSkill(builtInPlaybook, {
            role,
            dimension,
            score: value,
            peerMedian,
            severity,
            trend,
            variant,
            examples: null,
          });
          expect(actionTextFault(recommendedAction)).toBeNull();
          expect(recommendedAction).not.toMatch(/[{}]/);
        },
      ),
    );
  });
});

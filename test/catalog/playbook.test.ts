import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { metricOf, metrics } from '../../src/catalog/metrics/index.ts';
import { generalPlay } from '../../src/catalog/playbook/general.ts';
import { recommend } from '../../src/catalog/playbook/index.ts';
import { placeholders, plays } from '../../src/catalog/playbook/plays.ts';
import { actionTextFault } from '../../src/domain/approval.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import type { Severity } from '../../src/domain/pattern.ts';
import { deals, reading } from '../slack/messages/sample.ts';

const severities = ['low', 'medium', 'high'] as const satisfies readonly Severity[];
const definition = metricOf('AE.stage_conversion');
const everyPlay = [
  generalPlay,
  ...Object.values(plays).flatMap((role) => Object.values(role).filter((play) => play !== undefined)),
];
const everyText = everyPlay.flatMap((play) => severities.flatMap((severity) => [...play[severity]]));

function advice(change: Partial<Parameters<typeof recommend>[0]> = {}) {
  return recommend({ definition, reading: reading(), severity: 'medium', evidence: { deals }, variant: 0, ...change });
}

describe('the playbook', () => {
  test.each(metrics.map((metric) => metric.key))('%s has a play of its own', (key) => {
    expect(Object.keys(plays[metricOf(key).role])).toContain(key);
  });

  test.each(everyPlay)('every severity has two texts or more, no two alike', (play) => {
    for (const severity of severities) expect(new Set(play[severity]).size).toBeGreaterThanOrEqual(2);
  });

  test.each(everyText)('"%s" uses known placeholders', (text) => {
    const used = [...text.matchAll(/\{([^}]*)\}/g)].map((match) => match[1]);
    expect(placeholders).toEqual(expect.arrayContaining(used));
  });

  test.each(everyText)('"%s" says no number or date that may be past when it is read', (text) => {
    expect(text).not.toMatch(/\d%|\b\d{4}\b|\b\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/);
    expect(text).not.toMatch(/\byou are at\b/i);
  });

  test.each(everyText)('"%s" proposes no change of pay, quota or territory', (text) => {
    expect(text).not.toMatch(
      /\b(pay|salary|wage|bonus|commission|compensation|comp|ote|quotas?|territor(y|ies)|accelerator)\b/i,
    );
  });

  test.each(everyText)('"%s" blames nobody', (text) => {
    expect(text).not.toMatch(/\b(fail|failed|failing|poor|bad|weak|worst|fault|lazy|underperform\w*)\b/i);
  });
});

describe('a recommendation', () => {
  test('is filled from the evidence', () => {
    const { patternDetected, recommendedAction } = advice();
    expect(patternDetected).toBe(
      'Stage-to-stage conversion, stage 2 to 3: 38.1% of 21 deals moved on, against 55.0% for peers (5 Jan to 1 Mar 2026).',
    );
    expect(recommendedAction).toContain('Take Acme and Globex');
    expect(recommendedAction).toMatch(
      /half the way to your peers\. When this was suggested, that meant from 38\.1% to 46\.5%\.$/,
    );
  });

  test('stays true whenever it is read: the time counts from then', () => {
    const { recommendedAction } = advice();
    expect(recommendedAction).toContain('the four weeks after you get this');
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

  test('comes in other words when the pattern comes back', () => {
    expect(advice({ variant: 1 }).recommendedAction).not.toBe(advice().recommendedAction);
    expect(advice({ variant: 2 }).recommendedAction).toBe(advice().recommendedAction);
  });

  test('without named deals still makes a sentence', () => {
    expect(advice({ evidence: { deals: [] } }).recommendedAction).toContain('Take your latest lost deals and');
  });

  test('names three deals at most', () => {
    const many = ['A', 'B', 'C', 'D', 'E'].map((accountName) => ({
      oppId: accountName,
      accountName,
      closedOn: '2026-02-26' as const,
    }));
    expect(advice({ evidence: { deals: many } }).recommendedAction).toContain('Take A, B and C and');
  });

  test('is always a text that may be stored, with nothing left open', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.constantFrom(...severities),
        fc.nat(7),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (accountName, severity, variant, value) => {
          const named = { oppId: 'o', accountName, closedOn: '2026-02-26' as const };
          const { recommendedAction } = advice({
            reading: reading({ value: new Decimal(value) }),
            severity,
            variant,
            evidence: { deals: [named, named, named] },
          });
          expect(actionTextFault(recommendedAction)).toBeNull();
          if (!accountName.includes('{')) expect(recommendedAction).not.toMatch(/\{[a-z_]+\}/);
        },
      ),
    );
  });
});

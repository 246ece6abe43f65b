import { describe, expect, it } from 'vitest';
import { metrics } from '../../src/catalog/metrics/index.ts';
import { countsPhrase, samplePhrase, wordingOf } from '../../src/catalog/playbook/metric-wording.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import type { Reading } from '../../src/domain/metric.ts';
import { comparison, howSure, why } from '../../src/slack/messages/evidence.ts';
import { reading } from '../slack/messages/sample.ts';
import { metricOf } from '../support/metric-of.ts';

const KEYS = metrics.map(({ key }) => key);

describe.each(KEYS)('%s in words', (key) => {
  it('says what is counted, in words of its own', () => {
    const { one, many } = wordingOf(key).observation;
    expect([one, many]).not.toContain('observations');
    expect(samplePhrase(key, 1) ?? '').not.toMatch(/\{|\bof 1 quarter/);
    const counted = { numerator: new Decimal(3), denominator: new Decimal(4), sampleSize: 4 };
    expect(countsPhrase(key, counted, 'USD')).not.toContain('{');
  });

  it('never says a share of calls, deals or days of what is an average or an amount', () => {
    const isRate = metricOf(key).unit === 'rate' || key === 'AE.stage_velocity';
    expect((samplePhrase(key, 12) ?? '').startsWith('of 12 ')).toBe(isRate);
  });
});

it.each<[Reading['metricKey'], Partial<Reading>, string, string]>([
  [
    'AE.product_knowledge',
    { value: new Decimal('62.34') },
    '*62.3* on average over 15 calls',
    'the average of 15 calls',
  ],
  [
    'AE.discount_depth',
    { value: new Decimal('0.12'), numerator: new Decimal('12000.5'), denominator: new Decimal(100_000) },
    '*12.0%* off the list price of 15 deals',
    '12,000.50 USD off 100,000.00 USD on the price lists of 15 deals',
  ],
  ['CSM.talk_ratio', { value: new Decimal('0.55') }, '*55.0%* of the talking in 15 calls', 'the average of 15 calls'],
  [
    'AE.pace_attainment',
    { value: new Decimal('0.6'), numerator: new Decimal(60_000), denominator: new Decimal(100_000), sampleSize: 1 },
    '*60.0%* of the quota due so far',
    '60,000.00 USD closed and committed, 100,000.00 USD due so far',
  ],
  [
    'SDR.outreach_volume',
    { value: new Decimal('0.7'), numerator: new Decimal(525), denominator: new Decimal(750) },
    '*70.0%* of the touches planned for 15 business days',
    '525 touches sent, 750 planned for 15 business days',
  ],
  [
    'CSM.book_health_trend',
    { value: new Decimal(-3), numerator: null },
    '*-3.0 points per 28 days* as the median',
    'median of 15 accounts',
  ],
  [
    'AE.stage_velocity',
    { value: new Decimal('0.6'), numerator: new Decimal(9) },
    '*60.0%* of 15 deals took longer than usual',
    '9 of 15 deals took longer',
  ],
])('%s reads as people speak', (metricKey, change, number, counts) => {
  const found = reading({ metricKey, sampleSize: 15, minimumSample: 1, ...change });
  expect(comparison(found).text).toContain(number);
  expect(why(found, 'USD').text).toContain(counts);
});

describe('of one', () => {
  const say = (key: (typeof KEYS)[number], n: number) => [
    samplePhrase(key, n) ?? '',
    countsPhrase(key, { numerator: new Decimal(n), denominator: new Decimal(n), sampleSize: n }, 'USD'),
    countsPhrase(key, { numerator: new Decimal(n), denominator: new Decimal(8), sampleSize: 8 }, 'USD'),
  ];

  it.each(KEYS)('%s is spoken of in the singular', (key) => {
    const { many } = wordingOf(key).observation;
    for (const text of say(key, 1)) {
      expect(text).not.toMatch(new RegExp(`\\b1 ${many}\\b`));
      expect(text).not.toMatch(/\b(were|are)\b/);
    }
    for (const text of say(key, 2)) expect(text).not.toMatch(/\b(was|is)\b/);
  });

  it('says what happened to it', () => {
    const met = { numerator: new Decimal(1), denominator: new Decimal(12), sampleSize: 12 };
    expect(countsPhrase('CSM.onboarding_milestone_on_time', met, 'USD')).toBe('1 of 12 milestones was met in time');
    expect(countsPhrase('CSM.escalation_rate', met, 'USD')).toBe('1 of 12 accounts is at high or critical risk');
    expect(samplePhrase('CSM.escalation_rate', 1)).toBe('of 1 account is at high or critical risk');
  });
});

describe('how sure it is', () => {
  it('calls no number unlikely that was not found to be', () => {
    expect(why(reading(), 'USD').text).toContain('chance alone would show this for about 1 rep in 100.');
    const unsure = why(reading({ credible: false }), 'USD').text;
    expect(unsure).toContain('14 of 45 deals, 31.1% against 52.0%; by itself, this could be chance.');
    expect(unsure).not.toContain('1 rep in 100');
  });

  it('says nothing of a number that is level', () => {
    expect(howSure(reading())?.text).toContain('1 rep in 100');
    expect(howSure(reading({ material: false, credible: false }))).toBeNull();
  });

  it('says a week of one', () => {
    const short = reading({ evidenceStart: '2026-02-23' });
    expect(why(short, 'USD').text).toContain('over 1 week (23 Feb to 1 Mar 2026)');
  });

  it('gives a state of one day its date, not a time of no weeks', () => {
    const onOneDay = { windowStart: '2026-03-02', windowEnd: '2026-03-02', evidenceStart: '2026-03-02' } as const;
    const state = reading({ metricKey: 'CSM.escalation_rate', ...onOneDay });
    expect(why(state, 'USD').text).toContain('*How sure:* on 2 Mar 2026 14 of 45 accounts, 31.1%');
  });

  it('tells thousands apart', () => {
    const many = reading({
      metricKey: 'SDR.meeting_acceptance',
      evidenceNumerator: new Decimal(9),
      evidenceSize: 1574,
    });
    expect(why(many, 'USD').text).toContain('9 of 1,574 touches, 0.6%');
  });
});

describe('too little data', () => {
  it('is told by what was asked of the reading, whatever the catalog says', () => {
    expect(comparison(reading({ sampleSize: 9, minimumSample: 12 })).text).toBe('Not enough data yet: 9 of 12 deals.');
    expect(comparison(reading({ sampleSize: 5, minimumSample: 4 })).text).toContain('of 5 deals');
  });

  it('of a reading that did not keep it is told by the catalog', () => {
    expect(comparison(reading({ sampleSize: 5, minimumSample: null })).text).toBe('Not enough data yet: 5 of 8 deals.');
  });
});

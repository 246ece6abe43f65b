import { describe, expect, test } from 'vitest';
import { partsOf } from '../../../src/delivery/parts.ts';
import { Decimal } from '../../../src/domain/decimal.ts';
import type { MonthPattern } from '../../../src/domain/digest.ts';
import { sharedBy, summarySentence } from '../../../src/slack/messages/digest-lines.ts';
import { pastDigestModal } from '../../../src/slack/messages/past-digest-modal.ts';
import { type RepDigest, repDigest } from '../../../src/slack/messages/rep-digest.ts';
import { assessment, digestContent, monthPattern, picture, reading } from './sample.ts';
import { buttonsOf, expectOpenable, expectPostable, shownText } from './slack-accepts.ts';

const undrawn = { trend: null, standing: null };

function digest(change: Partial<RepDigest> = {}) {
  const message = repDigest({
    digestId: 'd-1',
    content: digestContent(),
    acknowledgedAt: null,
    doneAt: new Map(),
    timeZone: 'America/New_York',
    drawn: undrawn,
    ...change,
  });
  expectPostable(message);
  return message;
}

describe('a rep’s digest', () => {
  test('says of a state on which day it was, and of a ceiling that it is to stay below it', () => {
    const { summary } = digestContent();
    const [line] = summary;
    if (line === undefined) throw new Error('The sample has a line.');
    const ends = { windowStart: '2026-02-04', windowEnd: '2026-04-01' } as const;
    const onTheDay = { windowStart: '2026-04-01', windowEnd: '2026-04-01' } as const;
    const flags = { metricKey: 'SDR.open_cadence_flags', unit: 'count', benchmarkKind: 'target' } as const;
    const values = { value: new Decimal(3), benchmark: new Decimal(1) };
    const lines = [
      { ...line, ...ends },
      { ...line, ...ends },
      { ...line, ...onTheDay, ...flags, ...values, title: 'Open cadence flags', direction: 'lower' as const },
    ];
    const shared = sharedBy(lines);
    const said = lines.map((one) => summarySentence(one, shared).text).join('\n');
    expect(said).toContain('*Open cadence flags* (lower is better; on 1 Apr 2026)');
    expect(said).toContain('3 open for too long, target below 1');
  });

  test('shows the numbers against peers in a table, what stood out, and what to try', () => {
    const { blocks, text } = digest();
    expect(text).toBe('Your coaching digest for March 2026 is here.');
    const table = blocks.find((block) => block.type === 'table');
    expect(table?.type === 'table' ? table.rows.map((row) => row.map(shownText)) : []).toEqual([
      ['Metric', 'Where you stand', 'Month before'],
      ['Stage-to-stage conversion, stage 2 to 3', '▼ Behind. 38.1% of 21 deals, peers 55.0%', '50.0%'],
    ]);
    expect(shownText(blocks)).toContain(
      '*Stage-to-stage conversion, stage 2 to 3*: clearly below your peers in 3 weekly checks. In the checks of 9 Mar to 23 Mar 2026: from 38.0% to 40.0%, peers 55.0%.',
    );
    expect(shownText(blocks)).toContain('Counted over 5 Jan to 1 Mar 2026. Higher is better.');
    expect(shownText(blocks)).toContain('Look back at Acme and Globex');
    expect(buttonsOf(blocks)).toEqual(['Done', 'Acknowledge']);
  });

  test('shows where the rep stands after the numbers, and the trend after what stood out', () => {
    const trend = { ...picture('The trend.'), key: 'trend:1' };
    const standing = { ...picture('Quota pace <now>.'), key: 'pace:1' };
    const { blocks, pictures } = digest({ drawn: { trend, standing } });
    expect(pictures).toEqual([standing, trend]);
    const shown = blocks.flatMap((block) =>
      block.type === 'image' ? [[block.alt_text, 'slack_file' in block && block.slack_file]] : [],
    );
    expect(shown).toEqual([
      ['Quota pace &lt;now&gt;.', { id: 'pace:1' }],
      ['The trend.', { id: 'trend:1' }],
    ]);
    const places = blocks.map((block) => block.type);
    expect(places.indexOf('image')).toBe(places.indexOf('table') + 1);
    expect(places.lastIndexOf('image')).toBeLessThan(places.indexOf('actions'));
  });

  test('says nothing of approval, decisions, the clock or escalation', () => {
    expect(shownText(digest().blocks)).not.toMatch(/approv|dismiss|pending|escalat|SLM|second-line|severity|flag/i);
  });

  test('what is done and acknowledged is shown in place, on the rep’s clock', () => {
    const at = new Date('2026-04-02T18:30:00Z');
    const { blocks } = digest({ acknowledgedAt: at, doneAt: new Map([['c-1', at]]) });
    expect(shownText(blocks)).toContain('✅ Done, 2 Apr 2026, 14:30');
    expect(shownText(blocks)).toContain('You acknowledged this on 2 Apr 2026, 14:30');
    expect(buttonsOf(blocks)).toEqual([]);
  });

  test('says where the number stood when an action was suggested, and where it stands', () => {
    expect(shownText(digest().blocks)).toContain(
      'When this was suggested (2 Mar 2026): 38.1%. Now (30 Mar 2026): 40.0%.',
    );
  });

  test('says after what stood out where a skill has room to grow, against what, and when it grows', () => {
    const content = digestContent({
      skills: [
        assessment({ trend: 'improving' }),
        assessment({ dimension: 'product_knowledge', severity: 'high', trend: 'deteriorating', cohortSize: 4 }),
        assessment({ dimension: 'pricing_negotiation', source: 'QuoteLog', severity: null, trend: 'improving' }),
      ],
    });
    for (const { blocks } of [digest({ content }), pastDigestModal(content, undrawn)]) {
      const text = shownText(blocks);
      expect(text).toContain(
        '• *Objection handling*: 50.3 from 9 calls, peers 67.0. There is room to grow, and you are getting better: keep going.',
      );
      expect(text).toContain(
        '• *Product knowledge*: 50.3 from 9 calls. There is much room to grow, and it was higher some weeks ago.',
      );
      expect(text).toContain('• *Pricing and negotiation*: 50.3 from 9 deals, peers 67.0. Getting better. Well done.');
      expect(text).toContain('in points of 100; higher is better');
      expect(text.indexOf('What stood out')).toBeLessThan(text.indexOf('Your skills'));
      expect(text.indexOf('Your skills')).toBeLessThan(text.indexOf('What you could try'));
      // A rank helps nobody to get better, and says who is last.
      expect(text).not.toMatch(/percentile|7\.1|gap|worse|large/);
    }
  });

  test('leaves out a skill of which there is nothing to say, and the heading with it', () => {
    const level = digest({ content: digestContent({ skills: [assessment({ severity: null })] }) });
    expect(shownText(level.blocks)).not.toMatch(/skills|Objection/);
    const only = digest({ content: digestContent({ patterns: [], actions: [], skills: [assessment()] }) });
    expect(shownText(only.blocks)).toContain('*Your skills*');
    expect(shownText(only.blocks)).not.toMatch(/stood out|Nothing to bring up/);
  });

  test('is encouraging where something improved', () => {
    const said = (pattern: MonthPattern) =>
      shownText(digest({ content: digestContent({ patterns: [pattern] }) }).blocks);
    expect(said(monthPattern({ improved: true }))).toContain(
      'clearly below your peers in 3 weekly checks, and better since: it is moving the right way.',
    );
    // Praise for what was lost again by the month's end would not be true.
    expect(said(monthPattern({ improved: true, lastValue: new Decimal('0.3') }))).toContain(
      'clearly below your peers in 3 weekly checks, with a better week in between.',
    );
    expect(said(monthPattern({ over: true }))).toContain('level again, and it stayed so. Well done.');
  });

  test('an empty one goes out and says so, and reassures nobody who is behind', () => {
    const { blocks } = digest({ content: digestContent({ patterns: [], actions: [] }) });
    expect(shownText(blocks)).toContain('▼ Behind');
    expect(shownText(blocks)).toContain('Nothing to bring up this month.');
    expect(shownText(blocks)).not.toMatch(/stood out|nothing you need|keep going/i);
    expect(buttonsOf(blocks)).toEqual(['Acknowledge']);
  });

  test('without a number it says that, and shows no empty table', () => {
    const { blocks } = digest({ content: digestContent({ readings: [], patterns: [], actions: [] }) });
    expect(shownText(blocks)).toContain('No numbers for this month, so nothing to compare.');
    expect(shownText(blocks)).not.toContain('Nothing to bring up');
    expect(blocks.some((block) => block.type === 'table')).toBe(false);
  });

  test('what most metrics share is said once, and a metric that differs says so', () => {
    const { summary, ...rest } = digestContent();
    const [line] = summary;
    if (line === undefined) throw new Error('No line.');
    const other = { ...line, title: 'Discount depth', direction: 'lower', windowStart: '2026-01-01' } as const;
    const { blocks } = digest({ content: { ...rest, summary: [line, line, other] } });
    expect(shownText(blocks)).toContain('Higher is better, unless the metric says otherwise.');
    expect(shownText(blocks)).toContain('Discount depth (lower is better; since 1 Jan 2026)');
  });

  test('has no column for a month before that nobody has', () => {
    const { blocks } = digest({ content: digestContent({ previousReadings: [] }) });
    expect(shownText(blocks)).not.toContain('Month before');
    const before = shownText(pastDigestModal(digestContent({ previousReadings: [] }), undrawn).blocks);
    expect(before).not.toContain('month before');
  });

  test('is the same when it is read again', () => {
    const again = shownText(pastDigestModal(digestContent(), undrawn).blocks);
    for (const value of [
      '▼ Behind',
      '38.1% of 21 deals, peers 55.0%',
      'the month before 50.0%',
      'Counted over 5 Jan',
    ]) {
      expect(again).toContain(value);
    }
    expect(again).toContain('When this was suggested (2 Mar 2026): 38.1%.');
  });

  test('no comparison with fewer than five peers, and too little data is an answer', () => {
    const four = digest({ content: digestContent({ readings: [reading({ peerCount: 4 })], patterns: [] }) });
    expect(shownText(four.blocks)).not.toContain('55.0%');
    const few = reading({ sampleSize: 4, status: 'insufficient_sample' });
    const little = digest({ content: digestContent({ readings: [few], patterns: [] }) });
    expect(shownText(little.blocks)).toContain('Not enough data yet: 4 of 8 deals');
  });

  test('a number that is unfit for another reason is not said to lack what it has', () => {
    const standingOf = (change: Parameters<typeof reading>[0]) =>
      shownText(digest({ content: digestContent({ readings: [reading(change)], patterns: [] }) }).blocks);
    const gaps = standingOf({ sampleSize: 21, status: 'data_quality' });
    expect(gaps).toContain('Not enough data yet: some of it has gaps');
    expect(gaps).not.toContain('21 of 8');
    for (const status of ['not_applicable', 'no_denominator', 'insufficient_sample'] as const) {
      const unfit = standingOf({ sampleSize: 8, status });
      expect(unfit).toContain('Not enough data yet');
      expect(unfit).not.toContain('8 of 8');
    }
  });

  test('with far more than fits it goes as several messages, and nothing is left out', () => {
    const many = Array.from({ length: 400 }, (_, index) => reading({ dimension: `${index}>${index + 1}` }));
    const actions = Array.from({ length: 60 }, (_, index) => ({
      coachingId: `c-${index}`,
      title: `Action ${index}.`,
      text: '<&>'.repeat(600),
      improvedSince: true,
      progress: null,
    }));
    const message = digest({ content: digestContent({ readings: many, actions }) });
    const all = shownText(partsOf(message));
    for (const { title } of actions) expect(all).toContain(title);
    for (const { dimension } of many) expect(all).toContain(`stage ${dimension.replace('>', ' to ')}`);
    expect(all.match(/&amp;/g)).toHaveLength(60 * 600);
    expect(buttonsOf(partsOf(message).at(-1))).toContain('Acknowledge');
  });

  test('can be read again in a modal, without controls', () => {
    const view = pastDigestModal(digestContent(), undrawn);
    expectOpenable(view);
    expect(shownText(view.blocks)).toContain('▼ Behind. 38.1% of 21 deals, peers 55.0%; the month before 50.0%');
    expect(buttonsOf(view.blocks)).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { pastDigestModal } from '../../../src/slack/messages/past-digest-modal.ts';
import { type RepDigest, repDigest } from '../../../src/slack/messages/rep-digest.ts';
import { digestContent, reading } from './sample.ts';
import { buttonsOf, expectOpenable, expectPostable, shownText } from './slack-accepts.ts';

function digest(change: Partial<RepDigest> = {}) {
  const message = repDigest({
    digestId: 'd-1',
    content: digestContent(),
    acknowledgedAt: null,
    doneAt: new Map(),
    timeZone: 'America/New_York',
    ...change,
  });
  expectPostable(message);
  return message;
}

describe('a rep’s digest', () => {
  test('shows the numbers against peers in a table, what stood out, and what to try', () => {
    const { blocks, text } = digest();
    expect(text).toBe('Your coaching digest for March 2026 is here.');
    const table = blocks.find((block) => block.type === 'table');
    expect(table?.type === 'table' ? table.rows.map((row) => row.map(shownText)) : []).toEqual([
      ['Metric', 'You', 'Compared with', 'Month before', 'Where you stand'],
      [
        'Stage-to-stage conversion, stage 2 to 3',
        '38.1% of 21 deals',
        'peers 55.0%',
        '50.0%',
        'Behind (higher is better)',
      ],
    ]);
    expect(shownText(blocks)).toContain(
      '*Stage-to-stage conversion, stage 2 to 3*: clearly below your peers in 3 weekly checks. Last at 40.0%, peers 55.0%. At first it was 38.0%.',
    );
    expect(shownText(blocks)).toContain('Look back at Acme and Globex');
    expect(buttonsOf(blocks)).toEqual(['Done', 'Acknowledge']);
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

  test('an empty one goes out and says so kindly', () => {
    const { blocks } = digest({ content: digestContent({ patterns: [], actions: [] }) });
    expect(shownText(blocks)).toContain('*Nothing stood out this month.*');
    expect(buttonsOf(blocks)).toEqual(['Acknowledge']);
  });

  test('no comparison with fewer than five peers, and too little data is an answer', () => {
    const four = digest({ content: digestContent({ readings: [reading({ peerCount: 4 })], patterns: [] }) });
    expect(shownText(four.blocks)).not.toContain('55.0%');
    const few = reading({ sampleSize: 4, status: 'insufficient_sample' });
    const little = digest({ content: digestContent({ readings: [few], patterns: [] }) });
    expect(shownText(little.blocks)).toContain('Not enough data yet: 4 of 8 deals');
  });

  test('with far more than fits, Slack still takes it and it says where the rest is', () => {
    const many = Array.from({ length: 400 }, (_, index) => reading({ dimension: `${index}>${index + 1}` }));
    const actions = Array.from({ length: 60 }, (_, index) => ({
      coachingId: `c-${index}`,
      title: 'Stage-to-stage conversion',
      text: '<&>'.repeat(600),
      improvedSince: true,
    }));
    const { blocks } = digest({ content: digestContent({ readings: many, actions }) });
    expect(blocks).toHaveLength(50);
    expect(shownText(blocks)).toContain('in the Home tab');
  });

  test('can be read again in a modal, without controls', () => {
    const view = pastDigestModal(digestContent());
    expectOpenable(view);
    expect(shownText(view.blocks)).toContain('38.1% of 21 deals, peers 55.0%, month before 50.0%');
    expect(buttonsOf(view.blocks)).toEqual([]);
  });
});

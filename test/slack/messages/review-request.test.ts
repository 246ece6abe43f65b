import { describe, expect, test } from 'vitest';
import { partsOf } from '../../../src/delivery/parts.ts';
import type { CoachingItem } from '../../../src/domain/coaching-item.ts';
import { Decimal } from '../../../src/domain/decimal.ts';
import { parseItem } from '../../../src/slack/messages/references.ts';
import { reviewRequest } from '../../../src/slack/messages/review-request.ts';
import { approved, dismissed, item, reader, reading, rows, run } from './sample.ts';
import { buttonsOf, expectPostable, shownText } from './slack-accepts.ts';

function request(...items: CoachingItem[]) {
  const message = reviewRequest({
    repName: 'Ana Ruiz',
    role: 'AE',
    asOf: '2026-03-02',
    forManager: null,
    movedFrom: null,
    items: items.map((one) => ({ item: one, rows })),
    heldBack: [],
    reader,
  });
  expectPostable(message);
  return message;
}

describe('a review request', () => {
  test('says what was seen, against what, since when, how sure, and what to try', () => {
    const text = shownText(request(item()).blocks);
    expect(text).toContain('*38.1%* of 21 deals, peers 55.0% (median of 8, same role and segment); higher is better.');
    expect(text).toContain('New in the check of 2 Mar 2026. Size of the gap: medium.');
    expect(text).toContain('*Why:* 5 Jan to 1 Mar 2026, 8 of 21 deals moved on.');
    expect(text).toContain(
      '*How sure:* over 13 weeks (1 Dec 2025 to 1 Mar 2026) 14 of 45 deals, 31.1% against 52.0%; chance alone would show this for about 1 rep in 100.',
    );
    expect(text).not.toMatch(/critical z|n = /);
    expect(text).toContain('To look at:');
    expect(text).toContain('Acme: lost (deal o1)');
    expect(text).toContain('Globex: lost (deal o2)');
    expect(text).toContain('Look back at Acme and Globex');
  });

  test('its buttons say what they act on to whoever hears them without their place', () => {
    const labels = JSON.stringify(request(item()).blocks).match(/(?<="accessibility_label":")[^"]+/g);
    const about = 'Ana Ruiz, Stage-to-stage conversion, stage 2 to 3';
    expect(labels).toEqual([
      `Approve: ${about}`,
      `Modify: ${about}`,
      `Dismiss: ${about}`,
      'Why am I seeing this? Stage-to-stage conversion, stage 2 to 3',
    ]);
  });

  test('a hundred patterns and a hundred held back: all of them, and each stays where it is when others are decided', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => `${index}>${index + 1}`);
    const about = { repName: 'Ana Ruiz', role: 'AE', asOf: '2026-03-02', forManager: null, movedFrom: null } as const;
    const asked = (from: (change: Partial<CoachingItem>) => CoachingItem) => {
      const items = hundred.map((dimension) => ({ item: from({ dimension, coachingId: dimension }), rows }));
      const heldBack = items.map(({ item: { metricKey }, item: one }) => ({
        metricKey,
        dimension: `${one.dimension}00`,
      }));
      const message = reviewRequest({ ...about, items, heldBack, reader });
      expectPostable(message);
      return partsOf(message);
    };
    const placesIn = (parts: readonly object[]) =>
      hundred.map((dimension) => parts.findIndex((part) => JSON.stringify(part).includes(`"item:${dimension}:`)));
    const open = asked(item);
    expect(placesIn(open)).toEqual(hundred.map((_, index) => Math.floor(index / 3)));
    const note = 'n & '.repeat(250);
    expect(placesIn(asked((change) => dismissed({ ...change, decisionNote: note })))).toEqual(placesIn(open));
    for (const dimension of hundred) {
      expect(shownText(open)).toContain(`• Stage-to-stage conversion, stage ${dimension.replace('>', ' to ')}00`);
    }
    expect(open[1]?.text).toBe('100 coaching suggestions for you to decide on (Ana Ruiz) (2 of 34)');
    expect(shownText(open[1])).toContain('Ana Ruiz (AE): 100 new patterns* (2 of 34)');
  });

  test('promises what the gate keeps, and no more', () => {
    const { blocks } = request(item());
    expect(shownText(blocks)).toContain(
      'This suggestion reaches Ana Ruiz only if you approve it; their own numbers and what stood out are in their digest anyway.',
    );
  });

  test('keeps the numbers of the first week and dates the latest beside them', () => {
    const latest = reading({ asOf: '2026-03-30', value: new Decimal('0.333'), benchmark: new Decimal('0.6') });
    const text = shownText(request(item({ latest, run: run({ clock: 3, flaggedWeeks: 3 }) })).blocks);
    expect(text).toContain('First, 2 Mar 2026: *38.1%* of 21 deals, peers 55.0%');
    expect(text).toContain('Latest, 30 Mar 2026: *33.3%*, peers 60.0%.');
    expect(text).toContain('3 weeks in a row without a 10% improvement.');
  });

  test.each([
    [{ clock: 0, flaggedWeeks: 2 }, 'level with the benchmark in the check of 30 Mar 2026.'],
    [{ clock: 1, flaggedWeeks: 3 }, 'better in the check of 30 Mar 2026, so the count of weeks starts again.'],
  ])('dates what holds, for it is read later: %o', (change, said) => {
    const text = shownText(request(item({ run: run({ ...change, countedOn: '2026-03-30' }) })).blocks);
    expect(text).toContain(said);
    expect(text).not.toContain('this week');
  });

  test('says that the rep has read the digest and done the action', () => {
    const at = new Date('2026-04-01T18:30:00Z');
    const carriedBy = { digestId: 'd', periodMonth: '2026-03-01', runOn: '2026-04-01', acknowledgedAt: at } as const;
    expect(shownText(request(approved({ carriedBy, doneAt: at })).blocks)).toContain(
      'Read by Ana Ruiz, 1 Apr 2026, 14:30. Done by Ana Ruiz, 1 Apr 2026, 14:30.',
    );
  });

  test('says above the buttons that the escalation was resolved meanwhile, and how', () => {
    const resolved = { by: 'Sam Okafor', at: new Date('2026-03-20T15:00:00Z'), outcome: 'plan_agreed' } as const;
    const { blocks } = request(item({ resolved }));
    expect(shownText(blocks)).toContain(
      'Sam Okafor resolved the escalation, 20 Mar 2026, 11:00: a plan is agreed. Does the suggestion still fit?',
    );
    expect(buttonsOf(blocks)).toEqual(['Approve', 'Modify', 'Dismiss']);
    expect(shownText(request(approved({ resolved })).blocks)).not.toContain('still fit');
  });

  test('lets the manager approve, modify or dismiss, and names the version they look at', () => {
    const { blocks } = request(item({ version: 7 }));
    expect(buttonsOf(blocks)).toEqual(['Approve', 'Modify', 'Dismiss']);
    const row = blocks.find((block) => block.type === 'actions');
    const values =
      row?.type === 'actions' ? row.elements.slice(0, 3).map((one) => ('value' in one ? one.value : '')) : [];
    expect(values.map((value) => parseItem(String(value)))).toEqual(Array(3).fill({ coachingId: 'c-1', version: 7 }));
  });

  test('an approval shows who, when on the reader’s clock, and which digest, with Undo', () => {
    const { blocks } = request(approved());
    expect(shownText(blocks)).toContain(
      '✅ *Approved* by Maria Lopez, 2 Mar 2026, 09:14. Goes to Ana Ruiz with the digest of 1 Apr 2026.',
    );
    expect(buttonsOf(blocks)).toEqual(['Undo']);
  });

  test('once a digest has taken it up there is nothing to undo', () => {
    const carriedBy = { digestId: 'd', periodMonth: '2026-03-01', runOn: '2026-04-01', acknowledgedAt: null } as const;
    const { blocks } = request(approved({ carriedBy }));
    expect(shownText(blocks)).toContain('Part of Ana Ruiz’s digest of 1 Apr 2026.');
    expect(buttonsOf(blocks)).toEqual([]);
  });

  test('a dismissal shows its reason and note, and that the check goes on', () => {
    const { blocks } = request(dismissed({ decisionNote: 'The CRM *lost* <three> deals' }));
    expect(shownText(blocks)).toContain('*Dismissed* by Maria Lopez, 2 Mar 2026, 09:14: the data is wrong.');
    expect(shownText(blocks)).toContain('The CRM *lost* &lt;three&gt; deals');
    expect(shownText(blocks)).toContain('The weekly check goes on.');
    expect(buttonsOf(blocks)).toEqual(['Undo']);
  });

  test('a pattern that is over closes its item: no buttons, nothing to the rep', () => {
    const { blocks } = request(item({ run: run({ state: 'resolved', closedOn: '2026-03-16' }) }));
    expect(shownText(blocks)).toContain(
      '*Closed:* level with the benchmark again, and it stayed so (16 Mar 2026). Nothing goes to Ana Ruiz.',
    );
    expect(buttonsOf(blocks)).toEqual([]);
  });

  test('an approved action goes on when the pattern is over, as improved since', () => {
    const { blocks } = request(approved({ run: run({ state: 'resolved', closedOn: '2026-03-16' }) }));
    expect(shownText(blocks)).toContain(
      'Improved since: level with the benchmark again, and it stayed so (16 Mar 2026).',
    );
    expect(buttonsOf(blocks)).toEqual(['Undo']);
  });

  test('a dismissal of a pattern that is over cannot be undone into nowhere', () => {
    expect(
      buttonsOf(request(dismissed({ run: run({ state: 'role_changed', closedOn: '2026-03-16' }) })).blocks),
    ).toEqual([]);
  });

  test('too little data is said as such', () => {
    const few = reading({ sampleSize: 4, value: new Decimal('0.25'), status: 'insufficient_sample' });
    expect(shownText(request(item({ reading: few })).blocks)).toContain('Not enough data yet: 4 of 8 deals.');
  });

  test('the notification shows neither metric nor value', () => {
    const { text } = request(item());
    expect(text).toBe('1 coaching suggestion for you to decide on (Ana Ruiz)');
    expect(request(approved()).text).toBe('Nothing waits for you here any more (Ana Ruiz)');
  });

  test('whose item moved to them is told from whom', () => {
    const asked = {
      repName: 'Ana Ruiz',
      role: 'AE',
      asOf: '2026-03-02',
      forManager: null,
      heldBack: [],
      reader,
    } as const;
    const message = reviewRequest({ ...asked, movedFrom: 'Maria Lopez', items: [{ item: item(), rows: [] }] });
    expect(shownText(message.blocks)).toContain('2 Mar 2026. Moved to you from Maria Lopez. This suggestion reaches');
  });

  test('who stands in reads for whom, and what waits for another week is named', () => {
    const message = reviewRequest({
      repName: 'Ana Ruiz',
      role: 'AE',
      asOf: '2026-03-02',
      forManager: 'Maria Lopez',
      movedFrom: null,
      items: [{ item: item(), rows: [] }],
      heldBack: [{ metricKey: 'AE.stage_conversion', dimension: '3>4' }],
      reader,
    });
    expectPostable(message);
    expect(shownText(message.blocks)).toContain('2 Mar 2026. For Maria Lopez, who is away. This suggestion reaches');
    expect(shownText(message.blocks)).toContain('• Stage-to-stage conversion, stage 3 to 4');
  });
});

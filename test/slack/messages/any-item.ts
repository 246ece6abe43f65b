import fc from 'fast-check';
import { dismissReasons } from '../../../src/domain/approval.ts';
import type { CoachingItem, PatternRun } from '../../../src/domain/coaching-item.ts';
import { approved, dismissed, item, run } from './sample.ts';

const wild = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    ' ',
    '\n',
    '<!channel>',
    '&'.repeat(2000),
    '😀'.repeat(2000),
    'שלום '.repeat(300),
    '*'.repeat(500),
    '👩‍👩‍👧‍👦'.repeat(200),
  ),
);
const note = fc.option(wild, { nil: null });
const state = fc.constantFrom<PatternRun['state']>(
  'open',
  'resolved',
  'expired_insufficient_data',
  'role_changed',
  'definition_changed',
  'rep_left',
);

const anyItem: fc.Arbitrary<CoachingItem> = fc
  .record({
    make: fc.constantFrom(item, approved, dismissed),
    words: fc.record({
      repName: wild,
      recommendedAction: wild,
      decisionNote: note,
      originalAction: note,
      dimension: wild,
    }),
    state,
    dismissReason: fc.constantFrom(...dismissReasons),
  })
  .map(({ make, words, state: end, dismissReason }) => {
    const closedOn = end === 'open' ? null : '2026-03-16';
    const made = make({ ...words, run: run({ state: end, closedOn }) });
    return made.status === 'dismissed' ? { ...made, dismissReason } : made;
  });

/** Whatever names, notes and texts hold, Slack takes the result. */
export const always = (check: (one: CoachingItem, text: string) => void, numRuns = 150) =>
  fc.assert(fc.property(anyItem, wild, check), { numRuns });

import { describe, expect, test } from 'vitest';
import { notFoundText, refusalText } from '../../../src/slack/messages/refusal-texts.ts';
import { approved, item, reader, run } from './sample.ts';

describe('a refusal', () => {
  test('tells the loser who decided what, when, and what follows', () => {
    const now = { item: approved({ decidedBy: 'O’Neil & Søn' }), reader };
    expect(refusalText('already_decided', now)).toBe(
      'Someone decided this before you, so nothing has changed. ✅ Approved by O’Neil & Søn, 2 Mar 2026, 09:14. Goes to Ana Ruiz with the digest of 1 Apr 2026.',
    );
  });

  test('says that a pattern is over, and since when', () => {
    const now = { item: item({ run: run({ state: 'resolved', closedOn: '2026-03-16' }) }), reader };
    expect(refusalText('pattern_over', now)).toContain(
      'Closed: level with the benchmark again, and it stayed so (16 Mar 2026).',
    );
  });

  test('of something not theirs says nothing about it, whatever is known', () => {
    expect(refusalText('not_found', { item: approved(), reader })).toBe(notFoundText);
    expect(notFoundText).not.toMatch(/rep|manager/i);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionTextFault, type Decision, decide, type ItemState } from '../../src/domain/approval.ts';

const pending: ItemState = {
  status: 'pending_approval',
  version: 3,
  recommendedAction: 'Review two lost deals with your manager this week.',
  carriedByDigest: false,
  patternOver: false,
};

const decision: fc.Arbitrary<Decision> = fc.oneof(
  fc.constant({ kind: 'approve' as const }),
  fc.record({ kind: fc.constant('modify' as const), action: fc.string({ maxLength: 2100 }) }),
  fc.record({
    kind: fc.constant('dismiss' as const),
    reason: fc.constantFrom('bad_data' as const, 'other' as const),
    note: fc.option(fc.string()),
  }),
  fc.constant({ kind: 'undo' as const }),
);

describe('the approval gate', () => {
  it('approves what is pending with its text as it stands', () => {
    expect(decide(pending, { kind: 'approve' }, 3)).toEqual({
      ok: true,
      status: 'approved',
      action: pending.recommendedAction,
    });
  });

  it('takes the manager’s own words, ends trimmed', () => {
    const modified = decide(pending, { kind: 'modify', action: '  Call the buyer of Acme today.\n' }, 3);
    expect(modified).toEqual({ ok: true, status: 'modified', action: 'Call the buyer of Acme today.' });
  });

  it('takes line ends and accents as they are stored', () => {
    const modified = decide(pending, { kind: 'modify', action: 'Call Rene\u0301 today.\r\nThen Ana.\rThen Bo.' }, 3);
    expect(modified).toMatchObject({ status: 'modified', action: 'Call Ren\u00e9 today.\nThen Ana.\nThen Bo.' });
  });

  it('approves a text that was sent back unchanged as it stands, however it was written down', () => {
    const item: ItemState = { ...pending, recommendedAction: 'Call Ren\u00e9 today.\nThen Ana.' };
    for (const action of [item.recommendedAction, '  Call Rene\u0301 today.\r\nThen Ana. \n']) {
      const sent = decide(item, { kind: 'modify', action }, 3);
      expect(sent).toEqual({ ok: true, status: 'approved', action: item.recommendedAction });
    }
    expect(decide(item, { kind: 'modify', action: 'Call Ren\u00e9 today. Then Ana.' }, 3)).toMatchObject({
      status: 'modified',
    });
  });

  it('refuses an unchanged text where it refuses a changed one', () => {
    const unchanged: Decision = { kind: 'modify', action: pending.recommendedAction };
    expect(decide(pending, unchanged, 2)).toEqual({ ok: false, refusal: 'stale' });
    expect(decide({ ...pending, patternOver: true }, unchanged, 3)).toEqual({ ok: false, refusal: 'pattern_over' });
    expect(decide({ ...pending, status: 'dismissed' }, unchanged, 3)).toEqual({
      ok: false,
      refusal: 'already_decided',
    });
  });

  it.each([
    ['decided by somebody else', { ...pending, status: 'approved' as const }, 3, 'already_decided'],
    ['seen in an older version', pending, 2, 'stale'],
    ['of a pattern that is over', { ...pending, patternOver: true }, 3, 'pattern_over'],
    ['in a digest already', { ...pending, status: 'approved' as const, carriedByDigest: true }, 3, 'in_digest'],
  ])('refuses to approve an item %s', (_, item, seen, refusal) => {
    expect(decide(item, { kind: 'approve' }, seen)).toEqual({ ok: false, refusal });
  });

  it('undoes a dismissal, even when the pattern has ended since', () => {
    const dismissed: ItemState = { ...pending, status: 'dismissed', patternOver: true };
    expect(decide(dismissed, { kind: 'undo' }, 3)).toMatchObject({ ok: true, status: 'pending_approval' });
  });

  it('asks for a note where the reason is none of the list', () => {
    const dismiss = (reason: 'other' | 'bad_data', note: string | null) =>
      decide(pending, { kind: 'dismiss', reason, note }, 3);
    expect(dismiss('other', null)).toEqual({ ok: false, refusal: 'note_needed' });
    expect(dismiss('other', '  \n')).toEqual({ ok: false, refusal: 'note_needed' });
    expect(dismiss('other', 'She leaves in May.')).toMatchObject({ ok: true, status: 'dismissed' });
    expect(dismiss('bad_data', null)).toMatchObject({ ok: true, status: 'dismissed' });
  });

  it('has nothing to undo while undecided', () => {
    expect(decide(pending, { kind: 'undo' }, 3)).toEqual({ ok: false, refusal: 'nothing_to_undo' });
  });

  it('changes nothing once a digest has taken the item up, whatever is asked', () => {
    fc.assert(
      fc.property(decision, fc.nat({ max: 5 }), (asked, seen) => {
        const carried: ItemState = { ...pending, status: 'approved', carriedByDigest: true };
        expect(decide(carried, asked, seen)).toEqual({ ok: false, refusal: 'in_digest' });
      }),
    );
  });

  it('accepts no decision on a version that the person did not see', () => {
    fc.assert(
      fc.property(decision, fc.constantFrom('pending_approval', 'approved', 'dismissed'), (asked, status) => {
        expect(decide({ ...pending, status }, asked, pending.version + 1).ok).toBe(false);
      }),
    );
  });
});

describe('the text of an action', () => {
  it.each([
    ['123456789', 'Too short: 9 characters'],
    ['  123456789   ', 'Too short: 9 characters'],
    ['x'.repeat(2001), 'Too long: 2001 characters'],
  ])('refuses %j', (text, fault) => {
    expect(actionTextFault(text)).toContain(fault);
  });

  it.each(['1234567890', 'x'.repeat(2000), '👍'.repeat(2000), 'e\u0301'.repeat(2000), 'xx\r\n'.repeat(660)])(
    'accepts a text within the limits',
    (text) => {
      expect(actionTextFault(text)).toBeNull();
    },
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeContext, saidOf } from '../../src/domain/manager-context.ts';

const open = { escalated: false, over: false, context: null };
const text = 'The territory was split in two in March.';
const stored = { by: 'Mia', at: new Date(0), text, version: 3 };

describe('the manager’s context', () => {
  it('is written, changed and taken back until the pattern escalates', () => {
    expect(changeContext(open, `  ${text}\n`, 0)).toEqual({ ok: true, text, isChange: true });
    const has = { ...open, context: stored };
    expect(changeContext(has, 'It will be mended in May.', 3)).toMatchObject({ ok: true, isChange: true });
    expect(changeContext(has, '  ', 3)).toEqual({ ok: true, text: null, isChange: true });
    expect(changeContext({ ...has, escalated: true }, text, 3)).toEqual({ ok: false, refusal: 'escalated' });
    expect(changeContext({ ...has, over: true }, text, 3)).toEqual({ ok: false, refusal: 'pattern_over' });
  });

  it('of somebody who started from another text is refused, unless it says the same', () => {
    const has = { ...open, context: stored };
    expect(changeContext(has, 'It will be mended in May.', 2)).toEqual({ ok: false, refusal: 'stale' });
    expect(changeContext(has, text, 2)).toEqual({ ok: true, text, isChange: false });
  });

  it.each(['', 'short', '😀'.repeat(2001)])('is not stored when it is too short or too long', (bad) => {
    expect(changeContext(open, bad, 0)).toEqual({ ok: false, refusal: 'bad_text' });
  });

  it('says nothing once it is taken back, and may be written again', () => {
    const back = { ...stored, text: null, version: 4 };
    expect(saidOf(back)).toBeNull();
    expect(changeContext({ ...open, context: back }, '', 4)).toEqual({ ok: false, refusal: 'bad_text' });
    expect(changeContext({ ...open, context: back }, text, 4)).toMatchObject({ ok: true, isChange: true });
  });

  it('written twice is one change', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 10, maxLength: 200 }), (words) => {
        const first = changeContext(open, words, 0);
        if (!first.ok) return;
        const now = { ...stored, text: first.text, version: 1 };
        expect(changeContext({ ...open, context: now }, words, 0)).toEqual({ ...first, isChange: false });
      }),
    );
  });
});

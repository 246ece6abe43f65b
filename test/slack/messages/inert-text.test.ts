import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inertCell, inertLine, inertText } from '../../../src/slack/messages/escape.ts';
import { cut, split } from '../../../src/slack/messages/limits.ts';
import { md } from '../../../src/slack/messages/markup.ts';

const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<!channel>',
        '<@U123>',
        '<https://x.y|z>',
        '*b*',
        '_i_',
        '~s~',
        '`c`',
        ':fire:',
        '&amp;',
        '\u202e',
        '\n',
        '👩‍👩‍👧‍👦',
        'שלום',
        '😀',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

/** Half a character. */
const LONE = /\p{Surrogate}/u;

describe('text from data is inert', () => {
  test('a mention, a link and formatting become plain signs', () => {
    expect(inertLine('<!channel> *Bob* & <https://x.y|you>')).toBe(
      '&lt;!channel&gt; ∗Bob∗ &amp; &lt;https://x.y|you&gt;',
    );
    expect(inertLine('a_b ~c~ `d` :fire:')).toBe('aˍb ∼c∼ ˋdˋ ꞉fire:');
    expect(inertText('two\r\nlines <b>')).toBe('two\nlines &lt;b&gt;');
  });

  test('no input leaves anything that Slack would read as markup', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const line = inertLine(text);
        expect(line).not.toMatch(/[<>*_~`\n\u202a-\u202e\u2066-\u2069]/);
        expect(line.replace(/&(amp|lt|gt);/g, '')).not.toContain('&');
        expect(line).not.toMatch(/:[a-z0-9+-]+:/i);
        expect(inertText(text).replace(/&(amp|lt|gt);/g, '')).not.toMatch(/[<>&]/);
        expect(inertCell(text)).not.toMatch(/[\n\u202a-\u202e]/);
      }),
    );
  });

  test('what cannot be seen is taken out, but for what joins and parts letters and signs', () => {
    const unseen = '\u00ad\u061c\u180e\u200b\u2060\u2063\u206a\u206f\ufeff\ufff9\ufffb';
    for (const inert of [inertLine, inertText, inertCell]) {
      expect(inert(`@${unseen}here`)).toBe('@here');
      expect(inert('a\u200db\u200cc')).toBe('a\u200db\u200cc');
      expect(inert('one\u2028two\u2029three')).toMatch(/^one\stwo\sthree$/);
    }
    expect(inertLine(`:${unseen}fire:`)).toBe('꞉fire:');
    expect(inertText('one\u2028two')).toBe('one\ntwo');
  });

  test('md keeps our words and makes every value inert', () => {
    expect(md`*${'<@U1>'}* is ${md`_ours_`}`.text).toBe('*&lt;@U1&gt;* is _ours_');
  });
});

describe('limits', () => {
  test('a cut text fits, ends in an ellipsis and holds no half entity or half character', () => {
    fc.assert(
      fc.property(nasty, fc.integer({ min: 8, max: 60 }), (text, limit) => {
        const escaped = inertText(text);
        const short = cut(escaped, limit);
        expect(short.length).toBeLessThanOrEqual(limit);
        if (escaped.length > limit) expect(short.endsWith('…')).toBe(true);
        expect(short.replace(/&(amp|lt|gt);/g, '')).not.toContain('&');
        if (!LONE.test(text)) expect(short).not.toMatch(LONE);
      }),
    );
  });

  test('a split text loses nothing and every part fits', () => {
    fc.assert(
      fc.property(nasty, fc.integer({ min: 8, max: 60 }), (text, limit) => {
        const escaped = inertText(text);
        const parts = split(escaped, limit);
        expect(parts.join('')).toBe(escaped);
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(limit);
          expect(part.replace(/&(amp|lt|gt);/g, '')).not.toContain('&');
        }
      }),
    );
  });
});

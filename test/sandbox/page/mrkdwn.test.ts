import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const client = new URL('../../../src/sandbox/page/client/', import.meta.url);
const { parseMrkdwn, safeUrl } = await import(new URL('mrkdwn.js', client).href);
const { parseMarkdown } = await import(new URL('markdown.js', client).href);

const text = (words: string) => ({ type: 'text', text: words });

describe('mrkdwn', () => {
  it.each([
    ['*bold* and _italic_ and ~gone~', ['bold', 'text', 'italic', 'text', 'strike']],
    ['*_both_*', ['bold']],
    ['`a *b* c`', ['code']],
    ['```\ncode *b*\n```', ['pre']],
    ['&gt; quoted\nnot', ['quote', 'text']],
    ['<https://example.com?a=1&amp;b=2|Deals>', ['link']],
    ['see https://example.com/x.', ['text', 'link', 'text']],
    [
      '<@U123> <#C123|sales> <!subteam^S1|@east> <!here>',
      ['user', 'text', 'channel', 'text', 'usergroup', 'text', 'broadcast'],
    ],
    ['<!date^1775044800^{date_short}|1 April>', ['date']],
    [':tada::+1:', ['emoji', 'emoji']],
    ['one\ntwo', ['text', 'break', 'text']],
  ])('reads %s', (source, types) => {
    expect(parseMrkdwn(source).map((node: { type: string }) => node.type)).toEqual(types);
  });

  it.each([
    '*open',
    '2 * 3 * 4',
    'snake_case_name',
    'a*b*c',
    '* spaced *',
    '~',
    '`',
    '``',
    '_x',
    '<',
    '<>',
    '5 < 6 > 4',
    '10:30:00',
  ])('leaves %s as it is', (source) => {
    expect(parseMrkdwn(source)).toEqual([text(source)]);
  });

  it('turns escaped markup back into characters, never into markup', () => {
    expect(parseMrkdwn('&lt;script&gt;alert(1)&lt;/script&gt; &lt;!channel&gt; &lt;@U123&gt; &amp;lt;')).toEqual([
      text('<script>alert(1)</script> <!channel> <@U123> &lt;'),
    ]);
  });

  it('shows raw markup that Slack does not know as text', () => {
    expect(parseMrkdwn('<script>alert(1)</script>')).toEqual([text('<script>alert(1)</script>')]);
  });

  it('follows no address that could run something', () => {
    for (const url of [
      'javascript:alert(1)',
      'JavaScript:alert(1)',
      ' javascript:x',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc',
      '//x',
    ]) {
      expect(safeUrl(url)).toBeUndefined();
      expect(parseMrkdwn(`<${url}|press>`).map((node: { type: string }) => node.type)).toEqual(['text']);
      expect(JSON.stringify(parseMarkdown(`[press](${url})`))).not.toContain('"link"');
    }
  });

  it('keeps a name with marks inside its link', () => {
    expect(parseMrkdwn('*<https://example.com|A*B>*')).toEqual([
      { type: 'bold', children: [{ type: 'link', url: 'https://example.com', label: 'A*B' }] },
    ]);
  });

  it('ends for any text, and loses none of its words', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab *_~`<>|@!#:&\n]{0,60}$/), (source) => {
        const shown = JSON.stringify(parseMrkdwn(source));
        const outside = source.replace(/<[^<>\n]*>/g, '').replaceAll(/:[ab_]+:/g, '');
        expect(shown.match(/[ab]/g)?.length ?? 0).toBeGreaterThanOrEqual(
          // What stands between angle brackets may be shown by its label only.
          outside.match(/[ab]/g)?.length ?? 0,
        );
      }),
    );
  });
});

describe('markdown', () => {
  it('reads headings, lists, tables, quotes, code and rules', () => {
    const source =
      '# A\n\nwords **b** *i*\n\n- one\n  - two\n1. three\n\n| h | i |\n|---|---|\n| 1 | 2 |\n\n> q\n\n---\n\n```\nx < y\n```';
    expect(parseMarkdown(source).map((block: { type: string }) => block.type)).toEqual([
      'heading',
      'paragraph',
      'list',
      'table',
      'quote',
      'rule',
      'pre',
    ]);
  });

  it('takes HTML as text', () => {
    expect(parseMarkdown('<img src=x onerror=alert(1)>')).toEqual([
      { type: 'paragraph', children: [text('<img src=x onerror=alert(1)>')] },
    ]);
  });

  it('ends for any text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a #*_~`<>|()[\]\-1.\n]{0,80}$/), (source) =>
        Array.isArray(parseMarkdown(source)),
      ),
    );
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvOf } from '../../src/cli/csv.ts';

/** The plainest reading of RFC 4180. */
function parsed(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (quoted) {
      if (letter !== '"') field += letter;
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (letter === '"' && field === '') quoted = true;
    else if (letter === ',') {
      record.push(field);
      field = '';
    } else if (letter === '\r' && text[at + 1] === '\n') {
      records.push([...record, field]);
      record = [];
      field = '';
      at += 1;
    } else field += letter;
  }
  return records;
}

it('has a head line, and lines that end in CRLF', () => {
  expect(csvOf(['rep_id', 'bias', 'n'], [{ rep_id: 'r1', bias: '-0.25', n: 3 }])).toBe(
    'rep_id,bias,n\r\nr1,-0.25,3\r\n',
  );
  expect(csvOf(['rep_id'], [])).toBe('rep_id\r\n');
});

it('writes null as nothing, and a column that a row lacks', () => {
  expect(csvOf(['a', 'b', 'c'], [{ a: null, c: true }])).toBe('a,b,c\r\n,,true\r\n');
});

it.each([
  ['=1+1', "'=1+1"],
  ['+41 44', "'+41 44"],
  ['-r7', "'-r7"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1+1', "'＝1+1"],
  [' =1+1', "' =1+1"],
  ['\t=1', "'\t=1"],
  ['-0.5', '-0.5'],
  ['-0.5=1', "'-0.5=1"],
])('makes %j inert', (text, expected) => {
  expect(parsed(csvOf(['a'], [{ a: text }]))[1]).toEqual([expected]);
});

it('any text comes back as it was, but for the apostrophe before a formula', () => {
  const hostile = fc.string({ unit: fc.constantFrom(...'=+-@,"\'\r\n\t ;aé\u202e1.'), maxLength: 12 });
  fc.assert(
    fc.property(fc.array(fc.tuple(hostile, hostile), { maxLength: 5 }), (rows) => {
      const records = parsed(
        csvOf(
          ['a', 'b'],
          rows.map(([a, b]) => ({ a, b })),
        ),
      );
      expect(records.slice(1).map((fields) => fields.map(withoutApostrophe))).toEqual(
        rows.map((fields) => fields.map(withoutApostrophe)),
      );
      for (const field of records.slice(1).flat()) {
        if (!/^-?\d+(\.\d+)?$/.test(field)) expect(field).not.toMatch(/^\s*[=+\-@]/);
      }
    }),
    { numRuns: 500 },
  );
});

const withoutApostrophe = (text: string) => text.replace(/^'/, '');

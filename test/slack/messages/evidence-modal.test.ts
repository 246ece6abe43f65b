import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../src/domain/decimal.ts';
import type { Evidence, EvidenceRow } from '../../../src/domain/evidence.ts';
import type { Reading } from '../../../src/domain/metric.ts';
import { EVIDENCE_PAGE_SIZE, evidenceModal, MOST_EVIDENCE_PAGES } from '../../../src/slack/messages/evidence-modal.ts';
import { numbersModal } from '../../../src/slack/messages/numbers-modal.ts';
import { parseEvidence } from '../../../src/slack/messages/references.ts';
import { metricOf } from '../../support/metric-of.ts';
import { reading } from './sample.ts';
import { expectOpenable, shownText, waysToRows } from './slack-accepts.ts';

const counts = (isHit: boolean) => ({ numerator: new Decimal(isHit ? 1 : 0), denominator: new Decimal(1), size: 1 });

function row(change: Partial<EvidenceRow> = {}): EvidenceRow {
  return {
    name: 'deal d-1',
    account: 'Acme',
    link: null,
    on: '2026-02-10',
    dimension: '2>3',
    value: 'moved on',
    adds: counts(true),
    leftOut: null,
    ...change,
  };
}

const lost = (change: Partial<EvidenceRow> = {}) => row({ value: 'lost', adds: counts(false), ...change });
const out = (leftOut: string, change: Partial<EvidenceRow> = {}) =>
  row({ value: null, adds: null, leftOut, ...change });

function shown(rows: readonly EvidenceRow[], change: { page?: number; isSelf?: boolean; reading?: Reading } = {}) {
  const found = change.reading ?? reading();
  const evidence: Evidence = { metric: metricOf('AE.stage_conversion'), readings: [found], rows };
  const { page = 1, isSelf = false } = change;
  const view = evidenceModal({ reading: found, evidence, page, isSelf, currency: 'USD' });
  expectOpenable(view);
  return { view, text: shownText(view.blocks) };
}

/** What the sample's reading counts: 8 of 21. */
const whole = [...Array.from({ length: 8 }, () => row()), ...Array.from({ length: 13 }, () => lost())];

describe('why a number is what it is', () => {
  test('says the number, what it counted, and what it left out with the reason', () => {
    const { text } = shown([...whole, out('still open at this stage', { name: 'deal d-9' })]);
    expect(text).toContain('*38.1%* of 21 deals, peers 55.0%');
    expect(text).toContain('5 Jan to 1 Mar 2026, 8 of 21 deals moved on.');
    expect(text).toContain('14 of 45 deals, 31.1% against 52.0%; chance alone would show this for about 1 rep in 100.');
    expect(text).toContain('n = 45, checked together with 4 other numbers, critical z 2.88.');
    expect(text).toContain('*Counted: 21*\nlost: 13, moved on: 8');
    expect(text).toContain('*Left out: 1*');
    expect(text).toContain('Acme: still open at this stage (deal d-9)');
    expect(text).not.toContain('A source has changed');
  });

  test('shows the rep nothing of their peers', () => {
    const { text } = shown(whole, { isSelf: true });
    expect(text).toContain('*38.1%* of 21 deals');
    expect(text).not.toMatch(/peer|55\.0|52\.0|median|chance|critical/);
  });

  test('says when the rows of today no longer add up to it', () => {
    expect(shown(whole.slice(1)).text).toContain('A source has changed since this was counted');
    expect(shown([...whole, row({ dimension: '3>4' })]).text).not.toContain('A source has changed');
  });

  test('holds only rows of its own part, and those of which nobody knows where they belong', () => {
    const { text } = shown([
      ...whole,
      row({ name: 'deal elsewhere', dimension: '3>4' }),
      out('an open row without a stage', { name: 'deal broken', dimension: '' }),
    ]);
    expect(text).toContain('deal broken');
    expect(text).not.toContain('deal elsewhere');
  });

  test('with no row says so', () => {
    const found = reading({ numerator: new Decimal(0), denominator: new Decimal(0), sampleSize: 0, value: null });
    expect(shown([], { reading: found }).text).toContain('No rows in this time.');
  });
});

describe('a long list', () => {
  const many = (size: number) =>
    Array.from({ length: size }, (_, index) => row({ name: `deal n${index}`, account: 'A'.repeat(300) }));

  test('is turned page by page, newest first', () => {
    const rows = many(EVIDENCE_PAGE_SIZE * 2 + 1);
    const first = shown(rows);
    expect(first.text).toContain('Page 1 of 3');
    expect(first.text).toContain(`deal n${rows.length - 1}`);
    expect(first.text).not.toContain('(deal n0)');
    const last = shown(rows, { page: 3 });
    expect(last.text).toContain('(deal n0)');
    expect(JSON.stringify(first.view)).toContain('evidence_on');
    expect(JSON.stringify(first.view)).not.toContain('evidence_back');
    expect(JSON.stringify(last.view)).not.toContain('evidence_on');
  });

  test('ends somewhere, and says how much is left and where', () => {
    const rows = many(EVIDENCE_PAGE_SIZE * MOST_EVIDENCE_PAGES + 7);
    expect(shown(rows, { page: MOST_EVIDENCE_PAGES }).text).toContain('7 more: ask your admin');
    expect(shown(rows, { page: MOST_EVIDENCE_PAGES - 1 }).text).not.toContain('ask your admin');
  });

  test('has no page beyond the last', () => {
    expect(shown(many(EVIDENCE_PAGE_SIZE + 1), { page: 99 }).text).toContain('Page 2 of 2');
  });
});

describe('a link', () => {
  const linked = (link: string) => JSON.stringify(shown([...whole.slice(1), row({ name: 'call c-1', link })]).view);

  test('leads to the call', () => {
    expect(linked('https://calls.example.com/c-1')).toContain(
      '{"type":"link","url":"https://calls.example.com/c-1","text":"call c-1"}',
    );
  });

  test.each(['javascript:alert(1)', 'not an address', 'https://me:secret@example.com/', 'slack://user', ''])(
    'is none that is not of the web: %s',
    (link) => {
      expect(linked(link)).not.toContain('"type":"link"');
    },
  );
});

test('whatever the data holds, Slack takes the view and reads nothing into it', () => {
  const text = fc.string({ unit: 'binary', maxLength: 3000 });
  const anyRow = fc.record({
    name: text,
    account: fc.option(text),
    link: fc.option(fc.oneof(text, fc.webUrl())),
    said: text,
  });
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 60 }), fc.nat({ max: 4 }), (rows, page) => {
      shown(
        rows.map(({ said, ...rest }, index) => (index % 2 === 0 ? row({ ...rest, value: said }) : out(said, rest))),
        { page: page + 1 },
      );
    }),
    { numRuns: 60 },
  );
});

test('the numbers of a month each lead to their rows', () => {
  const readings = ['2>3', '3>4'].map((dimension) => reading({ dimension, period: 'month', asOf: '2026-03-01' }));
  const view = numbersModal(readings);
  expectOpenable(view);
  expect(waysToRows(view.blocks)).toEqual(['Show the rows', 'Show the rows']);
  expect(shownText(view.blocks)).not.toMatch(/peer/);
  const values = [...JSON.stringify(view.blocks).matchAll(/"value":"((?:[^"\\]|\\.)*)"/g)];
  const first = parseEvidence(JSON.parse(`"${values[0]?.[1] ?? ''}"`));
  expect(first).toEqual({
    repId: 'rep-1',
    asOf: '2026-03-01',
    period: 'month',
    metricKey: 'AE.stage_conversion',
    dimension: '2>3',
    since: reading().windowStart,
    page: 1,
  });
});

test('as many numbers as a rep can have stay within a view', () => {
  const readings = Array.from({ length: 150 }, (_, index) => reading({ dimension: `${index}>${index + 1}` }));
  expectOpenable(numbersModal(readings));
});

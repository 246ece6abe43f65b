import { describe, expect, it } from 'vitest';
import { type ExampleRow, examplesPhrase, worstRows } from '../../../src/catalog/playbook/examples.ts';
import { Decimal } from '../../../src/domain/decimal.ts';
import type { MetricKey } from '../../../src/domain/metric.ts';
import { metricOf } from '../../support/metric-of.ts';

type Row = readonly [account: string | null, on: ExampleRow['on'], numerator: number | null, denominator?: number];

const rowsOf = (rows: readonly Row[]): ExampleRow[] =>
  rows.map(([account, on, numerator, denominator = 1], index) => ({
    name: `row ${index}`,
    account,
    on,
    adds: { numerator: numerator === null ? null : new Decimal(numerator), denominator: new Decimal(denominator) },
  }));

function phrase(key: MetricKey, benchmark: number | null, rows: readonly Row[]): string {
  return examplesPhrase(metricOf(key), { benchmark: benchmark === null ? null : new Decimal(benchmark) }, rowsOf(rows));
}

describe('the rows that are named', () => {
  it('are the two furthest from the benchmark', () => {
    const rows: Row[] = [
      ['A', '2026-02-01', 60],
      ['B', '2026-02-02', 30],
      ['C', '2026-02-03', 45],
      ['D', '2026-02-04', 80],
    ];
    expect(phrase('AE.next_step_quality', 70, rows)).toBe('the calls with B (2 Feb) and C (3 Feb)');
  });

  it('are above it where lower is better', () => {
    const rows: Row[] = [
      ['A', '2026-02-01', 0.6],
      ['B', '2026-02-02', 0.7],
      ['C', '2026-02-03', 0.3],
    ];
    expect(phrase('CSM.talk_ratio', 0.45, rows)).toBe('the calls with B (2 Feb) and A (1 Feb)');
  });

  it('are those that cost most where rows weigh', () => {
    const rows: Row[] = [
      ['A', '2026-02-01', 0, 1_000],
      ['B', '2026-02-02', 50_000, 100_000],
      ['C', '2026-02-03', 8_000, 10_000],
    ];
    expect(phrase('AM.gross_renewal_rate', 0.9, rows)).toBe(
      'the renewals of B (2 Feb) and C (3 Feb)'.replace('C (3 Feb)', 'A (1 Feb)').replace('A (1 Feb)', 'C (3 Feb)'),
    );
  });

  it('are of equals the latest, and rather of two accounts', () => {
    const rows: Row[] = [
      ['A', '2026-02-01', 0],
      ['B', '2026-02-20', 0],
      ['B', '2026-02-19', 0],
      ['C', '2026-02-10', 0],
    ];
    expect(phrase('AE.stage_conversion', 0.6, rows)).toBe('the deals with B (20 Feb) and C (10 Feb)');
  });

  it('are none that do as well as the benchmark', () => {
    expect(
      phrase('AE.stage_conversion', 0.6, [
        ['A', '2026-02-01', 1],
        ['B', '2026-02-02', 0],
      ]),
    ).toBe('the deal with B (2 Feb)');
    expect(
      worstRows(metricOf('AE.stage_conversion'), { benchmark: new Decimal(1) }, rowsOf([['A', '2026-02-01', 1]])),
    ).toEqual([]);
  });
});

describe('without rows to name', () => {
  it.each([
    ['AE.stage_conversion', 'two recent deals'],
    ['AM.gross_renewal_rate', 'two recent renewals'],
    ['CSM.escalation_rate', 'the two accounts that stand out most'],
    ['AM.expansion_conversion', 'two recent expansion plays'],
  ] as const)('%s says %s', (key, expected) => {
    expect(phrase(key, 0.5, [])).toBe(expected);
    expect(phrase(key, null, [['A', '2026-02-01', 0]])).toBe(expected);
    expect(phrase(key, 0.5, [['A', '2026-02-01', null]])).toBe(expected);
  });
});

it('where the reading is no ratio, what each would read by itself decides', () => {
  const rows = rowsOf([
    ['A', '2026-02-01', null],
    ['B', '2026-02-02', null],
    ['C', '2026-02-03', null],
  ]).map((row, index) => ({
    ...row,
    adds: { numerator: null, denominator: null, alone: new Decimal([-1, -7, -3][index] ?? 0) },
  }));
  expect(examplesPhrase(metricOf('AM.book_health_trend'), { benchmark: new Decimal('-0.5') }, rows)).toBe('B and C');
});

it('accounts are named as they are', () => {
  expect(
    phrase('CSM.escalation_rate', 0.2, [
      ['A', '2026-02-01', 1],
      ['B', '2026-02-01', 1],
    ]),
  ).toBe('A and B');
});

it('a row without an account goes by its own name', () => {
  expect(
    phrase('AE.stage_conversion', 0.6, [
      [null, '2026-02-20', 0],
      ['B', '2026-02-01', 0],
    ]),
  ).toBe('row 0 (20 Feb) and row 1 (1 Feb)');
});

it('names are on one line, cut, and open nothing', () => {
  const long = `${'x'.repeat(59)}yz`;
  const said = phrase('AE.stage_conversion', 0.6, [
    ['A\n{deals}\tB', '2026-02-20', 0],
    [long, '2026-02-01', 0],
  ]);
  expect(said).toBe(`the deals with A deals B (20 Feb) and ${'x'.repeat(59)}… (1 Feb)`);
});

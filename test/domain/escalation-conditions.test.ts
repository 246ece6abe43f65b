import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { defaultThresholds } from '../../src/catalog/thresholds.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import { isAttainmentCritical, isFlaggedRepeatedly, judgeBook } from '../../src/domain/escalation-conditions.ts';
import { addDays, type LocalDate } from '../../src/domain/local-date.ts';

const { E1, E4, E6 } = defaultThresholds.escalations;

describe('attainment below half, with less than six weeks left (E1)', () => {
  const quarterEnd = '2026-04-01';
  const on = (d: LocalDate, attainment: string | null) =>
    isAttainmentCritical({ attainment: attainment === null ? null : new Decimal(attainment), quarterEnd, d }, E1);

  test.each([
    ['2026-02-17', false],
    ['2026-02-18', false],
    ['2026-02-19', true],
    ['2026-03-31', true],
    ['2026-04-01', false],
    ['2026-04-02', false],
  ] as const)('on %s: %s', (d, expected) => expect(on(d, '0.3133')).toBe(expected));

  test.each([
    ['0.5', false],
    ['0.4999', true],
    ['-0.02', true],
    ['0', true],
    [null, false],
  ] as const)('with %s of the quota closed: %s', (attainment, expected) =>
    expect(on('2026-03-02', attainment)).toBe(expected),
  );
});

describe('a book that slips (E4)', () => {
  const judge = (book: number, compared: number, dropped: number) =>
    judgeBook({ book, compared, dropped, churned: 0 }, E4);

  test.each([
    ['the worked book: 6 of 11, one of twelve without a tier', 12, 11, 6, 'dropped'],
    ['exactly half', 10, 10, 5, 'steady'],
    ['one more than half', 10, 10, 6, 'dropped'],
    ['four accounts, all gone', 4, 4, 4, 'too_small'],
    ['five accounts, three dropped', 5, 5, 3, 'dropped'],
    ['exactly six in ten compared', 10, 6, 6, 'dropped'],
    ['fewer than six in ten compared', 12, 7, 7, 'uncovered'],
    ['enough covered, four compared', 6, 4, 4, 'too_small'],
    ['nobody', 0, 0, 0, 'too_small'],
  ] as const)('%s', (_, book, compared, dropped, expected) => expect(judge(book, compared, dropped)).toBe(expected));

  it('never counts more than half without strictly more than half', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.nat(400), fc.nat(400), (book, a, b) => {
        const compared = Math.min(book, a);
        const dropped = Math.min(compared, b);
        const isDropped = judge(book, compared, dropped) === 'dropped';
        expect(isDropped).toBe(compared >= 5 && compared * 10 >= book * 6 && dropped * 2 > compared);
      }),
    );
  });
});

describe('flags that begin again and again (E6)', () => {
  const d = '2026-03-29';
  const repeatedly = (...daysBefore: number[]) =>
    isFlaggedRepeatedly(
      daysBefore.map((days) => addDays(d, -days)),
      d,
      E6,
    );

  it('takes three in 28 days, the day itself included and the 28th before it not', () => {
    expect(repeatedly(27, 14, 0)).toBe(true);
    expect(repeatedly(28, 14, 0)).toBe(false);
    expect(repeatedly(14, 0)).toBe(false);
  });

  it('counts several patterns on one day, and nothing that is still to come', () => {
    expect(repeatedly(3, 3, 3)).toBe(true);
    expect(repeatedly(3, 3, -1)).toBe(false);
  });
});

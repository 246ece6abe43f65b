import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  atWallTime,
  type BusinessCalendar,
  businessDayFrom,
  businessDaysBefore,
  countBusinessDays,
  DEFAULT_CALENDAR,
  evidenceWindowOf,
  type FiscalQuarter,
  firstBusinessDayOfMonth,
  fiscalQuarterAt,
  isBusinessDay,
  lastCompletedQuarter,
  localDateOf,
  startOfDay,
  windowOf,
  workedByAny,
} from '../../src/domain/calendar.ts';
import { addDays, datesBetween, type LocalDate } from '../../src/domain/local-date.ts';

const NEW_YORK = 'America/New_York';

it('a day is worked by any where it is in one calendar', () => {
  const us: BusinessCalendar = { weekendDays: [6, 7], holidays: new Set(['2026-05-03', '2026-05-25']) };
  const israel: BusinessCalendar = { weekendDays: [5, 6], holidays: new Set(['2026-05-03', '2026-05-26']) };
  const any = workedByAny([us, israel]);
  const days = datesBetween('2026-05-01', '2026-06-01');
  expect(days.filter((day) => isBusinessDay(day, any))).toEqual(
    days.filter((day) => isBusinessDay(day, us) || isBusinessDay(day, israel)),
  );
  // A Sunday that is a holiday in Israel and the weekend in the US.
  expect(isBusinessDay('2026-05-03', any)).toBe(false);
});

describe('local midnight as an instant', () => {
  it.each([
    ['2026-03-02', NEW_YORK, '2026-03-02T05:00:00.000Z'],
    ['2026-03-30', NEW_YORK, '2026-03-30T04:00:00.000Z'],
    ['2026-03-08', NEW_YORK, '2026-03-08T05:00:00.000Z'],
    ['2026-03-09', NEW_YORK, '2026-03-09T04:00:00.000Z'],
    ['2026-01-05', 'Asia/Kolkata', '2026-01-04T18:30:00.000Z'],
    ['2026-01-05', 'UTC', '2026-01-05T00:00:00.000Z'],
  ] as const)('%s in %s is %s', (date, zone, instant) => {
    expect(startOfDay(date, zone).toISOString()).toBe(instant);
  });

  it('where clocks skip midnight, the day begins at the first moment there is', () => {
    expect(startOfDay('2018-11-04', 'America/Sao_Paulo').toISOString()).toBe('2018-11-04T03:00:00.000Z');
  });

  it('where midnight comes twice, the day begins at the first', () => {
    expect(startOfDay('2026-11-01', 'America/Havana').toISOString()).toBe('2026-11-01T04:00:00.000Z');
  });

  it('a day holds exactly the instants from its start to the next one’s', () => {
    const zones = [NEW_YORK, 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC'];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 9000 }), (zone, days) => {
        const date = addDays('2012-01-01', days);
        const start = startOfDay(date, zone);
        expect(localDateOf(start, zone)).toBe(date);
        expect(localDateOf(new Date(start.getTime() - 1), zone)).toBe(addDays(date, -1));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a time on the wall clock', () => {
  const at = (date: LocalDate, hour: number, minute = 0) => atWallTime(date, { hour, minute }, NEW_YORK).toISOString();

  it('that a day skips is once on that day', () => {
    expect(at('2026-03-08', 2, 30)).toBe('2026-03-08T07:30:00.000Z');
    expect(at('2026-03-09', 2, 30)).toBe('2026-03-09T06:30:00.000Z');
  });

  it('that comes twice on a day is the first of the two', () => {
    expect(at('2026-11-01', 1, 30)).toBe('2026-11-01T05:30:00.000Z');
    expect(at('2026-11-01', 2)).toBe('2026-11-01T07:00:00.000Z');
    expect(at('2026-11-02', 1, 30)).toBe('2026-11-02T06:30:00.000Z');
  });
});

describe('business days', () => {
  const us: BusinessCalendar = {
    ...DEFAULT_CALENDAR,
    holidays: new Set<LocalDate>([
      '2026-01-01',
      '2026-01-19',
      '2026-02-16',
      '2026-05-25',
      '2026-06-19',
      '2026-07-03',
      '2026-09-07',
      '2026-10-12',
      '2026-11-11',
      '2026-11-26',
      '2026-12-25',
      '2027-01-01',
    ]),
  };
  const germany: BusinessCalendar = {
    ...DEFAULT_CALENDAR,
    holidays: new Set<LocalDate>(['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-01', '2027-01-01']),
  };

  it('61 in the first quarter in the US, 34 before February 23', () => {
    expect(countBusinessDays({ start: '2026-01-01', end: '2026-04-01' }, us)).toBe(61);
    expect(countBusinessDays({ start: '2026-01-01', end: '2026-02-23' }, us)).toBe(34);
  });

  it.each([
    ['2026-01', '2026-01-02', '2026-01-02'],
    ['2026-02', '2026-02-02', '2026-02-02'],
    ['2026-03', '2026-03-02', '2026-03-02'],
    ['2026-04', '2026-04-01', '2026-04-01'],
    ['2026-05', '2026-05-01', '2026-05-04'],
    ['2026-06', '2026-06-01', '2026-06-01'],
    ['2026-07', '2026-07-01', '2026-07-01'],
    ['2026-08', '2026-08-03', '2026-08-03'],
    ['2026-09', '2026-09-01', '2026-09-01'],
    ['2026-10', '2026-10-01', '2026-10-01'],
    ['2026-11', '2026-11-02', '2026-11-02'],
    ['2026-12', '2026-12-01', '2026-12-01'],
    ['2027-01', '2027-01-04', '2027-01-04'],
  ] as const)('the first one of %s is %s in the US and %s in Germany', (month, inUs, inGermany) => {
    expect(firstBusinessDayOfMonth(`${month}-15`, us)).toBe(inUs);
    expect(firstBusinessDayOfMonth(`${month}-15`, germany)).toBe(inGermany);
  });

  it('go by the calendar’s own weekend', () => {
    const gulf: BusinessCalendar = { weekendDays: [5, 6], holidays: new Set() };
    expect(businessDayFrom('2026-03-06', gulf)).toBe('2026-03-08');
    expect(() => businessDayFrom('2026-03-06', { ...gulf, weekendDays: [1, 2, 3, 4, 5, 6, 7] })).toThrow(RangeError);
  });
});

describe('windows', () => {
  const quarters: FiscalQuarter[] = [
    { fiscalQuarter: 'FY26 Q1', fiscalYear: 'FY26', start: '2025-11-03', end: '2026-02-02' },
    { fiscalQuarter: 'FY26 Q2', fiscalYear: 'FY26', start: '2026-02-02', end: '2026-05-04' },
  ];

  it('trail from a Monday, and the month’s from the first', () => {
    const eightWeeks = { kind: 'trailing', days: 56 } as const;
    expect(windowOf(eightWeeks, '2026-03-02', 'week', [])).toEqual({ start: '2026-01-05', end: '2026-03-02' });
    expect(windowOf(eightWeeks, '2026-03-01', 'month', [])).toEqual({ start: '2026-01-04', end: '2026-03-01' });
  });

  it('the short ones become the calendar month, shifted ones stay', () => {
    const fourWeeks = { kind: 'trailing', days: 28, monthly: true } as const;
    expect(windowOf(fourWeeks, '2026-03-30', 'week', [])).toEqual({ start: '2026-03-02', end: '2026-03-30' });
    expect(windowOf(fourWeeks, '2026-04-01', 'month', [])).toEqual({ start: '2026-03-01', end: '2026-04-01' });
    const shifted = { kind: 'trailing', days: 28, shift: 7 } as const;
    expect(windowOf(shifted, '2026-04-01', 'month', [])).toEqual({ start: '2026-02-25', end: '2026-03-25' });
  });

  it('quarters come from the fiscal calendar; a month’s is that of its last day', () => {
    const toDate = { kind: 'quarter_to_date' } as const;
    expect(windowOf(toDate, '2026-02-02', 'week', quarters)).toEqual({ start: '2026-02-02', end: '2026-02-02' });
    expect(windowOf(toDate, '2026-02-01', 'month', quarters)).toEqual({ start: '2025-11-03', end: '2026-02-01' });
    expect(windowOf(toDate, '2027-01-04', 'week', quarters)).toBeNull();
    expect(windowOf({ kind: 'last_quarter' }, '2026-02-02', 'week', quarters)).toEqual({
      start: '2025-11-03',
      end: '2026-02-02',
    });
    expect(lastCompletedQuarter('2026-02-01', quarters)).toBeNull();
    expect(fiscalQuarterAt('2026-05-04', quarters)).toBeNull();
  });

  it('a trailing year ends at t, a point in time is empty', () => {
    expect(windowOf({ kind: 'trailing_year' }, '2026-03-02', 'week', [])).toEqual({
      start: '2025-03-02',
      end: '2026-03-02',
    });
    expect(windowOf({ kind: 'point_in_time' }, '2026-03-02', 'week', [])).toEqual({
      start: '2026-03-02',
      end: '2026-03-02',
    });
  });

  it('evidence is 91 days, or the own window where that is longer, and ends where it ends', () => {
    expect(evidenceWindowOf({ start: '2026-01-05', end: '2026-03-02' }, 91)).toEqual({
      start: '2025-12-01',
      end: '2026-03-02',
    });
    expect(evidenceWindowOf({ start: '2025-03-02', end: '2026-03-02' }, 91).start).toBe('2025-03-02');
  });
});

describe('business days before a date', () => {
  const us = { weekendDays: [6, 7], holidays: new Set<LocalDate>(['2026-03-31']) };

  it('skip weekends and holidays, and the date itself need not be one', () => {
    expect(businessDaysBefore('2026-04-01', 2, DEFAULT_CALENDAR)).toBe('2026-03-30');
    expect(businessDaysBefore('2026-04-01', 2, us)).toBe('2026-03-27');
    expect(businessDaysBefore('2026-03-01', 1, DEFAULT_CALENDAR)).toBe('2026-02-27');
  });

  it('are refused where a calendar has too few', () => {
    const none = { weekendDays: [1, 2, 3, 4, 5, 6, 7], holidays: new Set<LocalDate>() };
    expect(() => businessDaysBefore('2026-04-01', 2, none)).toThrow(RangeError);
  });
});

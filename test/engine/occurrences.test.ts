import { describe, expect, it } from 'vitest';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { latestPeriod, nextOccurrence, occurrencesBetween, type Timetable } from '../../src/engine/occurrences.ts';

function timetable(orgTz: string, holidays: LocalDate[] = [], hour = 6, minute = 0): Timetable {
  return { orgTz, jobTime: { hour, minute }, calendar: { weekendDays: [6, 7], holidays: new Set(holidays) } };
}

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const brief = (found: ReturnType<typeof occurrencesBetween>) =>
  found.map(({ job, localPeriod, dueAt }) => `${job} ${localPeriod} ${dueAt.toISOString().slice(0, 16)}`);

describe('occurrences', () => {
  it('run on Mondays and on first business days, weekly before monthly', () => {
    const found = occurrencesBetween(['monthly', 'weekly'], day('2026-05-25'), day('2026-06-09'), timetable('UTC'));
    expect(brief(found)).toEqual([
      'weekly 2026-05-25 2026-05-25T06:00',
      'weekly 2026-06-01 2026-06-01T06:00',
      'monthly 2026-06-01 2026-06-01T06:00',
      'weekly 2026-06-08 2026-06-08T06:00',
    ]);
  });

  it('the month runs on its first business day by the calendar of the organisation', () => {
    const us = ['2026-01-01', '2026-05-25', '2026-07-03', '2027-01-01'] as const;
    const days = occurrencesBetween(['monthly'], day('2026-01-01'), day('2027-01-31'), timetable('UTC', [...us]));
    expect(days.map(({ dueAt }) => dueAt.toISOString().slice(0, 10))).toEqual([
      '2026-01-02',
      '2026-02-02',
      '2026-03-02',
      '2026-04-01',
      '2026-05-01',
      '2026-06-01',
      '2026-07-01',
      '2026-08-03',
      '2026-09-01',
      '2026-10-01',
      '2026-11-02',
      '2026-12-01',
      '2027-01-04',
    ]);
    const german = timetable('Europe/Berlin', ['2026-05-01']);
    expect(brief(occurrencesBetween(['monthly'], day('2026-04-30'), day('2026-05-31'), german))).toEqual([
      'monthly 2026-05-01 2026-05-04T04:00',
    ]);
  });

  it.each([
    ['a gap', 2, 30, '2026-03-08', 'America/New_York'],
    ['an overlap', 1, 30, '2026-11-01', 'America/New_York'],
    ['a gap at midnight', 0, 0, '2026-09-06', 'America/Santiago'],
  ])('there is one run on a day with %s at its time', (_what, hour, minute, date, orgTz) => {
    const everyDay = {
      ...timetable(orgTz, [], hour, minute),
      calendar: { weekendDays: [], holidays: new Set<LocalDate>() },
    };
    const from = new Date(day(date).getTime() - 8 * 86_400_000);
    const to = new Date(day(date).getTime() + 8 * 86_400_000);
    const weeks = occurrencesBetween(['weekly'], from, to, everyDay);
    expect(new Set(weeks.map(({ localPeriod }) => localPeriod)).size).toBe(weeks.length);
    const walked: string[] = [];
    for (let at = nextOccurrence(['weekly', 'monthly'], from, everyDay); at && at.dueAt <= to; ) {
      walked.push(`${at.job} ${at.localPeriod}`);
      at = nextOccurrence(['weekly', 'monthly'], at.dueAt, everyDay);
    }
    expect(new Set(walked).size).toBe(walked.length);
  });

  it('the wall clock decides, before and after clocks change', () => {
    const found = occurrencesBetween(['weekly'], day('2026-03-01'), day('2026-03-17'), timetable('America/New_York'));
    expect(brief(found)).toEqual([
      'weekly 2026-03-02 2026-03-02T11:00',
      'weekly 2026-03-09 2026-03-09T10:00',
      'weekly 2026-03-16 2026-03-16T10:00',
    ]);
  });

  it('names the latest period due by a date', () => {
    const { calendar } = timetable('UTC', ['2026-06-01']);
    expect(latestPeriod('weekly', '2026-06-07', calendar)).toBe('2026-06-01');
    expect(latestPeriod('monthly', '2026-06-01', calendar)).toBe('2026-05-01');
    expect(latestPeriod('monthly', '2026-06-02', calendar)).toBe('2026-06-01');
  });
});

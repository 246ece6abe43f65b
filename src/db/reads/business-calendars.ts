import type { Knex } from 'knex';
import { type BusinessCalendar, DEFAULT_CALENDAR } from '../../domain/calendar.ts';
import type { LocalDate } from '../../domain/local-date.ts';

/** Calendars by id; an id nobody has configured has the default week and no holidays. */
export interface BusinessCalendars {
  get(calendarId: string): BusinessCalendar;
}

/** All business calendars with their holidays. */
export async function businessCalendars(db: Knex): Promise<BusinessCalendars> {
  const weeks = await db<{ calendar_id: string; weekend_days: number[] }>('business_calendar').select();
  const holidays = await db<{ calendar_id: string; holiday_date: LocalDate }>('holiday').select();
  const calendars = new Map<string, { weekendDays: readonly number[]; holidays: Set<LocalDate> }>();
  const calendar = (id: string) => {
    const known = calendars.get(id) ?? { weekendDays: DEFAULT_CALENDAR.weekendDays, holidays: new Set<LocalDate>() };
    calendars.set(id, known);
    return known;
  };
  for (const row of weeks) calendars.set(row.calendar_id, { weekendDays: row.weekend_days, holidays: new Set() });
  for (const row of holidays) calendar(row.calendar_id).holidays.add(row.holiday_date);
  return { get: (id) => calendars.get(id) ?? DEFAULT_CALENDAR };
}

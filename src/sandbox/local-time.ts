import { TZDate } from '@date-fns/tz';
import { addDays } from 'date-fns';

/** The same wall time `days` local days later. */
export function addLocalDays(instant: Date, days: number, timeZone: string): Date {
  return new Date(addDays(new TZDate(instant, timeZone), days).getTime());
}

/** "Sunday 15 March 2026, 18:00" */
export function momentInWords(instant: Date, timeZone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(instant);
  return `${dateInWords(instant, timeZone)}, ${time}`;
}

/** "Sunday 15 March 2026" */
export function dateInWords(instant: Date, timeZone: string): string {
  const parts = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  return new Intl.DateTimeFormat('en-GB', { timeZone, ...parts }).format(instant).replace(',', '');
}

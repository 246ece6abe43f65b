import { ZONE } from '../generated/moments.ts';
import { shiftInstant, startOfDay } from '../plain/dates.ts';

/** A local date at a wall time, noon unless said; clocks went forward on 8 March 2026. */
export function at(date: string, time = '12:00'): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return shiftInstant(startOfDay(date, ZONE), (hours * 60 + minutes) * 60_000);
}

/** Local midnight, and the moment before it. */
export const midnight = (date: string): string => startOfDay(date, ZONE);
export const before = (date: string): string => shiftInstant(startOfDay(date, ZONE), -1);

const HOUR_MS = 3_600_000;

/** So many hours, and milliseconds, after an instant. */
export function hoursAfter(instant: string, hours: number, ms = 0): string {
  return shiftInstant(instant, hours * HOUR_MS + ms);
}

/* Local dates are `YYYY-MM-DD`; instants are ISO texts in UTC with milliseconds, so that both compare as texts. */

const DAY_MS = 86_400_000;

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** 1 is Monday, 7 Sunday. */
export function isoWeekday(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

export function mondayOf(date: string): string {
  return addDays(date, 1 - isoWeekday(date));
}

export function oneYearBefore(date: string): string {
  const last = date.endsWith('-02-29') ? `${date.slice(0, 8)}28` : date;
  return `${Number(last.slice(0, 4)) - 1}${last.slice(4)}`;
}

export function firstOfMonthBefore(date: string): string {
  return `${addDays(`${date.slice(0, 8)}01`, -1).slice(0, 8)}01`;
}

export function shiftInstant(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}

export const HOUR_MS = 3_600_000;
export { DAY_MS };

const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(instant: number, zone: string): string {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format.format(instant);
}

/** The local date on which an instant falls. */
export function localDateOf(instant: string, zone: string): string {
  return wallClock(Date.parse(instant), zone).slice(0, 10);
}

const starts = new Map<string, string>();

/** The instant of local midnight: the one whose wall clock shows it. */
export function startOfDay(date: string, zone: string): string {
  const key = `${zone} ${date}`;
  let found = starts.get(key);
  if (found === undefined) {
    const utcMidnight = Date.parse(`${date}T00:00:00Z`);
    for (let quarterHours = -56; quarterHours <= 56 && found === undefined; quarterHours += 1) {
      const candidate = utcMidnight + (quarterHours * HOUR_MS) / 4;
      if (wallClock(candidate, zone) === `${date} 00:00:00`) found = new Date(candidate).toISOString();
    }
    if (found === undefined) throw new Error(`There is no midnight of ${date} in ${zone}.`);
    starts.set(key, found);
  }
  return found;
}

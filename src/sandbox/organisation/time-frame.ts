/** Sunday evening, 2026-03-15 18:00 in New York; the first weekly run is due twelve hours later. */
export const sandboxStart = new Date('2026-03-15T22:00:00Z');

export const organisationTimeZone = 'America/New_York';
export const organisationCalendar = 'US';
export const reportingCurrency = 'USD';

/** First local date with rows, and the end (exclusive) of what becomes known as the date moves. */
export const historyStart = '2025-03-15';
export const historyEnd = '2026-09-16';

/** When what was always there became known. */
export const knownFromTheStart = '2025-01-02T14:00:00Z';

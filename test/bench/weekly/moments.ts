/** The Monday whose run is measured: far enough into a quarter for its pace to say something. */
export const T = '2026-03-16';
export const RUN_START = '2026-03-16T10:00:00Z';
export const SETTINGS = { orgTz: 'America/New_York', orgCalendarId: 'US', reportingCurrency: 'USD' };

/** T at the beginning of its day, in SQL. */
export const T_INSTANT = `timestamptz '2026-03-16 00:00 America/New_York'`;
/** When everything had become known. */
export const KNOWN = `timestamptz '2026-03-16 05:00Z'`;

/** Dates for people, in a given time zone, as Slack writes them in English. */

/** @param {string} ts @returns {Date} */
export function dateOfTs(ts) {
  return new Date(Number(ts) * 1000);
}

/** @param {Date} date @param {string} timeZone @param {Intl.DateTimeFormatOptions} options */
function format(date, timeZone, options) {
  return new Intl.DateTimeFormat('en-US', { timeZone, ...options }).format(date);
}

/** "9:05 AM" @param {Date} date @param {string} timeZone */
export function timeOfDay(date, timeZone) {
  return format(date, timeZone, { hour: 'numeric', minute: '2-digit' });
}

/** A day to compare with: "2026-03-16" @param {Date} date @param {string} timeZone */
export function dayKey(date, timeZone) {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(date);
}

/** "Monday, March 16th" @param {Date} date @param {string} timeZone */
export function dayHeading(date, timeZone) {
  return `${format(date, timeZone, { weekday: 'long', month: 'long' }).replace(/^(.*) (.*)$/, (_, a, b) => orderDay(a, b))} ${ordinal(
    Number(format(date, timeZone, { day: 'numeric' })),
  )}`;
}

/** Intl puts weekday and month in either order. @param {string} first @param {string} second */
function orderDay(first, second) {
  return first.endsWith('day') ? `${first}, ${second}` : `${second}, ${first}`;
}

/** @param {number} day */
function ordinal(day) {
  const ending =
    day % 10 === 1 && day !== 11
      ? 'st'
      : day % 10 === 2 && day !== 12
        ? 'nd'
        : day % 10 === 3 && day !== 13
          ? 'rd'
          : 'th';
  return `${day}${ending}`;
}

/** "Mar 16, 9:05 AM" @param {Date} date @param {string} timeZone */
export function shortMoment(date, timeZone) {
  return format(date, timeZone, { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' });
}

/** "Monday, March 16, 2026 at 9:05:12 AM" @param {Date} date @param {string} timeZone */
export function fullMoment(date, timeZone) {
  return format(date, timeZone, { dateStyle: 'full', timeStyle: 'medium' });
}

/** "2026-03-16 09:05:12" @param {Date} date @param {string} timeZone */
export function ledgerMoment(date, timeZone) {
  return `${dayKey(date, timeZone)} ${new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium' }).format(date)}`;
}

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const tokens = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  date_pretty: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short_pretty: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long_pretty: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  day_divider_pretty: { weekday: 'long', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
};

/**
 * Slack's date formatting, `{date_short} at {time}`.
 * @param {number} timestamp seconds
 * @param {string} pattern
 * @param {string} timeZone
 */
export function formatPattern(timestamp, pattern, timeZone) {
  const date = new Date(timestamp * 1000);
  return pattern.replace(/\{(\w+)\}/g, (whole, token) => {
    if (token === 'ago') return shortMoment(date, timeZone);
    if (token === 'date_num') return dayKey(date, timeZone);
    const options = tokens[token];
    return options === undefined ? whole : format(date, timeZone, options);
  });
}

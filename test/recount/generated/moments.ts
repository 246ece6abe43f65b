import { addDays, shiftInstant, startOfDay } from '../plain/dates.ts';
import type { Dice } from './dice.ts';

export const ZONE = 'America/New_York';

/** The evaluation dates of the test: what is generated crowds around the edges of their windows. */
export const MONDAYS = ['2026-03-09', '2026-04-06'] as const;
export const MONTH = '2026-04-01';

const EDGE_OFFSETS = [0, 1, 7, 14, 21, 28, 30, 35, 56, 77, 91, 98, 112];
const EDGES = [...MONDAYS, MONTH].flatMap((t) => EDGE_OFFSETS.map((days) => addDays(t, -days)));

/** A local date in [from, to), now and then one at which some window begins or ends. */
export function someDate(dice: Dice, from: string, to: string): string {
  const edges = EDGES.filter((edge) => edge >= from && edge < to);
  if (edges.length > 0 && dice.chance(0.06)) return dice.pick(edges);
  return addDays(from, dice.whole(0, Math.max(0, (Date.parse(to) - Date.parse(from)) / 86_400_000 - 1)));
}

/** An instant of a local date: in working hours, at midnight, or a moment before the next one. */
export function someTime(dice: Dice, date: string): string {
  if (dice.chance(0.02)) return startOfDay(date, ZONE);
  if (dice.chance(0.02)) return shiftInstant(startOfDay(addDays(date, 1), ZONE), -1);
  return shiftInstant(startOfDay(date, ZONE), dice.whole(8 * 60, 18 * 60) * 60_000 + dice.whole(0, 59_999));
}

/** When a row of an instant became known: soon, or now and then weeks later. */
export function recordedAfter(dice: Dice, instant: string): string {
  const late = dice.chance(0.03) ? dice.whole(3, 40) * 86_400_000 : 0;
  return shiftInstant(instant, late + dice.whole(1, 90) * 60_000);
}

/** The same for a row of a local date. */
export function recordedAfterDay(dice: Dice, date: string): string {
  return recordedAfter(dice, shiftInstant(startOfDay(date, ZONE), 20 * 3_600_000));
}

/** Long before any run. */
export const LONG_KNOWN = '2024-12-01T00:00:00.000Z';

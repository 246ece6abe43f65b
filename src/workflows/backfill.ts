import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import { localDateOf } from '../domain/calendar.ts';
import { addDays, isoMonday, type LocalDate } from '../domain/local-date.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import { UsageError } from '../errors.ts';
import { loadCohort } from './load-cohort.ts';
import { type ReadingSummary, readMetrics } from './read-metrics.ts';

export interface BackfillRequest {
  /** The first evaluation date, if it is a Monday; else the Monday after it. */
  readonly from: LocalDate;
  /** The last evaluation date, if it is a Monday: it scores what was before it. */
  readonly to: LocalDate;
  /** The start of the backfill: what was recorded before it is known, however late it came. */
  readonly runStart: Date;
  readonly settings: OrganisationSettings;
  readonly catalog: Catalog;
  /** After each week. */
  readonly onProgress?: (step: { readonly t: LocalDate; readonly done: number; readonly total: number }) => void;
}

export interface BackfilledWeek extends ReadingSummary {
  readonly t: LocalDate;
}

/**
 * Reads the metrics of past weeks, as their weekly runs would with what is known now: no pattern, no message. Weeks
 * that were read before keep what they have.
 * @throws UsageError when the range holds no completed week.
 */
export async function backfill(db: Knex, request: BackfillRequest): Promise<BackfilledWeek[]> {
  const { from, to, runStart, settings, catalog } = request;
  const mondays = weeksToRead(from, to, localDateOf(runStart, settings.orgTz));
  const weeks: BackfilledWeek[] = [];
  for (const t of mondays) {
    const week = { t, runStart, settings };
    const members = await loadCohort(db, { ...week, thresholds: catalog.thresholds });
    weeks.push({ t, ...(await readMetrics(db, { ...week, period: 'week', catalog, members })) });
    request.onProgress?.({ t, done: weeks.length, total: mondays.length });
  }
  return weeks;
}

/** The evaluation dates of a range, before anything is opened for it. @throws UsageError when it holds no completed week. */
export function weeksToRead(from: LocalDate, to: LocalDate, today: LocalDate): LocalDate[] {
  if (from > to) throw refusal(`${from} is after ${to}`, 'Give the earlier date first.');
  if (to > today) throw refusal(`${to} lies after today, ${today}`, `End the range on ${today} or before.`);
  const mondays: LocalDate[] = [];
  for (let t = isoMonday(addDays(from, 6)); t <= to; t = addDays(t, 7)) mondays.push(t);
  if (mondays.length === 0) {
    throw refusal(
      `there is no Monday from ${from} to ${to}`,
      `End the range on ${isoMonday(addDays(from, 6))} or later.`,
    );
  }
  return mondays;
}

function refusal(found: string, remedy: string): UsageError {
  return new UsageError({
    what: `The weeks to backfill make no sense: ${found}.`,
    expected: 'a range of past dates with at least one Monday, on which a week is read',
    remedy,
  });
}

import type { Catalog } from '../catalog/catalog.ts';
import { type DailyHooks, dailyRun } from './daily.ts';
import type { JobHandlers } from './job-context.ts';
import { monthlyRun } from './monthly.ts';
import type { JobSettings } from './timetable.ts';
import { weeklyRun } from './weekly.ts';

/** What every job does, for one organisation and its catalog. */
export function jobHandlers(settings: JobSettings, catalog: Catalog, hooks: DailyHooks = {}): JobHandlers {
  return {
    weekly: weeklyRun(settings, catalog),
    daily: dailyRun(settings, catalog, hooks),
    monthly: monthlyRun(settings, catalog),
  };
}

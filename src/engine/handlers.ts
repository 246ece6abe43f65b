import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import type { JobHandlers } from './job-context.ts';
import { monthlyRun } from './monthly.ts';
import { weeklyRun } from './weekly.ts';

/** What every job does, for one organisation. */
export function jobHandlers(settings: OrganisationSettings): JobHandlers {
  return { weekly: weeklyRun(settings), monthly: monthlyRun(settings) };
}

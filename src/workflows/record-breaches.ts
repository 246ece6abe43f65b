import type { Knex } from 'knex';
import { catalogOf } from '../catalog/catalog.ts';
import { breachesBefore, rolesWithBreachesKept, saveBreaches } from '../db/stores/daily-breaches.ts';
import type { Breach } from '../domain/daily-breach.ts';
import { isOnset } from '../domain/daily-flag.ts';
import { addDays, datesBetween } from '../domain/local-date.ts';
import { patternKey, ROLES } from '../domain/metric.ts';
import { loadCohort } from './load-cohort.ts';
import { type DayToRead, readDay } from './read-day.ts';

/**
 * Computes the breaches of days shortly before that were not run, as if they had been: without them nobody knows what is
 * new. Only of roles that have a breach today. These days begin nothing themselves.
 */
export async function fillDaysBefore(db: Knex, day: DayToRead, breaches: readonly Breach[]): Promise<void> {
  const { d, runStart, settings, catalog } = day;
  const roles = ROLES.filter((role) => breaches.some(({ reading }) => reading.role === role));
  if (roles.length === 0) return;
  const { clearDays } = catalog.thresholds.dailyFlags;
  const kept = await rolesWithBreachesKept(db, d, clearDays);
  for (const on of datesBetween(addDays(d, -clearDays), d)) {
    const missing = roles.filter((role) => kept.get(on)?.has(role) !== true);
    if (missing.length === 0) continue;
    const members = await loadCohort(db, { t: on, runStart, settings, thresholds: catalog.thresholds });
    const ofRoles = catalogOf(
      catalog.metrics.filter(({ role }) => missing.includes(role)),
      catalog.thresholds,
    );
    const { critical } = await readDay(db, { d: on, runStart, settings, catalog: ofRoles, members });
    const found = critical.map((breach) => ({ ...breach, isOnset: false }));
    await db.transaction((trx) => saveBreaches(trx, { on, roles: missing }, found));
  }
}

/** Keeps the breaches of a day, each with whether it begins something. The days before it are there. */
export async function recordBreaches(
  trx: Knex.Transaction,
  { d, catalog }: Pick<DayToRead, 'd' | 'catalog'>,
  breaches: readonly Breach[],
): Promise<void> {
  const onsetRule = catalog.thresholds.dailyFlags;
  const earlier = await breachesBefore(trx, d, Math.max(onsetRule.clearDays, onsetRule.spacingDays));
  const found = breaches.map((breach) => {
    const before = earlier.get(patternKey(breach.reading)) ?? { breaches: [], onsets: [] };
    return { ...breach, isOnset: isOnset(d, before, onsetRule) };
  });
  await saveBreaches(trx, { on: d, roles: ROLES }, found);
}

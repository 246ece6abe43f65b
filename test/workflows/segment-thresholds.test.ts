import { expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { overriddenCatalog } from '../../src/catalog/override-thresholds.ts';
import { stepPatterns } from '../../src/workflows/step-patterns.ts';
import { useDatabase } from '../support/database.ts';
import { loadPeople, orgTz, people } from '../support/small-organisation.ts';
import { mondayMorning, stepWeek, weekOf } from '../support/stepped-weeks.ts';

const database = useDatabase();

it('a week without a reading takes the thresholds of the rep’s segment, as a week with one does', async () => {
  const outcome = overriddenCatalog(builtInCatalog, {
    metrics: { 'AE.stage_conversion': { segments: { enterprise: { max_gap_weeks: 6 } } } },
  });
  if (!('catalog' in outcome)) throw new Error(JSON.stringify(outcome.faults));
  await loadPeople(database.owner, '2025-01-06');
  const settings = { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' };
  const stateAfter = async (segment: string) => {
    await database.owner.raw('truncate metric_reading, pattern_episode, delivery cascade');
    await stepWeek(database.db, 0, '.20 F', { reading: { segment } });
    for (let index = 1; index <= 6; index += 1) {
      const asOf = weekOf(index);
      const week = { repId: people.rep, role: 'AE', segment, isLeaveWeek: false } as const;
      const context = { asOf, orgTz, now: mondayMorning(asOf), settings, catalog: outcome.catalog };
      await database.db.transaction((trx) => stepPatterns(trx, week, { ...context, sourceOutages: new Set() }));
    }
    return database.owner('pattern_episode').pluck<string[]>('state');
  };
  expect(await stateAfter('enterprise')).toEqual(['open']);
  expect(await stateAfter('mid_market')).toEqual(['expired_insufficient_data']);
});

import { afterEach, beforeAll } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { atWallTime } from '../../src/domain/calendar.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import type { JobName } from '../../src/engine/jobs.ts';
import { composeEngine } from '../../src/main.ts';
import { type CallScores, giveCalls, givePeersCalls } from '../support/daily-rows.ts';
import { useDatabase } from '../support/database.ts';
import { loadPeople, orgTz } from '../support/small-organisation.ts';

export const at = (date: LocalDate) => atWallTime(date, { hour: 6, minute: 0 }, orgTz);

/** The small organisation, whose peers have good calls every week, and runs of it; anew for each test. */
export function useDailyRuns() {
  const database = useDatabase();

  beforeAll(async () => {
    await loadPeople(database.owner, '2025-01-06');
    await givePeersCalls(database.owner, '2025-12-01', 22);
    await database.owner.raw('create table calls_before as table conv_intelligence');
  });
  afterEach(async () => {
    await database.owner.raw(`
      drop trigger if exists break_off on delivery;
      truncate conv_intelligence, quota_retirement_ledger, quota_store, rep_activity, territory_definitions, accounts,
        account_ownership, customer_health_log, fiscal_calendar, holiday, person, metric_reading, pattern_episode,
        rep_skill_assessment_log, daily_breach, daily_breach_day, quality_day, job_run, job_item, audit_event cascade;
      insert into conv_intelligence table calls_before`);
    await loadPeople(database.owner, '2025-01-06');
  });

  return {
    get db() {
      return database.db;
    },
    get owner() {
      return database.owner;
    },
    /** Runs a job for a period, by default daily, on its own day and with what is built in. */
    run(localPeriod: LocalDate, now = at(localPeriod), job: JobName = 'daily', catalog = builtInCatalog) {
      const settings = { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' };
      const engine = composeEngine({ db: database.db, settings, catalog, jobTime: '06:00' });
      return engine.run({ job, localPeriod, now, wait: true });
    },
    /** Calls of a rep that are far worse than those of the peers. */
    weakly: (repId: string, on: LocalDate, scores: CallScores = { objection_handling_score: 20 }) =>
      giveCalls(database.owner, { repId, on, count: 12 }, scores),
    deliveries: () => database.owner('delivery').orderBy('delivery_key').pluck<string[]>('delivery_key'),
    breaches: (columns: string[]) =>
      database.owner('daily_breach').orderBy(['breach_date', 'rep_id', 'metric_key']).select(columns),
    rows: () =>
      database
        .owner('rep_coaching_log')
        .orderBy(['rep_id', 'metric_key'])
        .select('rep_id', 'metric_key', 'approval_status', 'episode_id'),
  };
}

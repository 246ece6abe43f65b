import { beforeEach } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { composeEngine } from '../../src/main.ts';
import { followReportingLines } from '../../src/workflows/follow-reporting-lines.ts';
import { useDatabase } from '../support/database.ts';
import { loadPeople, orgTz, people } from '../support/small-organisation.ts';
import { giveReading } from '../support/weekly-readings.ts';

export const noonOf = (date: string): Date => new Date(`${date}T16:00:00Z`);

/** The small organisation in which one rep's pattern is seen in each of the weeks, and reporting lines that change; anew before each test. */
export function useLineWeeks(weeks: readonly LocalDate[]) {
  const database = useDatabase();
  const settings = { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' };
  const engine = () => composeEngine({ db: database.db, settings, jobTime: '06:00' });

  beforeEach(async () => {
    await database.owner.raw(
      `truncate person, rep_activity, territory_definitions, metric_reading, pattern_episode, digest, delivery, job_run,
         job_item, job_schedule, audit_event cascade`,
    );
    await loadPeople(database.owner, '2025-01-06');
    for (const week of weeks) await giveReading(database.db, people.rep, week);
  });

  return {
    database,
    engine,
    /** Runs the weeks from one place in the list to another, each at its own noon. */
    async run(from: number, to: number): Promise<void> {
      for (const week of weeks.slice(from, to))
        await engine().run({ job: 'weekly', localPeriod: week, now: noonOf(week) });
    },
    follow: (date: string) => followReportingLines(database.db, { orgTz, now: noonOf(date), catalog: builtInCatalog }),
    /** What waits is in Slack, as it is now. */
    sendAll: () =>
      database
        .owner('delivery')
        .where({ state: 'pending' })
        .update({
          state: 'sent',
          channel_id: 'D1',
          sent_at: noonOf(weeks[0] ?? '2026-01-01'),
          message_ts: database.owner.raw(`seq || '.1'`),
          shown_version: database.owner.raw('wanted_version'),
        }),
    messagesTo: (personId: string): Promise<string[]> =>
      database.owner('delivery').where({ recipient_id: personId }).orderBy('seq').pluck('kind'),
    /** Whoever is not named answers for the rep as at the start. */
    async changeLine(on: LocalDate, line: { manager_id?: string; slm_id?: string | null }): Promise<void> {
      const current = database.owner('reporting_line').where({ rep_id: people.rep, effective_to: null });
      await current.update({ effective_to: on });
      const before = { rep_id: people.rep, manager_id: people.manager, slm_id: people.slm, effective_from: on };
      await database.owner('reporting_line').insert({ ...before, ...line });
    },
  };
}

import type { Knex } from 'knex';
import { datesBetween, isoWeekday, type LocalDate } from '../../src/domain/local-date.ts';
import { touch } from '../measures/cadence-rows.ts';
import { loadTables } from './rows.ts';
import { loadPeople, people } from './small-organisation.ts';

/** The Monday on which a rep is flagged who wrote enough for weeks, and hardly at all in the last one. */
export const outreachMonday: LocalDate = '2026-03-16';

/** SDRs with a plan of four touches a business day, which everybody keeps but the rep since 9 March. */
export async function giveOutreach(owner: Knex): Promise<void> {
  await loadPeople(owner, '2025-01-06', 'SDR');
  const workdays = datesBetween('2026-02-02', outreachMonday).filter((date) => isoWeekday(date) <= 5);
  const daily = (repId: string, on: LocalDate) => (repId === people.rep && on >= '2026-03-09' ? 1 : 4);
  const sent = [people.rep, ...people.peers].flatMap((repId) =>
    workdays.flatMap((on) => Array.from({ length: daily(repId, on) }, () => touch(on, { rep_id: repId }))),
  );
  await loadTables(owner, {
    comp_plans: [
      {
        plan_id: 'plan',
        role: 'SDR',
        activity_metric: 'touches_per_business_day',
        target_value: 4,
        effective_from: '2026-01-01',
        recorded_at: '2026-01-01T12:00:00Z',
      },
    ],
    cadence_event_log: sent.map((row) => ({ ...row })),
  });
}

import { repActivity } from '../../db/source-contract/tables/territories-and-activity.ts';
import { thatEvening } from './local-dates.ts';
import { random } from './random.ts';
import { type Role, roleAt, roster } from './roster.ts';
import type { RowBook } from './row-book.ts';
import { workingDaysOf } from './working-days.ts';

const kinds: Readonly<Record<Role, readonly string[]>> = {
  AE: ['call', 'email', 'meeting', 'proposal'],
  AM: ['call', 'email', 'meeting', 'account_plan'],
  CSM: ['call', 'email', 'meeting', 'onboarding_session'],
  SDR: ['call', 'email', 'social_touch', 'research'],
};

/** A row per rep and working day: what the role of every day is read from. */
export function addActivity(book: RowBook, seed: number): void {
  for (const rep of roster) {
    const chance = random(seed, 'activity', rep.id);
    for (const date of workingDaysOf(rep).all) {
      const role = roleAt(rep, date);
      if (role === null) continue;
      book.add(repActivity, {
        activity_id: `act-${rep.id}-${date}`,
        rep_id: rep.id,
        role,
        activity_date: date,
        activity_type: chance.pick(kinds[role]),
        recorded_at: thatEvening(date),
      });
    }
  }
}

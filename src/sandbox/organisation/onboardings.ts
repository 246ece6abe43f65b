import { onboardingLog } from '../../db/source-contract/tables/customers.ts';
import { type CustomerAccount, ownerAt } from './customer-accounts.ts';
import { levelAt } from './levels.ts';
import { addDays, datesFrom, thatEvening } from './local-dates.ts';
import { random } from './random.ts';
import { lastStint, roster } from './roster.ts';
import type { RowBook } from './row-book.ts';
import { steadyChoice, steadyCount } from './steady-draws.ts';
import { historyEnd } from './time-frame.ts';

/** Shares of the days to first value; the last milestone is first value itself. */
const milestones = [
  ['kick-off', 0.15],
  ['access', 0.3],
  ['first data', 0.5],
  ['training', 0.75],
  ['first value', 1],
] as const;
const startsADay = 11 / 91;
const from = '2024-12-02';

/** Roll-outs to new teams of the customers of each CSM, with their milestones. */
export function addOnboardings(
  book: RowBook,
  customers: readonly CustomerAccount[],
  churnedOn: ReadonlyMap<string, string>,
  seed: number,
): void {
  for (const rep of roster.filter((one) => lastStint(one).role === 'CSM')) {
    const chance = random(seed, 'onboardings', rep.id);
    const due = steadyCount(chance);
    const isOnTime = steadyChoice(chance);
    const isMet = steadyChoice(chance);
    const isPaused = steadyChoice(chance);
    let number = 0;
    for (const start of datesFrom(from, historyEnd)) {
      const active = customers.filter(
        ({ id, csmOwners }) => ownerAt(csmOwners, start) === rep.id && start < (churnedOn.get(id) ?? '9'),
      );
      if (active.length === 0) continue;
      for (let count = due(startsADay); count > 0; count -= 1) {
        number += 1;
        const account = chance.pick(active);
        const target = account.segment === 'enterprise' ? 45 : 30;
        const paused = isPaused(0.1) ? 5 : 0;
        milestones.forEach(([name, share], index) => {
          const isFirstValue = share === 1;
          const targetDay = Math.round(target * share);
          const date = addDays(start, targetDay + paused);
          const met = isFirstValue
            ? isMet(levelAt(rep.id, 'ttvMet', date))
            : isOnTime(levelAt(rep.id, 'milestonesMet', date));
          const doneDay = targetDay + paused + (met ? -chance.int(0, 3) : chance.int(4, 12));
          book.add(onboardingLog, {
            onboarding_id: `onb-${rep.id}-${number}`,
            milestone_id: `m${index + 1}`,
            account_id: account.id,
            csm_rep_id: rep.id,
            start_date: start,
            milestone_name: name,
            target_date: addDays(start, targetDay),
            completed_date: addDays(start, doneDay),
            paused_days: paused,
            is_ttv_milestone: isFirstValue,
            ttv_target_days: target,
            ttv_achieved_days: isFirstValue ? doneDay : null,
            status: 'achieved',
            recorded_at: thatEvening(start),
          });
        });
      }
    }
  }
}

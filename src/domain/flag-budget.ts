/** Daily flags are exceptions: few a rep, few a manager and day. What does not fit waits for the weekly list. */

import { addDays, type LocalDate } from './local-date.ts';
import { byWeight, type WeightedPattern } from './pattern.ts';

export interface FlagBudget {
  readonly ofRep: number;
  /** Days, the day itself included, over which a rep's flags count. */
  readonly repDays: number;
  /** A manager's, on one day, over all reps. */
  readonly ofManager: number;
}

/** Why a flag is no message of its own. `stale`: its day had passed when it was found. */
export const heldBackReasons = ['rep_budget', 'manager_budget', 'stale', 'no_manager'] as const;
export type HeldBackReason = (typeof heldBackReasons)[number];

/** A flag that was told as a message of its own. */
export interface ToldFlag {
  readonly repId: string;
  readonly on: LocalDate;
}

export interface ChosenFlag<T extends WeightedPattern> {
  readonly flag: T;
  readonly heldBack: Extract<HeldBackReason, 'rep_budget' | 'manager_budget'> | null;
}

/**
 * Which of one manager's flags are told on a day, the largest gaps first; in that order.
 * @param told earlier flags about these reps, and all that the manager gets on the day.
 */
export function chooseFlags<T extends WeightedPattern>(
  flags: readonly T[],
  told: { readonly ofReps: readonly ToldFlag[]; readonly ofManager: number },
  on: LocalDate,
  budget: FlagBudget,
): ChosenFlag<T>[] {
  const since = addDays(on, -budget.repDays);
  const ofReps = new Map<string, number>();
  const add = (repId: string) => ofReps.set(repId, (ofReps.get(repId) ?? 0) + 1);
  for (const flag of told.ofReps) if (since < flag.on && flag.on <= on) add(flag.repId);
  let ofManager = told.ofManager;
  return flags.toSorted(byWeight).map((flag): ChosenFlag<T> => {
    const { repId } = flag.pattern;
    if ((ofReps.get(repId) ?? 0) >= budget.ofRep) return { flag, heldBack: 'rep_budget' };
    if (ofManager >= budget.ofManager) return { flag, heldBack: 'manager_budget' };
    add(repId);
    ofManager += 1;
    return { flag, heldBack: null };
  });
}

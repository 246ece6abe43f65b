/** Who an escalation reaches. Nothing and nobody can make it reach no one. */

import { textFault } from './text-length.ts';

export const escalationRules = ['E1', 'E2', 'E3', 'E4', 'E5', 'E6'] as const;
export type EscalationRule = (typeof escalationRules)[number];

export type EscalationRoute =
  | { to: 'slm'; slmId: string }
  /** Nobody above the manager can take it: the admins are told at once, so that it is never silent. */
  | { to: 'admins'; reason: 'no_slm' | 'slm_is_manager' };

/**
 * @param line the rep's reporting line today; whoever would answer for themselves is already left out of it
 */
export function routeToSlm(line: { managerId: string | null; slmId: string | null }): EscalationRoute {
  if (line.slmId === null) return { to: 'admins', reason: 'no_slm' };
  if (line.slmId === line.managerId) return { to: 'admins', reason: 'slm_is_manager' };
  return { to: 'slm', slmId: line.slmId };
}

/** To whom an escalation of this line goes; null where nobody above the manager can take it. */
export function takerOf(line: Parameters<typeof routeToSlm>[0]): string | null {
  const route = routeToSlm(line);
  return route.to === 'slm' ? route.slmId : null;
}

export const escalationOutcomes = ['improving', 'plan_agreed', 'role_change', 'left', 'other'] as const;
export type EscalationOutcome = (typeof escalationOutcomes)[number];

/** Characters (code points) of the note that goes with a resolution. */
export const resolutionNoteLimits = { min: 10, max: 2000 } as const;

/** Why a text cannot be a resolution's note, as a sentence for the person who wrote it, or null. */
export function resolutionNoteFault(text: string): string | null {
  return textFault(text, resolutionNoteLimits, 'so that whoever reads this later knows what was agreed');
}

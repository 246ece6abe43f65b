import { addDays, type LocalDate } from './local-date.ts';

/** Hire and ramp of a rep, as far as they are known. */
export interface RampProfile {
  readonly hireDate: LocalDate;
  /** Null: the default of the role counts. */
  readonly rampEndDate: LocalDate | null;
}

/** True before the end of the rep's ramp (metrics G8); without a profile nobody ramps. @param rampDays the role's default. */
export function isRampingOn(day: LocalDate, profile: RampProfile | undefined, rampDays: number): boolean {
  if (profile === undefined) return false;
  return day < (profile.rampEndDate ?? addDays(profile.hireDate, rampDays));
}

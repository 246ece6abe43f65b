import { normalLevels, type Trait } from './normal-levels.ts';
import { plantedPatterns } from './planted-patterns.ts';

const courses = new Map(
  plantedPatterns.flatMap((pattern) =>
    pattern.courses.map((course) => [`${pattern.repId}/${course.trait}`, course.levels] as const),
  ),
);

/** The planted level in force on the date, or null where the rep is level. */
export function plantedLevel(repId: string, trait: Trait, date: string): number | null {
  return courses.get(`${repId}/${trait}`)?.findLast((level) => level.from <= date)?.level ?? null;
}

export const levelAt = (repId: string, trait: Trait, date: string): number =>
  plantedLevel(repId, trait, date) ?? normalLevels[trait];

export const hasPlanted = (repId: string, traits: readonly Trait[]): boolean =>
  traits.some((trait) => courses.has(`${repId}/${trait}`));

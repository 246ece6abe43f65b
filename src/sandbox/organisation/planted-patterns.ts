import type { PlantedPattern } from './planted-pattern.ts';
import { aePatterns } from './planted-patterns/ae.ts';
import { amPatterns } from './planted-patterns/am.ts';
import { csmPatterns } from './planted-patterns/csm.ts';
import { sdrPatterns } from './planted-patterns/sdr.ts';

/** Everything that is to be found in the sample organisation; whoever is not named here is level with their peers. */
export const plantedPatterns: readonly PlantedPattern[] = [
  ...aePatterns,
  ...amPatterns,
  ...csmPatterns,
  ...sdrPatterns,
];

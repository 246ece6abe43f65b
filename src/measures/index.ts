import type { Measure } from './measure.ts';
import { stageMoves } from './stage-moves.ts';

const measures: ReadonlyMap<string, Measure> = new Map([['stage_moves', stageMoves]]);

/** The measure that a catalog row names. @throws RangeError when there is none of that name. */
export function measureNamed(name: string): Measure {
  const measure = measures.get(name);
  if (measure === undefined) throw new RangeError(`There is no measure "${name}".`);
  return measure;
}

import type { Trait } from './normal-levels.ts';

/** From this local date on, until the next; before the first, and where `level` is null, the rep is level. */
export interface LevelFrom {
  readonly from: string;
  readonly level: number | null;
}

export interface PlantedPattern {
  readonly id: string;
  readonly repId: string;
  readonly metricKey: string;
  readonly dimension: string;
  /**
   * `persists`: there at the first weekly run, and no better weeks later. `improves`: there, better at once, in the end
   * clear. `clears`: there, and gone some weeks later. `emerges`: begins after the sandbox's start.
   */
  readonly story: 'persists' | 'improves' | 'clears' | 'emerges';
  /** Other metrics in which the same weakness shows. */
  readonly alsoShows?: readonly string[];
  /** What a reader of the rows is to find. */
  readonly finding: string;
  readonly courses: readonly { readonly trait: Trait; readonly levels: readonly LevelFrom[] }[];
}

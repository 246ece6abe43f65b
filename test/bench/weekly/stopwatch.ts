/** How long something took in all, however often it was taken up. */
export interface Lap {
  readonly name: string;
  readonly ms: number;
}

/** Times what goes on, one thing after another or side by side. */
export class Stopwatch {
  readonly #times = new Map<string, number>();

  /** @returns what ends the lap. */
  begin(name: string): () => void {
    const start = performance.now();
    return () => {
      this.#times.set(name, (this.#times.get(name) ?? 0) + performance.now() - start);
    };
  }

  /** The laps that have ended, the longest first. */
  get laps(): Lap[] {
    return [...this.#times].map(([name, ms]) => ({ name, ms })).sort((a, b) => b.ms - a.ms);
  }
}

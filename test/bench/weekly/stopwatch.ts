/** How long something took in all, however often it was taken up. */
export interface Lap {
  readonly name: string;
  readonly ms: number;
}

export class Stopwatch {
  readonly #times = new Map<string, number>();
  #current: string;
  #since = performance.now();

  constructor(first: string) {
    this.#current = first;
  }

  /** What goes on from here on; what went on before has ended. */
  lap(name: string): void {
    const now = performance.now();
    this.#times.set(this.#current, (this.#times.get(this.#current) ?? 0) + now - this.#since);
    this.#current = name;
    this.#since = now;
  }

  /** The laps, the longest first. */
  end(): Lap[] {
    this.lap(this.#current);
    return [...this.#times].map(([name, ms]) => ({ name, ms })).sort((a, b) => b.ms - a.ms);
  }
}

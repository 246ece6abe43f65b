/** About one message a second and channel, in real time. A little early is let through, as at Slack. */
export class PostGate {
  readonly #realNow: () => number;
  readonly #intervalMs: number;
  readonly #last = new Map<string, number>();

  constructor(realNow: () => number, intervalMs: number) {
    this.#realNow = realNow;
    this.#intervalMs = intervalMs;
  }

  /** Seconds to wait when it is too early for this channel; 0 when the post may go, which is then counted. */
  enter(channel: string): number {
    const now = this.#realNow();
    const sinceLast = now - (this.#last.get(channel) ?? Number.NEGATIVE_INFINITY);
    if (sinceLast < this.#intervalMs * 0.85) return Math.max(1, Math.ceil((this.#intervalMs - sinceLast) / 1000));
    this.#last.set(channel, now);
    return 0;
  }

  reset(): void {
    this.#last.clear();
  }
}

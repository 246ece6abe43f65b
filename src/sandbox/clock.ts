/** The sandbox's business time. It stands still until it is moved, and moves forward only; a reset puts it back. */
export interface SandboxClock {
  now(): Date;
  /** @throws RangeError when the instant lies before the clock's. */
  moveTo(instant: Date): void;
  reset(): void;
}

export function createSandboxClock(start: Date): SandboxClock {
  let now = start;
  return {
    now: () => now,
    moveTo(instant) {
      if (instant < now) throw new RangeError(`The sandbox's date moves forward only: ${instant.toISOString()}.`);
      now = instant;
    },
    reset() {
      now = start;
    },
  };
}

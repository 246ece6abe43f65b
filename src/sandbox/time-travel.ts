import type { SandboxClock } from './clock.ts';

/** Something that falls due at an instant of business time. */
export interface DueStop {
  at: Date;
  /** For people: "weekly run". */
  what: string;
}

export interface TravelParts {
  clock: SandboxClock;
  /** The first stop after the instant, or null when nothing is planned. */
  nextStop(after: Date): Promise<DueStop | null>;
  /** Does whatever is due at the clock's time. */
  runDue(now: Date): Promise<void>;
  /** Resolves when nothing that could be sent waits any more. */
  settle(): Promise<void>;
}

/** Before each stop, and at the end with `what` null. */
export type OnStop = (stop: { at: Date; what: string | null }) => Promise<void>;

/**
 * Moves the sandbox's date on. Every job that falls due on the way runs at its own time, in order; it ends when the
 * outbox is still.
 */
export async function travelTo(parts: TravelParts, target: Date, onStop: OnStop): Promise<void> {
  for (;;) {
    const stop = await parts.nextStop(parts.clock.now());
    if (stop === null || stop.at > target) break;
    parts.clock.moveTo(stop.at);
    await onStop(stop);
    await parts.runDue(stop.at);
    await parts.settle();
  }
  parts.clock.moveTo(target);
  await onStop({ at: target, what: null });
  await parts.runDue(target);
  await parts.settle();
}

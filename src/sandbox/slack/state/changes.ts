import type { Change } from '../control-contract.ts';

type Listener = (change: Change) => void;

/** Tells the page and tests whose screen has changed. */
export class Changes {
  readonly #listeners = new Set<Listener>();

  /** @returns what ends the subscription. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  announce(users: Change['users'], what: Change['what']): void {
    for (const listener of this.#listeners) listener({ users, what });
  }
}

import type { LedgerEntry } from './control-contract.ts';

type Numbered = 'n' | 'real_time' | 'business_time';
/** An entry before it is numbered and timed. */
export type NewLedgerEntry = LedgerEntry extends infer Entry
  ? Entry extends unknown
    ? Omit<Entry, Numbered>
    : never
  : never;

/**
 * Everything that passed between the app, Slack and people, numbered from 1, append-only. A reset of the workspace does
 * not empty it: it adds a `reset` entry, and numbers go on.
 */
export class Ledger {
  readonly #entries: LedgerEntry[] = [];
  readonly #businessNow: () => Date;

  constructor(businessNow: () => Date) {
    this.#businessNow = businessNow;
  }

  add(entry: NewLedgerEntry): LedgerEntry {
    const timed = {
      ...structuredClone(entry),
      n: this.#entries.length + 1,
      real_time: new Date().toISOString(),
      business_time: this.#businessNow().toISOString(),
    };
    this.#entries.push(timed);
    return timed;
  }

  get last(): number {
    return this.#entries.length;
  }

  /** Entries with a number above `after`. */
  after(after = 0): LedgerEntry[] {
    return this.#entries.slice(Math.max(0, after));
  }
}

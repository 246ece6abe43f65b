/** Message timestamps: business seconds and microseconds, strictly growing over the whole workspace. */
export class Timestamps {
  readonly #businessNow: () => Date;
  #last = 0;

  constructor(businessNow: () => Date) {
    this.#businessNow = businessNow;
  }

  /** The next `ts`, e.g. `1771837200.000100`; never one that was given before, even when the date stands still. */
  next(): string {
    this.#last = Math.max(this.#businessNow().getTime() * 1000, this.#last + 1);
    return `${Math.floor(this.#last / 1e6)}.${String(this.#last % 1e6).padStart(6, '0')}`;
  }

  /** Business time in whole seconds. */
  seconds(): number {
    return Math.floor(this.#businessNow().getTime() / 1000);
  }

  reset(): void {
    this.#last = 0;
  }
}

/** Orders two timestamps; they may have different numbers of digits in a request. */
export function compareTs(a: string, b: string): number {
  const [aSeconds = '0', aMicros = ''] = a.split('.');
  const [bSeconds = '0', bMicros = ''] = b.split('.');
  return Number(aSeconds) - Number(bSeconds) || Number(aMicros.padEnd(6, '0')) - Number(bMicros.padEnd(6, '0'));
}

import type { Fault } from './control-contract.ts';

/** Faults that wait for a Web API call: those of `cut_socket` and `disconnect` act at once and never wait. */
export type CallFault = Exclude<Fault, { kind: 'cut_socket' | 'disconnect' }>;

/** Faults in the order in which they were set; each is used up by its `count` of calls. */
export class Faults {
  #waiting: CallFault[] = [];

  set(fault: CallFault): void {
    this.#waiting.push({ ...fault });
  }

  clear(): void {
    this.#waiting = [];
  }

  waiting(): CallFault[] {
    return this.#waiting.map((fault) => ({ ...fault }));
  }

  /** Uses up one call of the first fault that names this method. */
  take(method: string): CallFault | undefined {
    const fault = this.#waiting.find((entry) => entry.method === '*' || entry.method === method);
    if (!fault) return undefined;
    fault.count -= 1;
    if (fault.count === 0) this.#waiting = this.#waiting.filter((entry) => entry !== fault);
    return { ...fault };
  }
}

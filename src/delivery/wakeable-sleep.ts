/** Waits that can be cut short. A wake while nobody waits cuts the next one short, so that none is missed. */
export class WakeableSleep {
  #wakers = new Set<() => void>();
  #missed = false;

  sleep(ms: number): Promise<void> {
    if (this.#missed) {
      this.#missed = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#wakers.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wakers.add(done);
    });
  }

  wake(): void {
    if (this.#wakers.size === 0) this.#missed = true;
    for (const done of [...this.#wakers]) done();
  }
}

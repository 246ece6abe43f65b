const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const INTERRUPTED = 130;

/**
 * Aborts at the first Ctrl-C, SIGTERM or hang-up, so that work ends in order. A second one, or the end of the grace
 * period (real time), ends the process at once; what `exit` listeners can clean up is still cleaned up.
 */
export function stopSignal({ graceMs }: { graceMs: number }): AbortSignal {
  const controller = new AbortController();
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(INTERRUPTED);
      setTimeout(() => process.exit(INTERRUPTED), graceMs).unref();
      controller.abort(signal);
    });
  }
  return controller.signal;
}

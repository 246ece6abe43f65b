import { stopSignal } from '../../src/cli/stop-signal.ts';

/** For stop-signal.test.ts: ends in order with status 0 when it is told `orderly`, else never by itself. */
const [, , behaviour, graceMs] = process.argv;
const signal = stopSignal({ graceMs: Number(graceMs) });
const work = setInterval(() => {}, 1_000);
signal.addEventListener('abort', () => {
  process.send?.('aborted');
  if (behaviour === 'orderly') clearInterval(work);
  process.disconnect();
});
process.send?.('ready');

import { setFlagsFromString } from 'node:v8';

/** How much garbage may gather before it is collected, in percent of what is in use. */
const SLACK_PERCENT = 20;

/**
 * Keeps this process small. Left alone, V8 lets garbage gather on a large machine until the heap is four times what is in
 * use: of a run over ten thousand reps half a gigabyte. It looks this up at every collection, so that it may be set at any
 * time; collections take a little more time in return.
 */
export function keepHeapTight(): void {
  setFlagsFromString(`--heap-growing-percent=${SLACK_PERCENT}`);
}

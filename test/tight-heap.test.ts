import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const MODULE = fileURLToPath(new URL('../src/tight-heap.ts', import.meta.url));

/** Keeps 40 MB and gathers garbage that has outlived a collection; prints how many MB its heap came to. */
const gatherGarbage = (first: string) => `
  ${first}
  const kept = Array.from({ length: 40 }, () => new Array(131072).fill(1.5));
  let most = 0;
  for (let round = 0; round < 1500; round += 1) {
    kept[round % 40] = new Array(131072).fill(round + 0.5);
    most = Math.max(most, process.memoryUsage().heapUsed);
  }
  console.log(most / 2 ** 20);
`;

async function mostOfHeap(first: string): Promise<number> {
  const { stdout } = await promisify(execFile)('node', [
    '--import',
    'tsx',
    '--input-type=module',
    '-e',
    gatherGarbage(first),
  ]);
  return Number(stdout);
}

it('lets little garbage gather, and less than by itself', { timeout: 60_000 }, async () => {
  const tight = await mostOfHeap(`(await import(${JSON.stringify(MODULE)})).keepHeapTight();`);
  expect(tight).toBeGreaterThan(40);
  expect(tight).toBeLessThan(100);
  expect(await mostOfHeap('')).toBeGreaterThan(1.2 * tight);
});

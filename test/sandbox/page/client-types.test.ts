import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const tsc = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url));
const client = fileURLToPath(new URL('../../../src/sandbox/page/client', import.meta.url));

it("type-checks the page's scripts, which agree with both contracts", async () => {
  const run = promisify(execFile)(process.execPath, [tsc, '-p', client]);
  const output = await run.then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
  expect(output).toBe('');
});

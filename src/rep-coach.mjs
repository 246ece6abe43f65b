#!/usr/bin/env node
// Plain JavaScript that any Node understands: it readies TypeScript for cli.ts, and says what is missing when it cannot.
const OLDEST_NODE = [20, 19];

function isTooOld([major = 0, minor = 0]) {
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}

function fail(message) {
  process.stderr.write(`rep-coach: ${message}\n`);
  process.exit(1);
}

if (isTooOld(process.versions.node.split('.').map(Number))) {
  fail(
    `Node ${process.versions.node} is too old.\n  Expected: Node ${OLDEST_NODE.join('.')} or newer\n  Remedy:   Install it from https://nodejs.org/.`,
  );
}

try {
  const { register } = await import('tsx/esm/api');
  register();
  const { keepHeapTight } = await import('./tight-heap.ts');
  keepHeapTight();
  const { main } = await import('./cli.ts');
  await main(process.argv);
} catch (error) {
  if (error?.code === 'ERR_MODULE_NOT_FOUND' && /Cannot find package/.test(error.message)) {
    fail(
      `${error.message.split('\n')[0]}.\n  Expected: the packages of package-lock.json\n  Remedy:   Run \`npm ci\` in the folder of Rep Coach.`,
    );
  }
  throw error;
}

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sideBySide } from '../../src/workflows/side-by-side.ts';

/** Work whose end the test decides. */
function openWork() {
  const ends = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
  const begun: string[] = [];
  return {
    begun,
    ends,
    work: (item: string, worker: string) => {
      begun.push(`${item} by ${worker}`);
      return new Promise<void>((resolve, reject) => {
        ends.set(item, { resolve, reject });
      });
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

it('gives whoever is free the next item', async () => {
  const { begun, ends, work } = openWork();
  const done = sideBySide(['a', 'b', 'c', 'd'], ['one', 'two'], work);
  expect(begun).toEqual(['a by one', 'b by two']);
  ends.get('b')?.resolve();
  await settled();
  expect(begun.slice(2)).toEqual(['c by two']);
  ends.get('c')?.resolve();
  await settled();
  ends.get('a')?.resolve();
  ends.get('d')?.resolve();
  await done;
  expect(begun.slice(3)).toEqual(['d by two']);
});

it('begins nothing new after a failure, and fails when what had begun has ended', async () => {
  const { begun, ends, work } = openWork();
  let outcome = 'open';
  const done = sideBySide(['a', 'b', 'c'], ['one', 'two'], work).catch((error: unknown) => {
    outcome = String(error);
  });
  ends.get('a')?.reject(new Error('a is broken'));
  await settled();
  expect([outcome, begun]).toEqual(['open', ['a by one', 'b by two']]);
  ends.get('b')?.resolve();
  await done;
  expect([outcome, begun.length]).toEqual(['Error: a is broken', 2]);
});

it('does every item once, with any number of workers', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.integer()), fc.integer({ min: 1, max: 5 }), async (items, workers) => {
      const done: number[] = [];
      await sideBySide(
        items,
        Array.from({ length: workers }, (_, index) => index),
        async (item) => {
          await Promise.resolve();
          done.push(item);
        },
      );
      expect(done.toSorted((a, b) => a - b)).toEqual(items.toSorted((a, b) => a - b));
    }),
  );
});

import { expect, it } from 'vitest';
import type { DeliveryRow } from '../../src/delivery/delivery-row.ts';
import { digestOf, doubtShown, shownDigest } from '../../src/delivery/shown-digest.ts';
import { put, senderOn, stateOf, useBench } from './sender-bench.ts';

const bench = useBench();

async function sentRow(): Promise<DeliveryRow> {
  await put(bench.db, 'a');
  await senderOn(bench.db, bench.slack.url).drain();
  return await stateOf(bench.db, 'a');
}
const record = (row: DeliveryRow, digest: string) =>
  bench.db('delivery').update({ shown_digest: shownDigest(bench.db, row, digest) });
const shown = async () => (await stateOf(bench.db, 'a')).shown_digest;

it('tells texts and blocks apart', () => {
  const block = { type: 'section', text: { type: 'plain_text', text: 'a' } } as const;
  const digests = [
    { text: 'a', blocks: [] },
    { text: 'b', blocks: [] },
    { text: 'a', blocks: [block] },
    { text: 'a', blocks: [block, block] },
  ].map(digestOf);
  expect(new Set(digests).size).toBe(4);
  expect(digestOf({ text: 'a', blocks: [{ ...block }] })).toBe(digests[2]);
});

it('is recorded by whoever began to draw', async () => {
  const row = await sentRow();
  expect(await doubtShown(bench.db, row)).toBe(true);
  expect(await shown()).not.toBe(row.shown_digest);
  await record(row, 'new');
  expect(await shown()).toBe('new');
  await record(row, 'new');
  expect(await shown()).toBe('new');
});

it('is not recorded where an older drawing may have landed, or another has begun, meanwhile', async () => {
  const row = await sentRow();
  await doubtShown(bench.db, row);
  await bench.db('delivery').update({ shown_digest: null });
  await record(row, 'new');
  expect(await shown()).toBeNull();
  const next = { ...row, fence: row.fence + 1 };
  await bench.db('delivery').update({ fence: next.fence });
  expect(await doubtShown(bench.db, row)).toBe(false);
  expect(await doubtShown(bench.db, next)).toBe(true);
  await record(row, 'new');
  expect(await shown()).toBeNull();
});

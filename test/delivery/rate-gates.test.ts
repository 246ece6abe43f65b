import { beforeEach, describe, expect, it } from 'vitest';
import { gateWaitMs, shutGate, takeUploadTurn, takeWorkspaceSlot } from '../../src/delivery/rate-gates.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
const aPauseLater = () =>
  database.owner('rate_gate').update({ open_at: database.owner.raw(`clock_timestamp() - interval '10 hours'`) });
beforeEach(() => database.owner('rate_gate').del());

/** Between these many milliseconds; the clock goes on while a test runs. */
function expectAbout(found: number | null, ms: number): void {
  expect(found).toBeGreaterThan(ms - 300_000);
  expect(found).toBeLessThanOrEqual(ms);
}

describe('a gate', () => {
  it('that is shut for longer is never opened by one who shuts it for less', async () => {
    expect(await gateWaitMs(database.db, 'channel:a')).toBe(0);
    await shutGate(database.db, 'channel:a', 3_600_000);
    await shutGate(database.db, 'channel:a', 1_000);
    expectAbout(await gateWaitMs(database.db, 'channel:a'), 3_600_000);
    await shutGate(database.db, 'channel:a', 7_200_000);
    expectAbout(await gateWaitMs(database.db, 'channel:a'), 7_200_000);
    expect(await gateWaitMs(database.db, 'channel:b')).toBe(0);
  });
});

describe('the slots of the workspace', () => {
  const anHour = 1 / 3_600;

  it('follow one another, and a pause saves none up', async () => {
    const take = () => takeWorkspaceSlot(database.db, anHour);
    expect(await take()).toBe(0);
    expectAbout(await take(), 3_600_000);
    expectAbout(await take(), 7_200_000);
    await aPauseLater();
    expect(await take()).toBe(0);
    expectAbout(await take(), 3_600_000);
  });
});

describe('the turns to upload', () => {
  const take = (mostMs: number) => takeUploadTurn(database.db, { perSecond: 1 / 3_600, burst: 2, mostMs });

  it('are a few at once after a pause, however long, and then one after the other', async () => {
    for (let again = 0; again < 2; again += 1) {
      expect(await take(0)).toBe(0);
      expect(await take(0)).toBe(0);
      expectAbout(await take(3_600_000), 3_600_000);
      await aPauseLater();
    }
  });

  it('are not taken by who would have to wait too long', async () => {
    await take(0);
    await take(0);
    for (let again = 0; again < 3; again += 1) expect(await take(1_000)).toBeNull();
    expectAbout(await take(3_600_000), 3_600_000);
  });
});

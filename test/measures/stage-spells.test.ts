import { describe, expect, it } from 'vitest';
import { member } from './measure-request.ts';
import type { Deal } from './stage-history-rows.ts';
import { deal, RUN, stays, useVelocity } from './velocity-world.ts';

const velocity = useVelocity();

const medianOf = async (deals: readonly Deal[]) => (await velocity(deals)).companions?.median_days;

describe('a spell', () => {
  it.each([
    ['passes beyond the stage', 4],
    ['is won', 'won'],
    ['is lost', 'lost'],
  ] as const)('ends when the deal %s', async (_name, what) => {
    const ended = deal('rita', '2 2025-12-01', `${what} 2025-12-06`);
    expect((await velocity([ended])).companions).toMatchObject({ median_days: 5, max_follow_up_days: 5 });
  });

  it('does not run while the deal is back in an earlier stage, and goes on afterwards', async () => {
    const back = deal('rita', '2 2025-12-01', '1 2025-12-04', '2 2025-12-11', '3 2025-12-13');
    expect(await medianOf([back])).toBe(5);
  });

  it('does not run while the deal is lost, if it is reopened', async () => {
    const reopened = deal('rita', '2 2025-12-01', 'lost 2025-12-04', '2 2025-12-11', '3 2025-12-13');
    expect(await medianOf([reopened])).toBe(5);
    const stillOpen = deal('rita', '2 2026-02-01', 'lost 2026-02-04', '2 2026-02-24');
    expect((await velocity([stillOpen])).companions).toMatchObject({ median_days: null, max_follow_up_days: 9 });
  });

  it('that was lost while the deal was back ended with the days it had', async () => {
    const lost = deal('rita', '2 2025-12-01', '1 2025-12-04', 'lost 2025-12-20');
    expect(await medianOf([lost])).toBe(3);
  });

  it('is over once the deal is won: what comes after is none', async () => {
    const after = deal('rita', '2 2025-12-01', 'won 2025-12-04', '2 2025-12-11', '3 2025-12-30');
    expect((await velocity([after])).companions).toMatchObject({ median_days: 3, max_follow_up_days: 3 });
  });

  it('is the owner’s at entry, and ends with a passage though the next owner makes it', async () => {
    const handed = deal('ann', '2 2025-12-01', '3 2025-12-06 rita', 'lost 2025-12-10 olaf');
    expect(await velocity([handed], RUN, 'ann')).toMatchObject({ companions: { median_days: 5 } });
    expect(await velocity([handed], RUN, 'rita', '3')).toMatchObject({ companions: { median_days: 4 } });
    expect(await velocity([handed], RUN, 'rita', '2')).toMatchObject({ stages: ['3'], slow: undefined });
  });

  it('skipped, passed before it was entered or left within five minutes is none', async () => {
    const deals = [
      deal('rita', '1 2025-12-01', '3 2025-12-04', '2 2025-12-08', 'lost 2025-12-20'),
      deal('rita', '2 2025-12-01T12:00:00Z', '3 2025-12-01T12:04:59Z', 'lost 2025-12-05T12:00:00Z'),
    ];
    expect((await velocity(deals)).stages).toEqual(['1', '3']);
    const brief = deal('rita', '2 2025-12-01T12:00:00Z', '3 2025-12-01T12:05:00Z');
    expect((await velocity([brief])).stages).toContain('2');
  });

  it('lasts by the clock, whatever daylight saving does', async () => {
    // From midnight to midnight, with the 25 hours of November 2 between.
    expect(await medianOf([deal('rita', '2 2025-11-01', '3 2025-11-03')])).toBeCloseTo(49 / 24, 12);
  });
});

describe('the cohort', () => {
  it.each([
    ['entered before the first instant', '2025-09-03T03:59:59Z', []],
    ['entered at the first instant', '2025-09-03T04:00:00Z', ['2']],
    ['entered at the last', '2026-03-02T04:50:00Z', ['2']],
    ['entered at t', '2026-03-02T05:00:00Z', []],
  ])('%s', async (_name, at, stages) => {
    expect((await velocity([deal('rita', `2 ${at}`)])).stages).toEqual(stages);
  });

  it('begins with the stint', async () => {
    const run = { ...RUN, members: [member('rita', { stintStart: '2026-02-01' })] };
    expect((await velocity([deal('rita', '2 2026-01-31'), deal('rita', '3 2026-02-01')], run)).stages).toEqual(['3']);
  });
});

describe('rows that break the contract', () => {
  it('are left out and counted', async () => {
    const backward = deal('rita', '2 2025-12-10', '2 2025-12-01', '3 2025-12-20');
    const found = await velocity([...stays('rita', [5]), backward]);
    expect(found).toMatchObject({
      companions: { median_days: 5 },
      quality: { rows: 5, excluded: 1 },
      refused: [{ reason: expect.stringContaining('ends before it begins'), rows: 1 }],
    });
  });

  it('a row recorded once the run had begun does not exist', async () => {
    const late: Deal = {
      ...deal('rita'),
      steps: [
        { what: 2, at: '2025-12-01' },
        { what: 3, at: '2025-12-06', recordedAt: '2026-03-02T11:00:00Z' },
      ],
    };
    expect((await velocity([late])).companions).toMatchObject({ median_days: null, max_follow_up_days: 91 });
  });
});

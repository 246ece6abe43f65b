import fc from 'fast-check';
import { type Deal, instant, type Step } from './stage-history-rows.ts';

const what = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 5 }) },
  { weight: 3, arbitrary: fc.constant('lost' as const) },
  { weight: 2, arbitrary: fc.constant('won' as const) },
  { weight: 1, arbitrary: fc.constant('broken' as const) },
);

/** Gaps that land on window edges and on the fourteenth day after a transfer now and then. */
const hoursLater = fc.oneof(fc.constantFrom(1, 24, 7 * 24, 14 * 24, 21 * 24), fc.integer({ min: 1, max: 400 }));

function seldom<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.oneof({ weight: 7, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
}

const steps = fc
  .record({
    start: fc.constantFrom('2025-11-17', '2025-12-08', '2026-01-12', '2026-02-02', '2026-02-16', '2026-03-02'),
    rows: fc.array(
      fc.record({
        what,
        hoursLater,
        owner: seldom(fc.constantFrom('ann', 'bob', 'cleo')),
        recordedAt: seldom(fc.constant('2026-03-09T10:00:00Z')),
      }),
      { minLength: 1, maxLength: 8, size: 'max' },
    ),
  })
  .map(({ start, rows }): Step[] => {
    let at = instant(start).getTime();
    return rows.map((row, index) => {
      at += index === 0 ? 0 : row.hoursLater * 3_600_000;
      return {
        what: row.what,
        at: new Date(at).toISOString(),
        ...(row.owner === undefined ? {} : { owner: row.owner }),
        ...(row.recordedAt === undefined ? {} : { recordedAt: row.recordedAt }),
      };
    });
  });

/** Histories of all kinds, of three owners and two segments, around the windows of March 9, 2026. */
export const randomDeals = fc
  .array(
    fc.record({
      owner: fc.constantFrom('ann', 'bob', 'cleo'),
      segment: fc.constantFrom('enterprise', 'retail'),
      steps,
    }),
    { minLength: 1, maxLength: 40, size: 'max' },
  )
  .map((list): Deal[] => list.map((one, index) => ({ id: `deal-${index}`, ...one })));

import { describe, expect, it } from 'vitest';
import { measureRequest, member } from './measure-request.ts';

/** Monday. The meetings that are asked for ended three weeks before. */
const T = '2026-03-16';
const SHIFTED = 'SDR.meeting_to_qualified_opp';
const awayLastWeek = { role: 'SDR', absences: [{ start: '2026-03-09', end: '2026-03-16' }] } as const;

const own = (metric: 'SDR.meeting_to_qualified_opp' | 'SDR.open_cadence_flags', change: object) =>
  measureRequest({ metrics: [metric], t: T, members: [member('sam', { ...awayLastWeek, ...change })] }).metrics[0]
    ?.reps[0]?.own;

describe('who is away', () => {
  it('in the scored week is away from what is asked of a point in time', () => {
    expect(own('SDR.open_cadence_flags', {})).toMatchObject({ start: T, end: T, onLeave: true });
  });

  it('afterwards is not away from a window that ended before', () => {
    expect(own(SHIFTED, {})).toMatchObject({ start: '2025-12-29', end: '2026-02-23', onLeave: false });
  });

  it('is not away from a window that ended before the stint began, as there is nothing to be away from', () => {
    expect(own(SHIFTED, { stintStart: '2026-03-02' })).toMatchObject({
      start: '2026-02-23',
      end: '2026-02-23',
      onLeave: false,
    });
  });

  it.each([
    ['half of the business days', '2026-01-26', false],
    ['one day more', '2026-01-27', true],
  ] as const)('for %s of it', (_name, end, onLeave) => {
    // Forty business days without holidays, the first on 29 December.
    expect(own(SHIFTED, { absences: [{ start: '2025-12-29', end }] })).toMatchObject({ onLeave });
  });
});

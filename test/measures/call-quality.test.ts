import { beforeEach, describe, expect, it } from 'vitest';
import type { CohortMember } from '../../src/domain/cohort-member.ts';
import { addDays, type LocalDate } from '../../src/domain/local-date.ts';
import { callQuality } from '../../src/measures/call-quality.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { call } from './call-rows.ts';
import { member } from './measure-request.ts';
import { ZONE } from './stage-history-rows.ts';

const database = useDatabase();
const d = '2026-03-10';

beforeEach(() => database.owner.raw('truncate conv_intelligence'));

const scored = (at: string, quality: number | string | null, change: object = {}) =>
  call(at, { call_owner_role: 'AE', quality_score: quality, ...change });

async function measure(calls: readonly object[], start: LocalDate = d, rep: Partial<CohortMember> = {}) {
  await loadTables(database.owner, { conv_intelligence: calls.map((row) => ({ ...row })) });
  const rows = await callQuality(database.db, {
    members: [member('rita', rep)],
    days: { start, end: addDays(d, 1) },
    windowDays: 30,
    orgTz: ZONE,
    runStart: new Date('2026-03-10T12:00:00Z'),
  });
  return rows.map((row) => `${row.day}: ${row.mean.toFixed()} of ${row.calls}`);
}

describe('call quality', () => {
  it('is the mean of the thirty local days before a day, across a change of clocks', async () => {
    // 2026-03-08 has 23 hours in New York; the window begins on 2026-02-08 at 00:00, 05:00 in UTC.
    const calls = [
      scored('2026-02-08T04:59:59Z', 10),
      scored('2026-02-08T05:00:00Z', 60),
      scored('2026-03-10T03:59:59Z', 70),
      scored('2026-03-10T04:00:00Z', 10),
    ];
    expect(await measure(calls)).toEqual(['2026-03-10: 65 of 2']);
  });

  it('is measured for every day that is asked for, in one go', async () => {
    const calls = [scored('2026-03-07T15:00:00Z', 50), scored('2026-03-09T15:00:00Z', 80)];
    expect(await measure(calls, '2026-03-07')).toEqual([
      '2026-03-08: 50 of 1',
      '2026-03-09: 50 of 1',
      '2026-03-10: 65 of 2',
    ]);
  });

  it('takes calls in the role and the stint only, and none that has no score or breaks the contract', async () => {
    const at = '2026-03-09T15:00:00Z';
    const calls = [
      scored(at, 40),
      scored(at, null),
      scored(at, 101),
      scored(at, 'NaN'),
      scored(at, 90, { call_owner_role: 'AM' }),
      scored(at, 90, { call_owner_rep_id: 'rob' }),
      scored(at, 90, { recorded_at: '2026-03-10T12:00:00Z' }),
      scored(at, 90, { rep_talk_s: -1 }),
      scored('2026-03-01T15:00:00Z', 90),
    ];
    expect(await measure(calls, d, { stintStart: '2026-03-02' })).toEqual(['2026-03-10: 40 of 1']);
  });
});

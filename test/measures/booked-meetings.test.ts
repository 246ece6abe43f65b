import { beforeEach, describe, expect, it } from 'vitest';
import { bookedMeetings } from '../../src/measures/booked-meetings.ts';
import { useDatabase } from '../support/database.ts';
import { loadTables } from '../support/rows.ts';
import { measureRequest, member, type TestRun } from './measure-request.ts';
import { instant } from './stage-history-rows.ts';

const database = useDatabase();

beforeEach(async () => {
  await database.owner.raw('truncate leads, opportunities');
});

/** Meetings of [12 Jan, 9 Mar), the clocks going forward on 8 March; evidence since 8 December. */
const RUN: TestRun = {
  metrics: ['SDR.meeting_to_qualified_opp'],
  t: '2026-03-30',
  members: [member('sam', { role: 'SDR' })],
};
const KNOWN = new Date('2020-01-01T00:00:00Z');
const DAY = 24 * 3_600_000;

let leadsMade = 0;

interface Booked {
  lead: object;
  opportunity: object | null;
}

/** A lead with a meeting; `qualifiedAfter`: when its opportunity was accepted, in milliseconds. */
function booked(
  at: string,
  qualifiedAfter: number | null,
  { lead = {}, opportunity = {} }: { lead?: object; opportunity?: object } = {},
): Booked {
  leadsMade += 1;
  const bookedAt = instant(at);
  return {
    lead: {
      lead_id: `lead ${leadsMade}`,
      sdr_rep_id: 'sam',
      created_at: bookedAt,
      meeting_id: `meeting ${leadsMade}`,
      meeting_booked_at: bookedAt,
      converted_opp_id: qualifiedAfter === null ? null : `opp ${leadsMade}`,
      recorded_at: KNOWN,
      ...lead,
    },
    opportunity:
      qualifiedAfter === null
        ? null
        : {
            opp_id: `opp ${leadsMade}`,
            account_id: 'account',
            owner_rep_id: 'ann',
            opp_type: 'new_business',
            segment: 'retail',
            amount: 1000,
            currency: 'USD',
            created_at: bookedAt,
            qualification_status: 'accepted',
            qualified_at: new Date(bookedAt.getTime() + qualifiedAfter),
            recorded_at: KNOWN,
            ...opportunity,
          },
  };
}

async function qualified(meetings: readonly Booked[], run: Partial<TestRun> = {}) {
  await loadTables(database.owner, {
    leads: meetings.map(({ lead }) => ({ ...lead })),
    opportunities: meetings.flatMap(({ opportunity }) => (opportunity === null ? [] : [{ ...opportunity }])),
  });
  const { metrics, refused } = await bookedMeetings(database.db, measureRequest({ ...RUN, ...run }));
  const of = (repId: string) => {
    const series = metrics[0]?.series.find((one) => one.repId === repId);
    if (series?.evidence.kind !== 'tallies') return undefined;
    return [...series.own, ...series.evidence.tallies].map((tally) => [tally.numerator?.toNumber(), tally.size]);
  };
  const series = metrics[0]?.series.find((one) => one.repId === 'sam');
  return { of, series, refused, quality: metrics[0]?.quality.get('sam') };
}

it('counts the meetings of eight weeks that became qualified opportunities, in the rep’s segment', async () => {
  const found = await qualified([
    booked('2026-01-20', 5 * DAY),
    booked('2026-02-03', null),
    booked('2026-03-04', 10 * DAY),
    booked('2026-03-05', null),
    booked('2025-12-15', 3 * DAY),
  ]);
  expect(found.of('sam')).toEqual([
    [2, 4],
    [3, 5],
  ]);
  expect(found.series).toMatchObject({ dimension: '', newEvidence: 2, own: [{ segment: 'enterprise' }] });
});

describe('in time', () => {
  it.each([
    ['21 days to the second', 21 * DAY, {}, 1],
    ['a second later', 21 * DAY + 1000, {}, 0],
    ['before it was booked', -DAY, {}, 1],
    ['but rejected', DAY, { qualification_status: 'rejected' }, 0],
    ['without a date', DAY, { qualified_at: null }, 0],
    ['not known when the run began', DAY, { recorded_at: instant('2026-03-30T10:00:00Z') }, 0],
  ])('qualified %s', async (_name, after, opportunity, hits) => {
    expect((await qualified([booked('2026-01-20', after, { opportunity })])).of('sam')?.[0]).toEqual([hits, 1]);
  });

  it('at t is too late, as it has not happened', async () => {
    const atT = booked('2026-03-09T03:59:59Z', 21 * DAY + 1000);
    const before = booked('2026-03-09T03:59:59Z', 21 * DAY);
    expect((await qualified([atT, before])).of('sam')?.[0]).toEqual([1, 2]);
  });
});

describe('window edges', () => {
  it.each([
    ['before the first instant', '2026-01-12T04:59:59Z', 0, 1],
    ['at the first', '2026-01-12T05:00:00Z', 1, 1],
    ['at the last, on summer time', '2026-03-09T03:59:59Z', 1, 1],
    ['before the evidence', '2025-12-08T04:59:59Z', undefined, undefined],
    ['three weeks before t', '2026-03-09T04:00:00Z', undefined, undefined],
  ])('booked %s', async (_name, at, own, evidence) => {
    const sizes = (await qualified([booked(at, null)])).of('sam')?.map(([, size]) => size);
    expect(sizes).toEqual(own === undefined ? undefined : [own, evidence]);
  });

  it('never before the stint', async () => {
    const members = [member('sam', { role: 'SDR', stintStart: '2026-02-10' })];
    const found = await qualified([booked('2026-02-09', DAY), booked('2026-02-10', DAY)], { members });
    expect(found.of('sam')).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });
});

describe('one meeting', () => {
  it('is one whatever the number of contacts, booked first by whom, qualified by any of them', async () => {
    const meeting_id = 'shared';
    const found = await qualified(
      [
        booked('2026-01-21', null, { lead: { meeting_id } }),
        booked('2026-01-20', null, { lead: { meeting_id, sdr_rep_id: 'olaf' } }),
        booked('2026-01-22', DAY, { lead: { meeting_id } }),
      ],
      { members: [member('sam', { role: 'SDR' }), member('olaf', { role: 'SDR' })] },
    );
    expect(found.of('olaf')?.[0]).toEqual([1, 1]);
    expect(found.of('sam')).toBeUndefined();
  });

  it('first booked before the windows is not counted again', async () => {
    const lead = { meeting_id: 'again' };
    expect(
      (await qualified([booked('2025-11-01', null, { lead }), booked('2026-02-01', DAY, { lead })])).of('sam'),
    ).toBe(undefined);
  });

  it('a lead without one, or known too late, is none', async () => {
    const found = await qualified([
      booked('2026-02-01', null, { lead: { meeting_id: null, meeting_booked_at: null } }),
      booked('2026-02-01', null, { lead: { recorded_at: instant('2026-03-30T10:00:00Z') } }),
      booked('2026-02-02', null),
    ]);
    expect(found.of('sam')?.[0]).toEqual([0, 1]);
    expect(found.refused).toEqual([]);
  });

  it('a booking that names none is left out and told', async () => {
    const found = await qualified([
      booked('2026-02-01', DAY, { lead: { meeting_id: null } }),
      booked('2026-02-01', DAY, { lead: { meeting_id: null } }),
      booked('2026-02-02', null),
    ]);
    expect(found.of('sam')?.[0]).toEqual([0, 1]);
    expect(found.quality?.own).toEqual({ rows: 3, excluded: 2 });
    expect(found.refused).toEqual([{ reason: 'leads: a booking without a meeting', rows: 2 }]);
  });
});

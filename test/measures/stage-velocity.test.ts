import { describe, expect, it } from 'vitest';
import { member } from './measure-request.ts';
import type { Deal } from './stage-history-rows.ts';
import { deal, later, PEERS, peers, RUN, stays, useVelocity } from './velocity-world.ts';

const velocity = useVelocity();

it('is the share of spells that lasted longer than half of the peers’ do', async () => {
  expect(await velocity([...peers(), ...stays('rita', [5, 9, 9.5, 20, 21, 22, 23, 24])])).toEqual({
    slow: '6/8',
    evidence: [6, 8, 9],
    benchmark: ['segment_peers', 0.5, 5],
    newEvidence: 0,
    companions: { median_days: 20, peer_median_days: 9, max_follow_up_days: 24 },
    stages: ['2', '3'],
    quality: { rows: 16, excluded: 0 },
    refused: [],
  });
});

it('knows of the spells that go on', async () => {
  // Five ended and five that were handed over or are open: the median is 21, not the 12 of those that ended.
  const ended = [5, 8, 12, 20, 21].map((days) => deal('rita', '2 2025-12-01', `3 ${later('2025-12-01', days)}`));
  const handedOver = [3, 15, 40].map((days) => deal('rita', '2 2025-12-01', `2 ${later('2025-12-01', days)} olaf`));
  const open = [44, 60].map((days) => deal('rita', `2 ${later('2026-03-02', -days)}`));
  expect((await velocity([...ended, ...handedOver, ...open])).companions).toEqual({
    median_days: 21,
    peer_median_days: null,
    max_follow_up_days: 60,
  });
});

describe('what is decided', () => {
  const open = (days: number) => deal('rita', `2 ${later('2026-03-02', -days)}`);

  it.each([
    ['an open spell that began less than m ago is not', [open(8.9)], '0/0'],
    ['one that began m ago is, and not slow', [open(9)], '0/1'],
    ['one that began before is slow', [open(9.1)], '1/1'],
    ['a quick one that began less than m ago is not', [deal('rita', '2 2026-02-25', '3 2026-02-26')], '0/0'],
    ['one that was handed over before m is not', [deal('rita', '2 2025-12-01', '2 2025-12-09 olaf')], '0/0'],
    ['one that was handed over at m is', [deal('rita', '2 2025-12-01', '2 2025-12-10 olaf')], '0/1'],
    ['one that rested before m is not', [deal('rita', '2 2025-12-01', '1 2025-12-09')], '0/0'],
  ])('%s', async (_name, deals, slow) => {
    expect((await velocity([...peers(), ...deals])).slow).toBe(slow);
  });
});

describe('the peers', () => {
  const slowRita = stays('rita', [20, 21, 22, 23, 24, 25, 26, 27]);

  it('are at least five, with eight spells each', async () => {
    const [first, ...rest] = peers();
    expect(first?.owner).toBe('ann');
    expect(await velocity([...rest, ...slowRita])).toMatchObject({
      slow: '0/0',
      evidence: [0, 0, undefined],
      benchmark: ['none', undefined, 0],
      companions: { peer_median_days: null },
    });
  });

  it.each([
    ['ramping', { isRamping: true }],
    ['of a role that cannot be told', { isTied: true }],
    ['on leave', { absences: [{ start: '2025-10-01', end: '2026-03-01' } as const] }],
  ])('are not %s', async (_name, change) => {
    const members = [member('rita'), member('ann', change), ...PEERS.slice(1).map((id) => member(id))];
    expect((await velocity([...peers(), ...slowRita], { ...RUN, members })).benchmark?.[0]).toBe('none');
  });

  it('do not count the rep’s own spells', async () => {
    const many = stays(
      'rita',
      Array.from({ length: 100 }, () => 40),
    );
    expect((await velocity([...peers(), ...many])).evidence).toEqual([100, 100, 9]);
  });

  it('of another segment are context only', async () => {
    const members = [member('rita', { segment: 'public' }), ...PEERS.map((id) => member(id))];
    const mine = stays('rita', [20, 20, 20, 20, 20, 20, 20, 20], 'public');
    expect(await velocity([...peers(), ...mine], { ...RUN, members })).toMatchObject({
      slow: '8/8',
      benchmark: ['role_peers', 0.5, 5],
    });
  });

  it('of each segment judge the deals of that segment', async () => {
    const retail = ['una', 'val', 'wyn', 'xia', 'zoe'];
    const members = [...(RUN.members ?? []), ...retail.map((id) => member(id, { segment: 'retail' }))];
    const quick = retail.flatMap((id) => stays(id, [1, 2, 3, 4, 5, 6, 7, 8], 'retail'));
    const mine = [...stays('rita', [8, 8, 8, 10, 10, 10]), ...stays('rita', [3, 8], 'retail')];
    const found = await velocity([...peers(), ...quick, ...mine], { ...RUN, members });
    expect(found).toMatchObject({ slow: '3/6 1/2', evidence: [4, 8, undefined], benchmark: ['segment_peers', 0.5, 5] });
    // Six of eight spells against nine days, two against four.
    expect(found.companions?.peer_median_days).toBeCloseTo(7.75, 12);
  });

  it('without a median decide nothing', async () => {
    const open = PEERS.flatMap((id) => Array.from({ length: 8 }, () => deal(id, '2 2025-12-01')));
    expect(await velocity([...open, ...slowRita])).toMatchObject({ slow: '0/0', benchmark: ['none', undefined, 0] });
  });
});

describe('new evidence', () => {
  it.each<[string, Deal, number]>([
    ['a spell entered in the last week', deal('rita', '2 2026-02-23'), 1],
    ['one that ended in it', deal('rita', '2 2026-02-16', '3 2026-02-23'), 1],
    ['one that grew past m in it', deal('rita', '2 2026-02-20'), 1],
    ['not one that reached m and no more', deal('rita', '2 2026-02-21'), 0],
    ['not one that was past m before', deal('rita', '2 2026-02-13'), 0],
    ['one exactly at m when the week began', deal('rita', '2 2026-02-14'), 1],
    ['not one that ended before', deal('rita', '2 2026-02-10', '3 2026-02-22'), 0],
    ['not one that was handed over in it', deal('rita', '2 2026-02-19', '2 2026-02-25 olaf'), 0],
  ])('%s', async (_name, mine, count) => {
    expect((await velocity([...peers(), mine])).newEvidence).toBe(count);
  });
});

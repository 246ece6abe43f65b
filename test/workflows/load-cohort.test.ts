import { describe, expect, it } from 'vitest';
import { roleStints } from '../../src/db/reads/role-stints.ts';
import { decidedDeals } from '../measures/stage-history-rows.ts';
import { activity, repRows } from './metric-rows.ts';
import { DECIDED, peers, rita, useMetricWorld } from './metric-world.ts';

const { database, load, read } = useMetricWorld();

const T = new Date('2026-03-02T05:00:00Z');

describe('whose reading it is', () => {
  it('a stint’s: deals decided in the role before do not count', async () => {
    const { reps, deals } = peers();
    await load(
      [{ ...rita, activeOn: ['2026-02-10', '2026-02-27'] }, ...reps],
      [...decidedDeals('rita', 12, 12, '2026-02-09'), ...decidedDeals('rita', 3, 12, DECIDED), ...deals],
    );
    await database.owner('rep_activity').insert(activity('rita', '2026-02-09', 'SDR'));
    expect((await read()).of('rita')).toMatchObject({
      windowStart: '2026-02-10',
      evidenceStart: '2026-02-10',
      sampleSize: 12,
      fired: true,
    });
  });

  it('nobody’s who left the role, or the company, before', async () => {
    const { reps, deals } = peers();
    await load(
      [rita, { id: 'quinn' }, ...reps],
      [...decidedDeals('rita', 3, 12, DECIDED), ...decidedDeals('quinn', 3, 12, DECIDED), ...deals],
    );
    await database.owner('rep_activity').insert(activity('rita', '2026-03-01', 'AM'));
    await database.owner('person').where({ person_id: 'quinn' }).update({ deactivated_at: '2026-03-02T04:59:59Z' });
    const { summary, readings } = await read();
    expect(readings.filter((one) => ['rita', 'quinn'].includes(one.repId))).toEqual([]);
    expect(summary.reps).toBe(6);
  });

  it('of a day split evenly between roles the day before decides, and the data are poor', async () => {
    const { reps, deals } = peers();
    await load([rita, ...reps], [...decidedDeals('rita', 3, 12, DECIDED), ...deals]);
    const lastDay = '2026-03-01';
    await database.owner('rep_activity').insert([activity('rita', lastDay, 'AE'), activity('rita', lastDay, 'AM')]);
    expect((await read()).of('rita')).toMatchObject({ role: 'AE', status: 'data_quality', fired: false });
    await database.owner.raw('truncate metric_reading');
    await database.owner('rep_activity').insert(activity('rita', lastDay, 'AE', 2));
    expect((await read()).of('rita')).toMatchObject({ status: 'ok', fired: true });
  });

  it('activity since ever tells no stint', async () => {
    await load([rita], []);
    await database
      .owner('rep_activity')
      .insert({ ...activity('rita', '2026-02-01', 'AE'), activity_date: '-infinity' });
    const [before] = await roleStints(database.db, '2026-03-02', T, T);
    expect(before).toMatchObject({ repId: 'rita', stintStart: expect.stringMatching(/^20/) });
  });

  it('activity recorded late, or dated at t, is not known', async () => {
    const { reps, deals } = peers();
    await load([rita, ...reps], [...decidedDeals('rita', 3, 12, DECIDED), ...deals]);
    await database
      .owner('rep_activity')
      .insert([
        { ...activity('rita', '2026-03-01', 'AM'), recorded_at: '2026-03-02T11:00:00Z' },
        activity('rita', '2026-03-02', 'SDR'),
      ]);
    expect((await read()).of('rita')).toMatchObject({ role: 'AE', status: 'ok' });
  });

  it('in the segment of the latest territory in force', async () => {
    const { reps, deals } = peers();
    await load([rita, ...reps], [...decidedDeals('rita', 3, 12, DECIDED), ...deals]);
    const [row] = repRows([{ ...rita, segment: 'public' }]).territory_definitions;
    await database.owner('territory_definitions').insert([
      { ...row, territory_id: 'ended', effective_from: '2026-02-01', effective_to: '2026-03-02' },
      { ...row, territory_id: 'to come', effective_from: '2026-03-03' },
      { ...row, territory_id: 'b', effective_from: '2026-01-01', segment: 'retail' },
      { ...row, territory_id: 'a', effective_from: '2026-01-01', segment: 'health' },
    ]);
    // The own segment is shown; the deals, all enterprise, are compared with enterprise peers.
    expect((await read()).of('rita')).toMatchObject({ segment: 'health', benchmarkKind: 'segment_peers', fired: true });
  });
});

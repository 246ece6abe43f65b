import { beforeEach, describe, expect, it, vi } from 'vitest';
import { catalogOf } from '../../src/catalog/catalog.ts';
import { defaultThresholds } from '../../src/catalog/thresholds.ts';
import { view } from '../../src/cli/view.ts';
import { loadConfig } from '../../src/config.ts';
import { call } from '../measures/call-rows.ts';
import { decidedDeals, instant, ZONE } from '../measures/stage-history-rows.ts';
import { metricOf } from '../support/metric-of.ts';
import { DECIDED, MONDAY, rita, useMetricWorld } from '../workflows/metric-world.ts';

const world = useMetricWorld();
const request = {
  ...MONDAY,
  catalog: catalogOf([metricOf('AE.stage_conversion'), metricOf('AE.next_step_quality')], defaultThresholds),
};

beforeEach(async () => {
  const { owner } = world.database;
  await owner.raw('truncate conv_intelligence, job_run cascade');
  await owner('job_run').insert({
    job: 'weekly',
    local_period: MONDAY.t,
    run_start: MONDAY.runStart,
    finished_at: MONDAY.runStart,
    state: 'done',
    lease_until: MONDAY.runStart,
  });
});

async function shown(metric: string, json = false): Promise<string> {
  const config = loadConfig(['database', 'organisation', 'thresholds'], {
    DATABASE_URL: world.database.url,
    ORG_TZ: ZONE,
  });
  const written: string[] = [];
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    await view({ rep: rita.id, month: null, evidence: metric, json, config });
  } finally {
    stdout.mockRestore();
  }
  return written.join('');
}

const CALLED = '2026-02-10T15:00:00Z';

describe('the rows behind a score of calls', () => {
  beforeEach(async () => {
    const scored = [60, 70, 80, 50, 90, 70].map((score) => call(CALLED, { next_step_score: score }));
    await world.load([rita], [], {
      conv_intelligence: [
        ...scored,
        call(CALLED, { call_id: 'unscored', next_step_score: null }),
        call(CALLED, { call_id: 'internal', is_external: false, next_step_score: 10 }),
        call(CALLED, { call_id: 'off', next_step_score: 101 }),
        call(CALLED, { call_id: 'late', next_step_score: 10, recorded_at: MONDAY.runStart }),
        call(CALLED, { call_id: 'as AM', next_step_score: 10, call_owner_role: 'AM' }),
        call('2025-12-01T15:00:00Z', { call_id: 'before the window', next_step_score: 10 }),
      ].map((row) => ({ call_owner_role: 'AE', ...row })),
    });
    await world.read(request);
  });

  it('are those that make its value, and each other one with the reason', async () => {
    const text = await shown('AE.next_step_quality');
    expect(text).toContain(': 70.0 (n = 6 ');
    expect(text).toContain('  counted: 6\n');
    expect(
      text
        .match(/(?<=10 Feb 2026 {2}call call \d+: )\d+/g)
        ?.map(Number)
        .sort(),
    ).toEqual([50, 60, 70, 70, 80, 90]);
    expect(text).toContain('  left out: 5\n');
    expect(text).toContain('call unscored: not scored');
    expect(text).toContain('call internal: nobody from outside took part');
    expect(text).toContain('call off: a score off its scale');
    expect(text).toContain('call late: known only after the run began');
    expect(text).toContain('call as AM: held in another role');
    expect(text).not.toContain('before the window');
  });
});

describe('the rows behind a conversion', () => {
  beforeEach(async () => {
    await world.load(
      [rita],
      [
        ...decidedDeals('rita', 3, 8, DECIDED, 'enterprise'),
        {
          id: 'handed over',
          owner: 'rita',
          steps: [
            { what: 2, at: '2025-06-01', owner: 'somebody else' },
            { what: 2, at: '2026-02-05', owner: 'rita' },
            { what: 'lost', at: DECIDED },
          ],
        },
        { id: 'broken', owner: 'rita', steps: [{ what: 'broken', at: DECIDED }] },
        {
          id: 'of a stranger',
          owner: 'pete',
          steps: [
            { what: 2, at: '2025-06-01' },
            { what: 3, at: DECIDED },
          ],
        },
      ],
    );
    await world.database.owner('opportunity_stage_history').insert([
      {
        opp_id: 'nameless',
        seq: 1,
        stage_order: 2,
        status: 'open',
        entered_at: instant('2026-01-20'),
        owner_rep_id: 'rita',
        recorded_at: instant('2026-01-20'),
      },
      {
        opp_id: 'nameless',
        seq: 2,
        stage_order: 3,
        status: 'open',
        entered_at: instant(DECIDED),
        owner_rep_id: 'rita',
        recorded_at: instant(DECIDED),
      },
    ]);
    await world.read(request);
  });

  it('are the deals that were decided, and each other one with the reason', async () => {
    const text = await shown('AE.stage_conversion');
    expect(text).toMatch(/stage 2 to 3, .*: 37\.5% \(n = 8 deals\)\n {2}counted: 8\n/);
    expect(text.match(/: moved on$/gm)).toHaveLength(3);
    expect(text.match(/: lost$/gm)).toHaveLength(5);
    expect(text).toContain('deal handed over (account of handed over): lost too soon after it was handed over');
    expect(text).toContain('deal nameless: a deal that opportunities does not know');
    expect(text).not.toContain('of a stranger');
  });

  it('can be read by a program', async () => {
    const { rows, readings } = JSON.parse(await shown('AE.stage_conversion', true));
    const counted = rows.filter(
      (row: { leftOut: unknown; dimension: string }) => row.leftOut === null && row.dimension === '2>3',
    );
    expect(counted).toHaveLength(readings.find((one: { dimension: string }) => one.dimension === '2>3').sampleSize);
  });
});

it.each([
  ['AE.nothing', 'unknown_metric'],
  ['AE.stage_conversion', 'unknown_rep'],
])('refuses %s', async (metric, code) => {
  await expect(shown(metric)).rejects.toMatchObject({ code, exitCode: 1 });
});

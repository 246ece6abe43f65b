import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { runOnce } from '../../src/cli/run.ts';
import { loadConfig } from '../../src/config.ts';
import type { JobName } from '../../src/engine/jobs.ts';
import { composeEngine, rehearseRun } from '../../src/main.ts';
import { useDatabase } from '../support/database.ts';
import { orgTz, people } from '../support/small-organisation.ts';
import { fallsBehind, giveHistory } from '../support/world.ts';

const database = useDatabase();

beforeAll(() => giveHistory(database.owner, '2025-11-03', 22, fallsBehind));
beforeEach(() => database.owner.raw('truncate metric_reading, pattern_episode, job_run, job_item, delivery cascade'));

/** What `run --as-of 2026-03-18` prints: weekly the week of Monday, 16 March, monthly February. */
async function lastWordsOf(job: JobName = 'weekly'): Promise<string[]> {
  const env = { DATABASE_URL: database.url, ORG_TZ: orgTz };
  const config = loadConfig(['database', 'organisation', 'service', 'thresholds', 'playbook'], env);
  const written: string[] = [];
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    await runOnce({ job, asOf: '2026-03-18', isRehearsal: false, config }, { composeEngine, rehearseRun });
  } finally {
    vi.restoreAllMocks();
  }
  return written.join('').trimEnd().split('\n');
}

/** The lines below a title, up to the next one. */
function below(lines: readonly string[], title: string): string[] {
  const rest = lines.slice(lines.indexOf(title) + 1);
  const end = rest.findIndex((line) => !line.startsWith('  '));
  return rest.slice(0, end).map((line) => line.trim());
}

describe('the end of `rep-coach run weekly`', () => {
  it('says how many reps and readings, what fired, that nothing was refused, and the time', async () => {
    const lines = await lastWordsOf();
    expect(lines[0]).toMatch(/^Done: weekly 2026-03-16, .*fired 1, .*readings \d+, reps 9,/);
    const byStatus = await database.owner('metric_reading').groupBy('status').select('status').count('* as count');
    expect(below(lines, 'Readings by status:').sort()).toEqual(
      byStatus.map(({ status, count }) => `${status}: ${count}`).sort(),
    );
    expect(below(lines, 'Patterns fired:')).toEqual([`${people.rep}  AE.stage_conversion  2>3`]);
    expect(lines).toContain('Source rows refused: none');
    expect(lines.at(-1)).toMatch(/^Time: \d+\.\d s\.$/);
  });

  it('says the same again when the run was done before', async () => {
    const [first, ...others] = await lastWordsOf();
    const [again, ...sameOthers] = await lastWordsOf();
    expect(again).toBe(first?.replace('Done:', 'Was done before:'));
    expect(sameOthers.slice(0, -1)).toEqual(others.slice(0, -1));
  });

  it('says which rows were refused, and why', async () => {
    const deal = await database
      .owner('opportunities')
      .where('owner_rep_id', people.rep)
      .orderBy('created_at', 'desc')
      .first();
    await database.owner('opportunity_stage_history').insert({
      opp_id: 'deal of nobody',
      seq: 1,
      stage_order: 1,
      status: 'open',
      entered_at: '2026-03-10T15:00:00Z',
      owner_rep_id: people.rep,
      recorded_at: deal?.created_at,
    });
    const lines = await lastWordsOf();
    await database.owner('opportunity_stage_history').where('opp_id', 'deal of nobody').del();
    expect(below(lines, 'Source rows refused:')).toEqual(['stage history: a deal that opportunities does not know: 1']);
  });

  it('says which rows became known since the last run that break the contract', async () => {
    const activity = (id: string) => ({ activity_id: id, rep_id: 'somebody', role: 'AE', activity_type: 'call' });
    await database.owner('rep_activity').insert([
      { ...activity('old'), activity_date: '2026-02-02', recorded_at: '2026-02-02T12:00:00Z' },
      { ...activity('ahead'), activity_date: '2031-01-01', recorded_at: '2026-02-02T12:00:00Z' },
    ]);
    const lines = await lastWordsOf();
    await database.owner('rep_activity').where('rep_id', 'somebody').del();
    const title = 'Source rows new since the last run that break the contract';
    expect(below(lines, `${title}:`)).toEqual([
      'rep_activity.rep_id nobody known: 2',
      'rep_activity.activity_date after the run: 1',
    ]);
    expect(await lastWordsOf('monthly')).toContain(`${title}: none`);
  });
});

it('the end of `rep-coach run monthly` counts readings by status, and says that nothing was refused', async () => {
  const lines = await lastWordsOf('monthly');
  const byStatus = await database.owner('metric_reading').groupBy('status').select('status').count('* as count');
  expect(below(lines, 'Readings by status:').sort()).toEqual(
    byStatus.map(({ status, count }) => `${status}: ${count}`).sort(),
  );
  expect(lines).toContain('Source rows refused: none');
});

import { beforeAll, describe, expect, it, vi } from 'vitest';
import { view } from '../../src/cli/view.ts';
import { loadConfig } from '../../src/config.ts';
import { saveSkillAssessments } from '../../src/db/stores/skill-assessments.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import type { Reading } from '../../src/domain/metric.ts';
import { reading } from '../slack/messages/sample.ts';
import { givePendingItem } from '../support/coaching-rows.ts';
import { useDatabase } from '../support/database.ts';
import { saveReadings } from '../support/save-readings.ts';
import { loadPeople, orgTz, people } from '../support/small-organisation.ts';
import { giveReading } from '../support/weekly-readings.ts';

const database = useDatabase();
const monday: LocalDate = '2026-03-16';

function giveMetric(change: Partial<Reading>): Promise<number> {
  const plain = { ...reading({ repId: people.rep }), asOf: monday, material: false, credible: false, fired: false };
  return saveReadings(database.owner, [{ ...plain, dimension: '', companions: {}, ...change }]);
}

beforeAll(async () => {
  const { owner } = database;
  await loadPeople(owner, '2025-06-02');
  await giveReading(owner, people.rep, '2026-03-09', { value: new Decimal('0.25') });
  await giveReading(owner, people.rep, monday, {
    value: new Decimal('0.2'),
    benchmark: new Decimal('0.625'),
    benchmarkKind: 'segment_peers',
    peerCount: 8,
    sampleSize: 21,
    status: 'ok',
  });
  await giveMetric({
    metricKey: 'AE.discount_depth',
    value: null,
    benchmark: null,
    benchmarkKind: 'none',
    sampleSize: 4,
    status: 'insufficient_sample',
  });
  await giveMetric({
    metricKey: 'AE.pace_attainment',
    value: new Decimal('0.75'),
    benchmark: new Decimal('0.8'),
    benchmarkKind: 'target',
    peerCount: 0,
    sampleSize: 1,
    status: 'ok',
    companions: { attainment: 0.4, projected: 0.5, elapsed_weight: 0.6 },
  });
  await saveSkillAssessments(owner, [
    {
      repId: people.rep,
      role: 'AE',
      assessmentDate: '2026-03-15',
      dimension: 'product_knowledge',
      severity: null,
      source: 'ConvIntelligence',
      trend: 'stable',
      percentile: new Decimal('50'),
      score: new Decimal('70'),
      size: 9,
      cohortSize: 8,
      trendPoints: 6,
      peerMedian: new Decimal('71'),
      modelVersion: 'v1',
    },
    {
      repId: people.rep,
      role: 'AE',
      assessmentDate: '2026-03-15',
      dimension: 'objection_handling',
      severity: 'medium',
      source: 'ConvIntelligence',
      trend: 'deteriorating',
      percentile: new Decimal('12'),
      score: new Decimal('50'),
      size: 9,
      cohortSize: 8,
      trendPoints: 6,
      peerMedian: new Decimal('68'),
      modelVersion: 'v1',
    },
  ]);
  const { episodeId, coachingId } = await givePendingItem(owner, { repId: people.rep, on: monday });
  await owner('pattern_week').insert({ episode_id: episodeId, as_of: monday, value: '0.2', flagged: true, clock: 1 });
  await owner('escalation').insert({
    rule: 'E1',
    rep_id: people.rep,
    role: 'AE',
    as_of: monday,
    with_since: new Date(`${monday}T11:00:00Z`),
    manager_id: people.manager,
    slm_id: people.slm,
    episode_id: episodeId,
    coaching_id: coachingId,
    dedup_key: 'one',
  });
});

async function shown(rep: string, { month = null, json = false }: { month?: LocalDate | null; json?: boolean } = {}) {
  const env = { DATABASE_URL: database.url, ORG_TZ: orgTz };
  const config = loadConfig(['database', 'organisation', 'thresholds'], env);
  const written: string[] = [];
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    await view({ rep, month, evidence: null, json, config });
  } finally {
    stdout.mockRestore();
  }
  return written.join('');
}

/** The lines of a section. */
async function sectionOf(title: string): Promise<string[]> {
  const [, rest = ''] = (await shown(people.rep)).split(`\n${title}\n`);
  return rest.split('\n\n')[0]?.trimEnd().split('\n') ?? [];
}

describe('the latest week of a rep in the terminal', () => {
  it('begins with who, in which role and when, whether asked by id or by e-mail', async () => {
    const text = await shown(people.rep);
    expect(text).toMatch(/^Rae Example \(rae\), AE, week of .*2026\n/);
    expect(await shown('RAE@example.com')).toBe(text);
  });

  it('lists every metric of the role, the headlines first, companions beside theirs', async () => {
    const lines = await sectionOf('Performance summary');
    expect(lines.slice(0, 3)).toEqual([
      '  Pace attainment: 75.0% (n = 1 quarter); target 80.0%; behind',
      '    attainment 40.0%, projected 50.0%, elapsed weight 60.0%',
      '  Commit accuracy: nothing to measure',
    ]);
    expect(lines.filter((line) => !line.startsWith('    '))).toHaveLength(10);
    expect(lines).toContain(
      '  Stage-to-stage conversion, stage 2 to 3: 20.0% (n = 21 deals); peers 62.5% (median of 8, same role and segment); behind',
    );
  });

  it('says of what cannot be measured how much is missing', async () => {
    expect(await sectionOf('Performance summary')).toContain('  Discount depth: not enough data: 4 of 8 deals');
  });

  it('diagnoses the pattern, then the skills with severity, trend and percentile', async () => {
    expect(await sectionOf('Pattern diagnosis')).toEqual([
      '  Stage-to-stage conversion, stage 2 to 3: flagged in 1 check; 20.0% against 62.5% in the check of 16 Mar 2026',
      '  Skill: Objection handling: medium gap; score 50.0, peers 68.0; deteriorating; percentile 12 (n = 9, ConvIntelligence, 15 Mar 2026)',
      '  Skill: Product knowledge: no gap; score 70.0, peers 71.0; stable; percentile 50 (n = 9, ConvIntelligence, 15 Mar 2026)',
    ]);
  });

  it('shows the action with its state, and the open escalation', async () => {
    expect(await sectionOf('Recommended actions')).toEqual([
      '  Stage-to-stage conversion, stage 2 to 3 (medium, 16 Mar 2026): waiting for the manager',
      '    Review two lost deals with your manager this week.',
    ]);
    expect(await sectionOf('Escalation flags')).toEqual([
      '  E1 of 16 Mar 2026; Stage-to-stage conversion, stage 2 to 3; open; owned by nobody yet',
    ]);
  });

  it('says who decided about an action, and for whom', async () => {
    const item = () => database.owner('rep_coaching_log');
    const decided = { approved_by: people.slm, decided_for: people.manager, decided_at: `${monday}T14:00:00Z` };
    await item().update({ approval_status: 'approved', ...decided });
    const [title] = await sectionOf('Recommended actions');
    await item().update({
      approval_status: 'pending_approval',
      approved_by: null,
      decided_for: null,
      decided_at: null,
    });
    expect(title).toMatch(/: approved by Sol Example for Mia Example$/);
  });

  it('hides a comparison with fewer than five peers', async () => {
    await database.owner.raw("update metric_reading set peer_count = 4 where as_of = ? and dimension = '2>3'", [
      monday,
    ]);
    const text = await shown(people.rep);
    await database.owner.raw("update metric_reading set peer_count = 8 where as_of = ? and dimension = '2>3'", [
      monday,
    ]);
    expect(text).toContain('stage 2 to 3: 20.0% (n = 21 deals); not compared');
    expect(text).not.toContain('62.5%');
  });

  it('is read by a program as the same four sections', async () => {
    expect(JSON.parse(await shown(people.rep, { json: true }))).toMatchObject({
      repId: people.rep,
      period: 'week',
      asOf: monday,
      summary: expect.arrayContaining([
        expect.objectContaining({
          metricKey: 'AE.stage_conversion',
          dimension: '2>3',
          value: '0.2',
          previousValue: '0.25',
          standing: 'behind',
        }),
      ]),
      diagnosis: { patterns: [{ outcome: 'seen', weeks: 1 }], skills: [{ severity: 'medium' }, { severity: null }] },
      actions: [{ status: 'pending_approval' }],
      escalations: [{ rule: 'E1', resolvedAt: null }],
    });
  });
});

describe('a month of a rep', () => {
  it('shows the monthly readings and what the weeks of that month saw', async () => {
    await giveReading(database.owner, people.rep, '2026-04-01', { period: 'month', value: new Decimal('0.3') });
    const text = await shown(people.rep, { month: '2026-03-01' });
    expect(text).toMatch(/^Rae Example \(rae\), AE, March 2026\n/);
    expect(text).toMatch(/stage 2 to 3: 30\.0%/);
    expect(text).toContain('flagged in 1 check');
  });

  it('that was never read is refused', async () => {
    await expect(shown(people.rep, { month: '2026-01-01' })).rejects.toMatchObject({
      code: 'no_readings',
      exitCode: 1,
    });
  });
});

it('refuses somebody unknown by name', async () => {
  await expect(shown('nobody@example.com')).rejects.toMatchObject({
    code: 'unknown_rep',
    exitCode: 1,
    message: expect.stringContaining('nobody@example.com'),
  });
});

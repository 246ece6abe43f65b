import { beforeEach, describe, expect, it } from 'vitest';
import { builtInCatalog, catalogOf } from '../../src/catalog/catalog.ts';
import type { MetricKey, Reading, Role } from '../../src/domain/metric.ts';
import { decideRecommendation } from '../../src/workflows/decide-recommendation.ts';
import { useDatabase } from '../support/database.ts';
import { loadPeople, orgTz, people } from '../support/small-organisation.ts';
import { mondayMorning, stepWeek, weekOf } from '../support/stepped-weeks.ts';

/*
 * What comes between the weeks of a pattern, through the weekly step on Postgres: the rep changes role or leaves, the
 * formula changes, the source falls silent, the quarter is too young, nothing new comes in for long.
 */
const database = useDatabase();

beforeEach(async () => {
  await database.owner.raw('truncate person, metric_reading, pattern_episode, delivery, audit_event cascade');
  await database.owner.raw('truncate rep_activity, territory_definitions');
  await loadPeople(database.owner, '2025-01-06');
});

const flagged = '.20 F';
const step = (index: number, told: string, of: Parameters<typeof stepWeek>[3] = {}) =>
  stepWeek(database.db, index, told, of);
const steps = async (from: number, to: number, told: string, of: Parameters<typeof stepWeek>[3] = {}) => {
  for (let index = from; index <= to; index += 1) await step(index, told, of);
};

const episodes = () =>
  database.owner('pattern_episode').orderBy(['opened_on', 'episode_id']).select('state', 'closed_on', 'clock', 'role');
const clocks = () => database.owner('pattern_week').orderBy('as_of').pluck<number[]>('clock');
const holds = () => database.owner('pattern_week').orderBy('as_of').pluck<string[]>('hold_reason');
const items = () =>
  database
    .owner('rep_coaching_log')
    .orderBy('coaching_date')
    .select('coaching_id', 'coaching_date', 'resolution_date', 'recurrence_of', 'escalated_to_slm');
const kinds = () => database.owner('delivery').orderBy('seq').pluck<string[]>('kind');
const followUps = () =>
  database
    .owner('delivery')
    .where({ kind: 'escalation_followup' })
    .orderBy('seq')
    .pluck<{ what: string }[]>('reference');
const decide = async (index: number) => {
  const [item] = await items();
  const now = new Date(mondayMorning(weekOf(index)).getTime() + 3_600_000);
  const about = { coachingId: item.coaching_id, seenVersion: 1, actorId: people.manager, now };
  return decideRecommendation(
    database.db,
    { orgTz, catalog: builtInCatalog },
    { ...about, decision: { kind: 'approve' } },
  );
};

const asAm = { week: { role: 'AM' as const } };

describe('a rep who has another role', () => {
  it('in the third week: the pattern ends there, and nothing goes up', async () => {
    await steps(0, 1, flagged);
    await step(2, 'none', asAm);
    expect(await episodes()).toMatchObject([{ state: 'role_changed', closed_on: weekOf(2) }]);
    expect(await clocks()).toEqual([1, 2, 0]);
    expect(await database.owner('escalation')).toEqual([]);
    expect(await items()).toMatchObject([{ resolution_date: null, escalated_to_slm: false }]);
    expect(await decide(2)).toMatchObject({ outcome: 'refused' });
  });

  it('while it is with the second-line manager: the thread says that it ended, not that it is better', async () => {
    await steps(0, 2, flagged);
    await step(3, 'none', asAm);
    expect((await followUps()).map(({ what }) => what)).toEqual(['ended']);
    expect(await items()).toMatchObject([{ resolution_date: null, escalated_to_slm: true }]);
    expect(await database.owner('escalation').pluck('resolved_at')).toEqual([null]);
  });

  it('on leave, too: who has no reading any more is in the new role all the same', async () => {
    await step(0, flagged);
    await step(1, 'none', { week: { role: 'AM', isLeaveWeek: true } });
    expect(await episodes()).toMatchObject([{ state: 'role_changed' }]);
  });

  it('and the old one again within half a year: another episode, known as a recurrence, that counts from one', async () => {
    await steps(0, 2, flagged);
    await step(3, 'none', asAm);
    await steps(4, 6, flagged);
    const [first, again] = await database.owner('pattern_episode').orderBy('opened_on').pluck('episode_id');
    expect(await items()).toMatchObject([{ recurrence_of: null }, { recurrence_of: first, coaching_date: weekOf(4) }]);
    expect(await database.owner('escalation').orderBy('as_of').select('as_of', 'episode_id')).toEqual([
      { as_of: weekOf(2), episode_id: first },
      { as_of: weekOf(6), episode_id: again },
    ]);
  });

  it('that nothing tells any more: the pattern is held', async () => {
    await step(0, flagged);
    await step(1, 'none', { week: { role: null } });
    expect(await episodes()).toMatchObject([{ state: 'open', clock: 1 }]);
    expect(await holds()).toEqual([null, 'no_reading']);
  });
});

describe('another formula', () => {
  const { metrics, thresholds } = builtInCatalog;
  const isIt = ({ key }: { key: MetricKey }) => key === 'AE.stage_conversion';
  const catalog = catalogOf(
    metrics.map((metric) => (isIt(metric) ? { ...metric, definitionVersion: 2 } : metric)),
    thresholds,
  );

  it('ends the episode in the week that would have been the third, and what it finds counts from one', async () => {
    await steps(0, 1, flagged);
    await step(2, flagged, { context: { catalog }, reading: { definitionVersion: 2 } });
    expect(await episodes()).toMatchObject([
      { state: 'definition_changed', closed_on: weekOf(2) },
      { state: 'open', clock: 1 },
    ]);
    expect(await items()).toHaveLength(2);
    expect(await database.owner('escalation')).toEqual([]);
  });

  it('lets nothing open on what was read by the old one', async () => {
    await step(0, flagged);
    await step(1, flagged, { context: { catalog } });
    expect(await episodes()).toMatchObject([{ state: 'definition_changed' }]);
    expect(await items()).toHaveLength(1);
  });

  it('does not follow from another threshold', async () => {
    const stricter = catalogOf(
      metrics.map((metric) => (isIt(metric) ? { ...metric, minimumSample: 12 } : metric)),
      thresholds,
    );
    await step(0, flagged);
    await steps(1, 2, flagged, { context: { catalog: stricter } });
    expect(await clocks()).toEqual([1, 2, 3]);
    expect(await database.owner('escalation')).toHaveLength(1);
  });
});

it('a rep who has left since the week was read: what is open ends, and nothing opens', async () => {
  await step(0, flagged);
  await database
    .owner('person')
    .where({ person_id: people.rep })
    .update({ deactivated_at: mondayMorning(weekOf(1)) });
  const said = await kinds();
  await step(1, flagged);
  await step(1, flagged, { reading: { dimension: '3>4' } });
  expect(await episodes()).toMatchObject([{ state: 'rep_left', closed_on: weekOf(1) }]);
  expect(await items()).toMatchObject([{ resolution_date: null }]);
  expect(await kinds()).toEqual(said);
});

/** A pattern of a metric, whatever its reading looks like. */
interface Kind {
  role: Role;
  reading: Partial<Reading>;
}
const kindOf = (role: Role, metricKey: MetricKey, reading: Partial<Reading> = {}): Kind => ({
  role,
  reading: { metricKey, dimension: '', segment: null, ...reading },
});
const pace = kindOf('AE', 'AE.pace_attainment', { companions: { elapsed_weight: 0.5 } });
const outreach = kindOf('SDR', 'SDR.outreach_volume');
const openFlags = kindOf('SDR', 'SDR.open_cadence_flags');
const silent = (kind: Kind) => ({ ...kind, context: { sourceOutages: new Set([kind.reading.metricKey ?? '']) } });

describe('weeks that say nothing', () => {
  it.each([
    ['of a metric of four weeks', kindOf('AE', 'AE.objection_handling'), 2],
    ['of a slow metric', kindOf('AE', 'AE.stage_conversion', { dimension: '2>3' }), 4],
    ['of the revenue of a year', kindOf('AM', 'AM.net_revenue_retention', { dimension: 'all' }), 5],
    ['of a quarter that ended', kindOf('AE', 'AE.commit_accuracy'), 13],
  ])('%s are outlived up to the most that it allows, and the next one ends it', async (_name, kind, most) => {
    await step(0, flagged, kind);
    await steps(1, most, 'gap', kind);
    expect(await episodes()).toMatchObject([{ state: 'open', clock: 1 }]);
    await step(most + 1, 'gap', kind);
    expect(await episodes()).toMatchObject([{ state: 'expired_insufficient_data', closed_on: weekOf(most + 1) }]);
    expect(await items()).toMatchObject([{ resolution_date: null }]);
    expect(await database.owner('escalation')).toEqual([]);
  });

  it.each([
    ['pace', pace],
    ['outreach', outreach],
    ['open flags', openFlags],
  ])('because the source of %s fell silent hold the clock, and expire it like other gaps', async (_name, kind) => {
    await steps(0, 1, flagged, kind);
    await steps(2, 3, flagged, silent(kind));
    expect(await clocks()).toEqual([1, 2, 2, 2]);
    expect(await holds()).toEqual([null, null, 'source_outage', 'source_outage']);
    expect(await database.owner('escalation')).toEqual([]);
    await step(4, flagged, silent(kind));
    expect(await episodes()).toMatchObject([{ state: 'expired_insufficient_data' }]);
  });

  it('because the source is silent open nothing', async () => {
    await step(0, flagged, silent(pace));
    expect(await episodes()).toEqual([]);
    expect(await items()).toEqual([]);
  });

  it('because the quarter is young freeze the pace, however many; the week after them counts on', async () => {
    const young = { ...pace, reading: { ...pace.reading, companions: { elapsed_weight: 0.19 } } };
    await steps(0, 1, flagged, pace);
    await steps(2, 7, flagged, young);
    expect(await clocks()).toEqual([1, 2, 2, 2, 2, 2, 2, 2]);
    expect(await holds()).toContain('quarter_start');
    expect(await database.owner('escalation')).toEqual([]);
    await step(8, flagged, pace);
    expect(await database.owner('escalation').pluck('as_of')).toEqual([weekOf(8)]);
  });

  it('on leave leave the week before them what the next is compared with', async () => {
    await steps(0, 1, flagged);
    await steps(2, 5, 'leave');
    await step(6, '.22 F');
    expect(await clocks()).toEqual([1, 2, 2, 2, 2, 2, 1]);
    expect(await database.owner('escalation')).toEqual([]);
    expect(
      await database
        .owner('pattern_week')
        .where({ as_of: weekOf(6) })
        .pluck('improvement'),
    ).toEqual(['0.1']);
  });
});

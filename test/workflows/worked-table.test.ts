import { beforeEach, describe, expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import type { Decision } from '../../src/domain/approval.ts';
import { addDays, type LocalDate } from '../../src/domain/local-date.ts';
import type { Reading, Role } from '../../src/domain/metric.ts';
import { decideRecommendation } from '../../src/workflows/decide-recommendation.ts';
import { followReportingLines } from '../../src/workflows/follow-reporting-lines.ts';
import { useDatabase } from '../support/database.ts';
import { loadPeople, orgTz, people } from '../support/small-organisation.ts';
import { firstWeek, mondayMorning, stepWeek, type ToldWeek, weekOf } from '../support/stepped-weeks.ts';

const database = useDatabase();

beforeEach(async () => {
  await database.owner.raw('truncate person, metric_reading, pattern_episode, delivery, audit_event cascade');
  await database.owner.raw('truncate rep_activity, territory_definitions');
  await loadPeople(database.owner, '2025-01-06');
});

interface Case {
  weeks: readonly ToldWeek[];
  of?: { role: Role; reading: Partial<Reading> };
  /** Before the step of the week with this index. */
  before?: Readonly<Record<number, () => Promise<unknown>>>;
}

async function play({ weeks, of, before = {} }: Case): Promise<void> {
  for (const [index, told] of weeks.entries()) {
    await before[index]?.();
    await stepWeek(database.db, index, told, of);
  }
}

const clocks = () => database.owner('pattern_week').orderBy('as_of').pluck<number[]>('clock');
/** The weeks, counted from 1, in which something went to the second-line manager. */
const escalated = async () =>
  (await database.owner('escalation').orderBy('as_of').pluck<string[]>('as_of')).map(weekNumber);
const weekNumber = (asOf: string) => (Date.parse(asOf) - Date.parse(firstWeek)) / 604_800_000 + 1;
const said = (kind: string) => database.owner('delivery').where({ kind }).orderBy('seq').select();

const decisions: readonly Decision[] = [
  { kind: 'approve' },
  { kind: 'modify', action: 'Try this instead, please.' },
  { kind: 'dismiss', reason: 'bad_data', note: null },
];

/** By the manager, on the Tuesday after the week's run. */
async function decide(decision: Decision, week: number) {
  const { coaching_id: coachingId } = await database.owner('rep_coaching_log').first('coaching_id');
  const now = new Date(mondayMorning(weekOf(week)).getTime() + 86_400_000);
  const request = { coachingId, seenVersion: 1, decision, actorId: people.manager, now } as const;
  expect(await decideRecommendation(database.db, { orgTz, catalog: builtInCatalog }, request)).toEqual({
    outcome: 'done',
  });
}

const cadence = { metricKey: 'SDR.open_cadence_flags', dimension: '', segment: null } as const;

describe('the worked table, through the weekly step on Postgres', () => {
  it.each<[string, Case, number[], number[]]>([
    ['A: three weeks', { weeks: ['.20 F', '.205 F', '.21 F'] }, [1, 2, 3], [3]],
    ['B: a gap holds', { weeks: ['.20 F', 'gap', '.20 F', '.20 F'] }, [1, 1, 2, 3], [4]],
    ['C: a clear week', { weeks: ['.20 F', '.42', '.20 F', '.20 F', '.20 F'] }, [1, 0, 1, 2, 3], [5]],
    ['D: exactly ten percent better', { weeks: ['.20 F', '.22 F', '.22 F', '.22 F'] }, [1, 1, 2, 3], [4]],
    [
      'J: lower is better, exactly ten percent',
      { weeks: ['30 F', '27 F', '27 F', '27 F'], of: { role: 'SDR', reading: cadence } },
      [1, 1, 2, 3],
      [4],
    ],
    ['K: from zero, the floor decides', { weeks: ['0 F', '.004 F', '.009 F'] }, [1, 2, 1], []],
  ])('%s', async (_, told, expectedClocks, expectedEscalations) => {
    await play(told);
    expect(await clocks()).toEqual(expectedClocks);
    expect(await escalated()).toEqual(expectedEscalations);
    expect(await said('week_two_notice')).toHaveLength(expectedClocks.includes(2) ? 1 : 0);
  });

  it.each(decisions.flatMap((decision) => [1, 2].map((week) => ({ kind: decision.kind, decision, week }))))(
    'F: $kind after week $week changes nothing',
    async ({ decision, week }) => {
      await play({ weeks: ['.20 F', '.20 F', '.20 F'], before: { [week]: () => decide(decision, week - 1) } });
      expect(await clocks()).toEqual([1, 2, 3]);
      expect(await escalated()).toEqual([3]);
      expect(await said('week_two_notice')).toHaveLength(1);
    },
  );

  it('I: a new manager in week two takes the open approval over, and it escalates above them in week three', async () => {
    const change = async () => {
      const line = { rep_id: people.rep, manager_id: people.otherManager, slm_id: people.admin };
      await database
        .owner('reporting_line')
        .where({ rep_id: people.rep })
        .update({ effective_to: weekOf(1) });
      await database.owner('reporting_line').insert({ ...line, effective_from: weekOf(1) });
    };
    await play({ weeks: ['.20 F', '.20 F', '.20 F'], before: { 1: change } });
    expect(await clocks()).toEqual([1, 2, 3]);
    expect(await escalated()).toEqual([3]);
    expect(await database.owner('escalation').pluck('slm_id')).toEqual([people.admin]);
    const to = (kind: string) => said(kind).then((rows) => rows.map((row) => row.recipient_id));
    expect(await to('review_request')).toEqual([people.manager, people.otherManager]);
    expect(await to('week_two_notice')).toEqual([people.otherManager]);
    expect(await to('escalation')).toEqual([people.admin]);
  });

  it('H: one escalation an episode, a notice in its sixth week, and another when it comes back', async () => {
    const six = Array.from({ length: 6 }, () => '.20 F');
    await play({ weeks: [...six, '.45', '.45', '.20 F', '.20 F', '.20 F'] });
    expect(await clocks()).toEqual([1, 2, 3, 4, 5, 6, 0, 0, 1, 2, 3]);
    expect(await escalated()).toEqual([3, 11]);
    const rows = await database.owner('rep_coaching_log').orderBy('coaching_date');
    const [first, second] = await database.owner('pattern_episode').orderBy('opened_on');
    const keys = await database.owner('escalation').orderBy('as_of').pluck('dedup_key');
    expect(keys).toEqual([`E2:${first.episode_id}`, `E2:${second.episode_id}`]);
    expect(rows).toMatchObject([
      { coaching_date: weekOf(0), resolution_date: weekOf(7), recurrence_of: null },
      { coaching_date: weekOf(8), resolution_date: null, recurrence_of: first.episode_id },
    ]);
    const news = (await said('escalation_followup')).map(({ reference, recipient_id }) => ({
      what: reference.what,
      week: weekNumber(reference.as_of),
      to: recipient_id,
    }));
    expect(news).toEqual([
      { what: 'persisting', week: 6, to: people.slm },
      { what: 'resolved', week: 8, to: people.slm },
      { what: 'recurred', week: 9, to: people.slm },
    ]);
  });
});

it('a week that was stepped is not stepped again, nor one before it: the clock never goes back', async () => {
  await play({ weeks: ['.20 F', '.205 F'] });
  for (const index of [0, 1]) await stepWeek(database.db, index, '.20 F');
  expect(await clocks()).toEqual([1, 2]);
  expect(await database.owner('pattern_episode').pluck('clock')).toEqual([2]);
});

describe('a row that a daily run made', () => {
  const pattern = { rep_id: people.rep, role: 'AE', metric_key: 'AE.stage_conversion', dimension: '2>3' };
  const giveRow = (coaching_date: LocalDate) =>
    database.owner('rep_coaching_log').insert({
      ...pattern,
      coaching_date,
      pattern_key: `${people.rep}:AE:AE.stage_conversion:2>3`,
      pattern_detected: 'Fewer deals move on.',
      recommended_action: 'Look at two of them.',
      severity: 'high',
    });
  const rows = () => database.owner('rep_coaching_log').orderBy('coaching_date').select('coaching_date', 'episode_id');

  it.each([14, 0])('%i days before is that of the episode that opens', async (days) => {
    await giveRow(addDays(firstWeek, -days));
    await stepWeek(database.db, 0, '.20 F');
    const [episode] = await database.owner('pattern_episode').pluck('episode_id');
    expect(await rows()).toEqual([{ coaching_date: addDays(firstWeek, -days), episode_id: episode }]);
  });

  it('is known as a recurrence with the episode that takes it', async () => {
    await play({ weeks: ['.20 F', '.45', '.45'] });
    await giveRow(addDays(weekOf(3), -2));
    await stepWeek(database.db, 3, '.20 F');
    const [first, again] = await database.owner('pattern_episode').orderBy('opened_on').pluck('episode_id');
    const known = await database
      .owner('rep_coaching_log')
      .orderBy('coaching_date')
      .select('episode_id', 'recurrence_of');
    expect(known).toEqual([
      { episode_id: first, recurrence_of: null },
      { episode_id: again, recurrence_of: first },
    ]);
  });

  it('15 days before stays by itself', async () => {
    await giveRow(addDays(firstWeek, -15));
    await stepWeek(database.db, 0, '.20 F');
    expect(await rows()).toEqual([
      { coaching_date: addDays(firstWeek, -15), episode_id: null },
      { coaching_date: firstWeek, episode_id: expect.any(String) },
    ]);
  });
});

describe('a pattern that comes back', () => {
  it.each([
    ['within half a year', 25, true],
    ['after half a year', 26, false],
  ])('%s of its end', async (_, weeks, isRecurrence) => {
    await play({ weeks: ['.20 F', '.45', '.45'] });
    await stepWeek(database.db, 2 + weeks, '.20 F');
    const [, row] = await database.owner('rep_coaching_log').orderBy('coaching_date').pluck('recurrence_of');
    expect(row !== null).toBe(isRecurrence);
  });

  const comesBack: ToldWeek[] = ['.45', '.45', '.20 F'];
  const recurrences = async () =>
    (await said('escalation_followup')).filter(({ reference }) => reference.what === 'recurred');

  it('is copied to nobody when it had not been escalated before', async () => {
    await play({ weeks: ['.20 F', '.20 F', ...comesBack] });
    expect(await database.owner('rep_coaching_log').whereNotNull('recurrence_of')).toHaveLength(1);
    expect(await recurrences()).toEqual([]);
    expect(await said('escalation')).toEqual([]);
  });

  it('is copied to today’s second-line manager, with the history, also when the old one had resolved it', async () => {
    await play({ weeks: ['.20 F', '.20 F', '.20 F', '.45', '.45'] });
    const resolution = { outcome: 'improving', resolution_note: 'Level again.', resolved_by: people.slm };
    await database.owner('escalation').update({ ...resolution, resolved_at: mondayMorning(weekOf(5)) });
    await database.owner('reporting_line').where({ rep_id: people.rep }).update({ slm_id: people.admin });
    await followReportingLines(database.db, { orgTz, now: mondayMorning(weekOf(5)), catalog: builtInCatalog });
    expect(await said('escalation')).toHaveLength(1);
    await stepWeek(database.db, 6, '.20 F');
    const [copy] = await recurrences();
    expect(copy?.recipient_id).toBe(people.admin);
    const root = await said('escalation');
    expect(root.map(({ recipient_id }) => recipient_id)).toEqual([people.slm, people.admin]);
    expect(copy?.thread_key).toBe(root[1].delivery_key);
    expect(await database.owner('escalation').whereNull('resolved_at')).toEqual([]);
  });
});

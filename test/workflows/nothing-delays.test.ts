import fc from 'fast-check';
import { expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { misplacedEscalations, unaskedItems } from '../../src/db/reads/missing-readers.ts';
import { reportingLine } from '../../src/db/reads/reporting-line.ts';
import { addDigest } from '../../src/db/stores/digests.ts';
import { Decimal } from '../../src/domain/decimal.ts';
import { addDays, type LocalDate } from '../../src/domain/local-date.ts';
import { type ClockWeek, type OpenEpisode, stepClock } from '../../src/domain/persistence-clock.ts';
import { decidersOf } from '../../src/domain/visibility.ts';
import { acknowledgeDigest } from '../../src/workflows/acknowledge-digest.ts';
import { decideRecommendation } from '../../src/workflows/decide-recommendation.ts';
import { followReportingLines } from '../../src/workflows/follow-reporting-lines.ts';
import { markActionDone } from '../../src/workflows/mark-action-done.ts';
import { raiseCondition } from '../../src/workflows/raise-condition.ts';
import { requestEscalation } from '../../src/workflows/request-escalation.ts';
import { resolveEscalation } from '../../src/workflows/resolve-escalation.ts';
import { writeContext } from '../../src/workflows/write-context.ts';
import { reading } from '../slack/messages/sample.ts';
import { useDatabase } from '../support/database.ts';
import { metricOf } from '../support/metric-of.ts';
import { loadPeople, orgTz, people } from '../support/small-organisation.ts';
import { mondayMorning, stepWeek, type ToldWeek, weekOf } from '../support/stepped-weeks.ts';

const database = useDatabase();

async function begin(): Promise<void> {
  await database.owner.raw('truncate person, metric_reading, pattern_episode, digest, delivery, audit_event cascade');
  await database.owner.raw('truncate rep_activity, territory_definitions');
  await loadPeople(database.owner, '2025-01-06');
}

/** The weeks in which the clock alone escalates: nothing that people did is known to it. */
function escalationsOf(weeks: readonly ToldWeek[]): LocalDate[] {
  const rule = metricOf('AE.stage_conversion');
  let episode: OpenEpisode | null = null;
  const found: LocalDate[] = [];
  for (const [index, told] of weeks.entries()) {
    const step = stepClock(rule, episode, clockWeekOf(told, weekOf(index)));
    if (step.events.some(({ kind }) => kind === 'escalated')) found.push(weekOf(index));
    episode = step.episode;
  }
  return found;
}

function clockWeekOf(told: ToldWeek, asOf: LocalDate): ClockWeek {
  const base = { asOf, changed: null };
  if (told === 'leave') return { ...base, kind: 'held', reason: 'leave', frozen: true };
  if (told === 'gap') return { ...base, kind: 'held', reason: 'no_new_evidence', frozen: false };
  const [value = '', flag] = told.split(' ');
  return { ...base, kind: 'measured', value: new Decimal(value), fires: flag === 'F', stays: flag === 'F' };
}

const deeds = [
  'approve',
  'modify',
  'dismiss',
  'undo',
  'resolve',
  'context',
  'far behind',
  'asks for help',
  'read and done',
  'new manager',
  'new SLM',
  'no SLM',
  'no line',
  'manager away',
  'delegate named',
  'delegate away',
  'SLM away',
  'SLM gone',
  'manager gone',
  'no Slack',
] as const;
type Deed = (typeof deeds)[number];

/** What people and administrators can do between two runs, done on the Wednesday; a refusal is fine. */
async function perform(deed: Deed, week: number): Promise<void> {
  const on = addDays(weekOf(week), 2);
  const now = mondayMorning(on);
  const { owner, db } = database;
  const line = owner('reporting_line').where({ rep_id: people.rep });
  const item = await owner('rep_coaching_log').orderBy('coaching_date', 'desc').first();
  const decide = (decision: Parameters<typeof decideRecommendation>[2]['decision'], actorId: string) =>
    item === undefined
      ? undefined
      : decideRecommendation(
          db,
          { orgTz, catalog: builtInCatalog },
          {
            coachingId: item.coaching_id,
            seenVersion: item.version,
            decision,
            actorId,
            now,
          },
        );
  const { manager_id: managerId } = (await line.clone().first('manager_id')) ?? { manager_id: people.manager };
  switch (deed) {
    case 'approve':
      await decide({ kind: 'approve' }, managerId);
      break;
    case 'modify':
      await decide({ kind: 'modify', action: 'Try this instead, please.' }, managerId);
      break;
    case 'dismiss':
      await decide({ kind: 'dismiss', reason: 'bad_data', note: null }, managerId);
      break;
    case 'undo':
      await decide({ kind: 'undo' }, managerId);
      break;
    case 'resolve': {
      const open = await owner('escalation').whereNull('resolved_at').first('escalation_id', 'slm_id');
      const done = { outcome: 'improving', note: 'All is well again.', now } as const;
      if (open?.slm_id)
        await resolveEscalation(db, orgTz, { ...done, escalationId: open.escalation_id, actorId: open.slm_id });
      break;
    }
    case 'context':
      if (item?.episode_id)
        await writeContext(db, orgTz, {
          episodeId: item.episode_id,
          seenVersion: 0,
          text: 'The territory was split in two.',
          actorId: managerId,
          now,
        });
      break;
    case 'far behind':
      await raiseFarBehind(on, now);
      break;
    case 'asks for help': {
      const asked = { repId: people.rep, coachingId: item?.coaching_id ?? null, note: 'Please have a look with me.' };
      await requestEscalation(db, orgTz, { ...asked, viewId: `V${week}`, actorId: managerId, now });
      break;
    }
    case 'read and done':
      await decide({ kind: 'approve' }, managerId);
      if (item !== undefined) await readAndDo(item.coaching_id, now);
      break;
    case 'new manager':
      await line.update({ manager_id: managerId === people.manager ? people.otherManager : people.manager });
      break;
    case 'new SLM':
      await line.update({ slm_id: people.admin });
      break;
    case 'no SLM':
      await line.update({ slm_id: null });
      break;
    case 'no line':
      await line.update({ effective_to: on });
      break;
    case 'manager away':
      await beAway(managerId, on);
      break;
    case 'delegate named': {
      const span = { from_date: on, to_date: addDays(on, 14) };
      const delegation = { manager_id: managerId, delegate_id: people.peers[week % 2], ...span };
      const known = owner('delegation').where({ manager_id: managerId }).andWhere('to_date', '>', on);
      if ((await known.first()) === undefined) await owner('delegation').insert(delegation);
      break;
    }
    case 'delegate away':
      for (const peer of people.peers.slice(0, 2)) await beAway(peer, on);
      break;
    case 'SLM away':
      for (const slm of [people.slm, people.admin]) await beAway(slm, on);
      break;
    case 'SLM gone':
      await owner('person').where({ person_id: people.slm }).update({ deactivated_at: now });
      break;
    case 'manager gone':
      await owner('person').where({ person_id: managerId }).update({ deactivated_at: now });
      break;
    case 'no Slack':
      await owner('person').update({ slack_user_id: null });
      break;
  }
  await followLines(week);
}

/** Absences and delegations end also where nobody does anything. */
function followLines(week: number): Promise<void> {
  const now = mondayMorning(addDays(weekOf(week), 2));
  return followReportingLines(database.db, { orgTz, now, catalog: builtInCatalog });
}

/** What the daily run finds: at most once a quarter, with the pattern's row. */
async function raiseFarBehind(d: LocalDate, now: Date): Promise<void> {
  const settings = { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' };
  const numbers = { attainment: new Decimal('0.4'), below: new Decimal('0.5') };
  const facts = { rule: 'E1', fiscalQuarter: 'Q1', quarterEnd: '2026-04-01', daysLeft: 27, ...numbers } as const;
  const held = { repId: people.rep, role: 'AE', reading: reading({ repId: people.rep }), facts } as const;
  await database.db.transaction((trx) => raiseCondition(trx, held, { d, now, settings, catalog: builtInCatalog }));
}

/** Each row keeps the date on which it first went up, by whatever. */
async function expectFirstDates(): Promise<void> {
  const { rows } = await database.owner.raw(
    `select item.coaching_id, item.escalation_date, first.as_of
     from rep_coaching_log item left join lateral (
       select min(e.as_of) as as_of from escalation e where e.coaching_id = item.coaching_id) first on true
     where item.escalation_date is distinct from first.as_of`,
  );
  expect(rows).toEqual([]);
}

async function beAway(personId: string, from_date: LocalDate): Promise<void> {
  const away = { rep_id: personId, from_date, to_date: addDays(from_date, 14), kind: 'leave' };
  await database.owner('rep_absence').insert(away).onConflict().ignore();
}

/** What waits can be decided by somebody who has it, or the admins know that nobody can. */
async function expectSomebodyDecides(week: number, done: readonly Deed[]): Promise<void> {
  const { owner, db } = database;
  const now = mondayMorning(addDays(weekOf(week), 2));
  const waiting = await owner('rep_coaching_log as item')
    .join('pattern_episode as e', 'e.episode_id', 'item.episode_id')
    .where({ 'item.approval_status': 'pending_approval', 'e.state': 'open' })
    .pluck<string[]>('item.coaching_id');
  if (waiting.length === 0) return;
  const line = await reportingLine(db, people.rep, { orgTz, now });
  const alerts = await owner('delivery')
    .where({ kind: 'admin_alert' })
    .whereLike('delivery_key', 'admin-alert:no_manager%');
  const after = `after week ${week + 1} and ${done.join(', ')}`;
  if (line.isInForce) expect(decidersOf(line).length + alerts.length, after).toBeGreaterThan(0);
}

/** An approved item reaches the rep with a digest, who acknowledges it and does what it suggests. */
async function readAndDo(coachingId: string, now: Date): Promise<void> {
  const { owner, db } = database;
  const item = await owner('rep_coaching_log').where({ coaching_id: coachingId }).first('approval_status');
  if (item.approval_status !== 'approved' && item.approval_status !== 'modified') return;
  const digest = { repId: people.rep, role: 'AE', periodMonth: '2026-02-01', runStart: now, content: {} } as const;
  const added = await owner.transaction((trx) => addDigest(trx, { ...digest, coachingIds: [coachingId] }));
  if (added === null) return;
  await owner('rep_coaching_log').where({ coaching_id: coachingId }).update({ surfaced_at: now });
  expect(await acknowledgeDigest(db, { digestId: added, actorId: people.rep, now })).toEqual({ outcome: 'done' });
  expect(await markActionDone(db, { coachingId, actorId: people.rep, now })).toEqual({ outcome: 'done' });
}

/** What the auditor would have to give to whoever answers for the rep today. */
async function expectNothingMissing(week: number, done: readonly Deed[]): Promise<void> {
  const moment = { orgTz, now: mondayMorning(addDays(weekOf(week), 2)) };
  const missing = {
    items: await unaskedItems(database.db, moment),
    escalations: await misplacedEscalations(database.db, moment),
  };
  expect(missing, `after week ${week + 1} and ${done.join(', ')}`).toEqual({ items: [], escalations: [] });
}

const anyWeek = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('.20 F', '.21 F', '.22 F', '.242 F') },
  { weight: 1, arbitrary: fc.constantFrom('.45', 'gap', 'leave') },
);
const anyHistory = fc.array(fc.record({ week: anyWeek, deeds: fc.subarray([...deeds], { maxLength: 2 }) }), {
  minLength: 4,
  maxLength: 9,
  size: 'max',
});

it('whatever anybody decides, writes or changes, it escalates exactly when the clock alone would', async () => {
  await fc.assert(
    fc.asyncProperty(anyHistory, async (history) => {
      await begin();
      for (const [index, { week, deeds: done }] of history.entries()) {
        await stepWeek(database.db, index, week);
        for (const deed of done) await perform(deed, index);
        await followLines(index);
        await expectNothingMissing(index, done);
        await expectSomebodyDecides(index, done);
      }
      await expectFirstDates();
      const byClock = database.owner('escalation').where({ rule: 'E2' }).orderBy('as_of');
      const raised = await byClock.select('as_of', 'episode_id', 'slm_id');
      expect(raised.map(({ as_of }) => as_of)).toEqual(escalationsOf(history.map(({ week }) => week)));
      expect(new Set(raised.map(({ episode_id }) => episode_id)).size).toBe(raised.length);
      for (const { as_of, slm_id } of raised) {
        const told = await database.owner('delivery').whereIn('kind', ['escalation', 'admin_alert']);
        expect(told.length, `told of ${as_of}, SLM ${slm_id}`).toBeGreaterThan(0);
      }
    }),
    { numRuns: 25 },
  );
}, 300_000);

import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import { businessCalendars } from '../db/reads/business-calendars.ts';
import { dayOutcomes } from '../db/reads/day-outcomes.ts';
import { leaversAmong } from '../db/reads/leavers-among.ts';
import { noLine, reportingLines } from '../db/reads/reporting-line.ts';
import { onsetsBetween, settleOnset } from '../db/stores/daily-breaches.ts';
import { lockPatterns } from '../db/stores/pattern-episodes.ts';
import { saveQualityDays } from '../db/stores/quality-days.ts';
import { alertAdmins } from '../delivery/alert-admins.ts';
import { atWallTime, businessDayFrom, localDateOf, wallTimeOf } from '../domain/calendar.ts';
import type { StoredBreach } from '../domain/daily-breach.ts';
import { isFlaggedRepeatedly } from '../domain/escalation-conditions.ts';
import { groupBy } from '../domain/group-by.ts';
import { addDays, firstOfMonth } from '../domain/local-date.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import { byWeight } from '../domain/pattern.ts';
import { findCriticalAttainment, findSlippedBooks } from '../workflows/find-conditions.ts';
import { type FollowedQuality, followCallQuality } from '../workflows/follow-call-quality.ts';
import { loadCohort } from '../workflows/load-cohort.ts';
import { type HeldCondition, raiseCondition } from '../workflows/raise-condition.ts';
import { type DayToRead, readDay } from '../workflows/read-day.ts';
import { fillDaysBefore, recordBreaches } from '../workflows/record-breaches.ts';
import { type DayOfFlags, readerOfFlags, tellFlags } from '../workflows/tell-flags.ts';
import { tellOfWeakCalls } from '../workflows/tell-weak-calls.ts';
import type { JobContext } from './job-context.ts';

/**
 * What happened before the day, against the conditions that cannot wait for a week. Escalations first, as the third flag
 * of a rep becomes one; then what is left of the day's flags, manager by manager.
 */
export async function checkConditions(run: JobContext, settings: OrganisationSettings, catalog: Catalog) {
  const { db, localPeriod: d, runStart } = run;
  await run.stage('read');
  const members = await loadCohort(db, { t: d, runStart, settings, thresholds: catalog.thresholds });
  const onProgress = ({ done, total }: { done: number; total: number }) => run.progress(done, total);
  const toRead: DayToRead = { d, runStart, settings, catalog, members, onProgress };
  const readings = await readDay(db, toRead);
  const quality = await followCallQuality(db, toRead);
  const attainment = await findCriticalAttainment(db, toRead, readings);
  const books = await findSlippedBooks(db, toRead, readings);

  await run.stage('record');
  await fillDaysBefore(db, toRead, readings.critical);
  await run.once('record', async (trx) => {
    await recordBreaches(trx, toRead, readings.critical);
    await saveQualityDays(trx, quality);
    if (books.uncovered > 0) await alertOfCoverage(trx, run, books.uncovered);
  });

  const day = await dayOfFlags(run, settings, catalog);
  const weakCalls = quality.filter(({ isToTell }) => isToTell);
  const escalated = await raiseAll(run, day, { held: [...attainment, ...books.held], weakCalls });
  const told = await tellAll(run, day);
  const outcomes = await dayOutcomes(db, d);
  return {
    summary: { reps: members.length, weakCalls: weakCalls.length, ...outcomes },
    parked: escalated.parked + told.parked,
  };
}

/** A flag that is found on a day off waits for the next business day. */
async function dayOfFlags(run: JobContext, settings: OrganisationSettings, catalog: Catalog): Promise<DayOfFlags> {
  const { db, localPeriod: d, runStart, now } = run;
  const { orgTz, orgCalendarId } = settings;
  const today = localDateOf(now, orgTz);
  const tellOn = businessDayFrom(today, (await businessCalendars(db)).get(orgCalendarId));
  const notBefore = tellOn === today ? now : atWallTime(tellOn, wallTimeOf(runStart, orgTz), orgTz);
  return { d, now, settings, catalog, tellOn, notBefore, summariseOn: d < today ? today : null };
}

interface FoundOfDay {
  readonly held: readonly HeldCondition[];
  readonly weakCalls: readonly FollowedQuality[];
}

async function raiseAll(run: JobContext, day: DayOfFlags, { held, weakCalls }: FoundOfDay) {
  const { d } = day;
  const repeatedly = day.catalog.thresholds.escalations.E6;
  const recent = await onsetsBetween(run.db, { from: addDays(d, 1 - repeatedly.windowDays), to: d });
  const onsets = groupBy(recent, ({ reading }) => reading.repId);
  const repeated = [...onsets].filter(([, ofRep]) =>
    isFlaggedRepeatedly(
      ofRep.map(({ on }) => on),
      d,
      repeatedly,
    ),
  );
  const reps = new Set([
    ...held.map(({ repId }) => repId),
    ...repeated.map(([repId]) => repId),
    ...weakCalls.map(({ repId }) => repId),
  ]);
  return run.forEachItem(
    'escalate',
    [...reps].sort(),
    (repId) => repId,
    async (trx, repId) => {
      if ((await leaversAmong(trx, [repId], run.now)).size > 0) return;
      await lockPatterns(trx, repId);
      for (const condition of held.filter((one) => one.repId === repId)) await raiseCondition(trx, condition, day);
      for (const [, ofRep] of repeated.filter(([one]) => one === repId)) await raiseRepeatedFlags(trx, ofRep, day);
      for (const calls of weakCalls.filter((one) => one.repId === repId)) await tellOfWeakCalls(trx, calls, day);
    },
  );
}

/** The escalation goes with the row of the last onset and tells of it; one of today is no flag of its own then. */
async function raiseRepeatedFlags(
  trx: Knex.Transaction,
  onsets: readonly StoredBreach[],
  day: DayOfFlags,
): Promise<void> {
  const last = onsets.toSorted((a, b) => b.on.localeCompare(a.on) || byWeight(weighted(a), weighted(b)))[0];
  if (last === undefined) return;
  const { repId, role } = last.reading;
  const { windowDays } = day.catalog.thresholds.escalations.E6;
  const named = onsets.map(({ reading: { metricKey, dimension }, on }) => ({ metricKey, dimension, on }));
  const condition: HeldCondition = {
    repId,
    role,
    reading: last.reading,
    facts: { rule: 'E6', windowDays, onsets: named },
  };
  const { raised, coachingId } = await raiseCondition(trx, condition, day);
  if (!raised || last.on !== day.d) return;
  const told = { as: 'escalation', on: day.d } as const;
  await settleOnset(trx, last, { coachingId, managerId: null, told, heldBack: null });
}

function weighted({ reading, weight }: StoredBreach) {
  return { pattern: reading, weight };
}

/**
 * An item a rep, which stays the same one when the rep's manager changes between two attempts. It tells all that the
 * reader has not been told, because a reader's budget is shared out among all of it.
 */
async function tellAll(run: JobContext, day: DayOfFlags) {
  const { db } = run;
  const lines = new Map(
    (await reportingLines(db, { orgTz: day.settings.orgTz, now: day.now })).map((line) => [line.repId, line]),
  );
  const ofDay = (on: Knex) => onsetsBetween(on, { from: day.d, to: day.d });
  const lineOf = (repId: string) => lines.get(repId) ?? noLine;
  const reps = [...new Set((await ofDay(db)).map(({ reading }) => reading.repId))].sort();
  const left = await leaversAmong(db, reps, run.now);
  return run.forEachItem(
    'flag',
    reps.filter((repId) => !left.has(repId)),
    (repId) => repId,
    async (trx, repId) => {
      const reader = readerOfFlags(lineOf(repId));
      const open = (await ofDay(trx)).filter(({ toldAs, heldBack }) => toldAs === null && heldBack === null);
      const flags = open
        .map((breach) => ({ breach, line: lineOf(breach.reading.repId) }))
        .filter(({ breach, line }) => readerOfFlags(line) === reader && !left.has(breach.reading.repId));
      await tellFlags(trx, flags, day);
    },
  );
}

/** Once a month, whoever's books it is: a cause in the data has many. */
function alertOfCoverage(trx: Knex.Transaction, { localPeriod, now }: JobContext, books: number): Promise<void> {
  const subject = firstOfMonth(localPeriod);
  return alertAdmins(trx, { topic: 'book_coverage', subject, repId: null, reference: { subject: String(books) }, now });
}

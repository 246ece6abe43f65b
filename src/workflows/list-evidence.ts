import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import { fiscalQuarters } from '../db/reads/fiscal-quarters.ts';
import { keptReadings } from '../db/reads/kept-readings.ts';
import { latestReadingDate } from '../db/reads/latest-reading-date.ts';
import { personNamed } from '../db/reads/person-named.ts';
import { readingsOfRep } from '../db/reads/readings.ts';
import { runStartOf } from '../db/reads/run-start.ts';
import { startOfDay } from '../domain/calendar.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { LocalDate } from '../domain/local-date.ts';
import type { MetricDefinition, MetricKey, Period, Reading } from '../domain/metric.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import { OperatorError } from '../errors.ts';
import { evidenceFor } from '../measures/evidence/index.ts';
import type { MetricRequest, RepDates } from '../measures/measure.ts';
import { metricRequest, runMoments } from '../measures/metric-request.ts';
import { loadCohort } from './load-cohort.ts';
import { nameAccounts } from './name-accounts.ts';
import { noReadings, unknownRep } from './view-rep.ts';

export interface EvidenceQuestion {
  readonly repId: string;
  readonly metric: MetricDefinition;
  readonly asOf: LocalDate;
  readonly period: Period;
  readonly settings: OrganisationSettings;
  readonly catalog: Catalog;
  /** When the window of the readings begins; any when left out. */
  readonly since?: LocalDate;
  /** A reading of a daily run that is asked about before it is kept. */
  readonly inHand?: Reading;
  /** Stands in for the start of the run where nobody knows it: rows known by now. */
  readonly now: Date;
}

/** What is behind a metric's readings of one date. Reads only. @returns null where there are none. */
export async function evidenceOf(db: Knex, question: EvidenceQuestion): Promise<Evidence | null> {
  const { repId, metric, asOf: t, period, settings, catalog, now } = question;
  const { readings, job } = await readingsOf(db, question);
  const [first] = readings;
  if (first === undefined) return null;
  const runStart = (await runStartOf(db, job, t)) ?? now;
  const { thresholds } = catalog;
  const quarters = await fiscalQuarters(db);
  const cohort = (of: { onlyRep?: string }) => loadCohort(db, { t, runStart, settings, thresholds, ...of });
  const { evidenceDays, availableShare } = thresholds;
  const dates = { t, period, orgTz: settings.orgTz, quarters, evidenceDays, availableShare };
  const own = metricRequest(metric, await cohort({ onlyRep: repId }), dates);
  // Outreach is read over the last few days by the daily run.
  const isOwnWindow = job !== 'daily' || own?.reps[0]?.own.start === first.windowStart;
  const wanted = own === null || isOwnWindow ? own : over(windowOfReading(first, settings.orgTz), own);
  const [rep] = wanted?.reps ?? [];
  const found =
    wanted === null || rep === undefined
      ? []
      : await evidenceFor(metric)(db, {
          ...runMoments(t, settings.orgTz),
          period,
          runStart,
          settings,
          thresholds,
          quarters,
          wanted,
          rep,
          readings,
          ofRole: async () => metricRequest(metric, await cohort({}), dates) ?? wanted,
        });
  return { metric, readings, rows: await nameAccounts(db, found) };
}

/** The metric's readings that are asked for, and the job that took them: stored ones before those that a daily run kept. */
async function readingsOf(
  db: Knex,
  { repId, metric, asOf, period, since, inHand }: EvidenceQuestion,
): Promise<{ readings: Reading[]; job: JobOfReadings }> {
  const isAsked = (one: Reading) =>
    one.metricKey === metric.key &&
    one.definitionVersion === metric.definitionVersion &&
    (since === undefined || one.windowStart === since);
  const stored = (await readingsOfRep(db, repId, { asOf, period })).filter(isAsked);
  if (period === 'month') return { readings: stored, job: 'monthly' };
  if (stored.length > 0) return { readings: stored, job: 'weekly' };
  const kept = (await keptReadings(db, repId, asOf)).filter(isAsked);
  return { readings: kept.length > 0 || inHand === undefined ? kept : [inHand], job: 'daily' };
}

type JobOfReadings = 'weekly' | 'daily' | 'monthly';

/** The very dates that a reading counted. */
function windowOfReading({ windowStart: start, windowEnd: end }: Reading, orgTz: string): Omit<RepDates, 'onLeave'> {
  return { start, end, from: startOfDay(start, orgTz), to: startOfDay(end, orgTz) };
}

/** The metric asked over other dates than its own. */
function over(dates: Omit<RepDates, 'onLeave'>, request: MetricRequest): MetricRequest {
  const dated = (own: RepDates): RepDates => ({ ...own, ...dates });
  return { ...request, own: dated(request.own), reps: request.reps.map((rep) => ({ ...rep, own: dated(rep.own) })) };
}

export interface EvidenceListRequest extends Pick<EvidenceQuestion, 'settings' | 'catalog' | 'now'> {
  /** A person_id or an e-mail address. */
  readonly rep: string;
  /** A key of the catalog. */
  readonly metric: MetricKey | string;
}

/** The latest week's readings of one metric, with their rows. */
export interface EvidenceList extends Evidence {
  readonly repId: string;
  readonly repName: string;
}

/** Reads only. @throws OperatorError for an unknown rep or metric, or one without readings. */
export async function listEvidence(db: Knex, request: EvidenceListRequest): Promise<EvidenceList> {
  const { rep, metric: key, ...rest } = request;
  const metric = rest.catalog.find(key);
  if (metric === undefined) throw unknownMetric(key);
  const person = await personNamed(db, rep);
  if (person === null) throw unknownRep(rep);
  const { personId: repId, fullName: repName } = person;
  const asOf = await latestReadingDate(db, repId, 'week');
  const evidence = asOf === null ? null : await evidenceOf(db, { ...rest, repId, metric, asOf, period: 'week' });
  if (evidence === null) throw noReadings(repId, 'week');
  return { repId, repName, ...evidence };
}

function unknownMetric(key: string): OperatorError {
  return new OperatorError({
    code: 'unknown_metric',
    what: `There is no metric ${key}.`,
    expected: 'a key of the catalog such as AE.stage_conversion',
    remedy: 'Choose one that `rep-coach doctor` lists.',
  });
}

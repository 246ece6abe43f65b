import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import { accountNames } from '../db/reads/account-names.ts';
import { fiscalQuarters } from '../db/reads/fiscal-quarters.ts';
import { keptReadings } from '../db/reads/kept-readings.ts';
import { latestReadingDate } from '../db/reads/latest-reading-date.ts';
import { personNamed } from '../db/reads/person-named.ts';
import { readingsOfRep } from '../db/reads/readings.ts';
import { runStartOf } from '../db/reads/run-start.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { LocalDate } from '../domain/local-date.ts';
import type { MetricDefinition, MetricKey, Period } from '../domain/metric.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import { OperatorError } from '../errors.ts';
import { evidenceFor } from '../measures/evidence/index.ts';
import { metricRequest, runMoments } from '../measures/metric-request.ts';
import { loadCohort } from './load-cohort.ts';
import { noReadings, unknownRep } from './view-rep.ts';

export interface EvidenceQuestion {
  readonly repId: string;
  readonly metric: MetricDefinition;
  readonly asOf: LocalDate;
  readonly period: Period;
  readonly settings: OrganisationSettings;
  readonly catalog: Catalog;
  /** Stands in for the start of the run where nobody knows it: rows known by now. */
  readonly now: Date;
}

/** What is behind a metric's readings of one date. Reads only. @returns null where there are none. */
export async function evidenceOf(db: Knex, question: EvidenceQuestion): Promise<Evidence | null> {
  const { repId, metric, asOf: t, period, settings, catalog, now } = question;
  const weekly = await readingsOfRep(db, repId, { asOf: t, period });
  const ofDate = weekly.length > 0 || period === 'month' ? weekly : await keptReadings(db, repId, t);
  const readings = ofDate.filter(
    ({ metricKey, definitionVersion }) => metricKey === metric.key && definitionVersion === metric.definitionVersion,
  );
  if (readings.length === 0) return null;
  const job = period === 'month' ? 'monthly' : ofDate === weekly ? 'weekly' : 'daily';
  const runStart = (await runStartOf(db, job, t)) ?? now;
  const { thresholds } = catalog;
  const quarters = await fiscalQuarters(db);
  const cohort = (of: { onlyRep?: string }) => loadCohort(db, { t, runStart, settings, thresholds, ...of });
  const dates = { t, period, orgTz: settings.orgTz, quarters, evidenceDays: thresholds.evidenceDays };
  const wanted = metricRequest(metric, await cohort({ onlyRep: repId }), dates);
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
  const names = await accountNames(
    db,
    found.flatMap(({ accountId }) => accountId ?? []),
  );
  return {
    metric,
    readings,
    rows: found.map(({ accountId, ...row }) => ({
      ...row,
      account: accountId === null ? null : (names.get(accountId) ?? accountId),
    })),
  };
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

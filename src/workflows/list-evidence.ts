import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import { latestReadingDate } from '../db/reads/latest-reading-date.ts';
import { personNamed } from '../db/reads/person-named.ts';
import { readingsOfRep } from '../db/reads/readings.ts';
import { runStartOf } from '../db/reads/run-start.ts';
import { startOfDay } from '../domain/calendar.ts';
import type { MetricDefinition, Reading } from '../domain/metric.ts';
import { OperatorError } from '../errors.ts';
import type { EvidenceRow } from '../measures/evidence/evidence.ts';
import { evidenceFor } from '../measures/evidence/index.ts';
import { noReadings, unknownRep } from './view-rep.ts';

export interface EvidenceListRequest {
  /** A person_id or an e-mail address. */
  readonly rep: string;
  /** A key of the catalog. */
  readonly metric: string;
  readonly orgTz: string;
  readonly catalog: Catalog;
  /** Stands in for the start of the run where nobody knows it: rows known by now. */
  readonly now: Date;
}

/** The latest week's readings of one metric, with the rows in their window. */
export interface EvidenceList {
  readonly repId: string;
  readonly repName: string;
  readonly metric: MetricDefinition;
  /** One a dimension. */
  readonly readings: readonly Reading[];
  readonly rows: readonly EvidenceRow[];
}

/** Reads only. @throws OperatorError for an unknown rep or metric, one without readings, or whose rows nothing lists. */
export async function listEvidence(db: Knex, request: EvidenceListRequest): Promise<EvidenceList> {
  const { rep, metric: key, orgTz, catalog, now } = request;
  const metric = catalog.find(key);
  if (metric === undefined) throw unknownMetric(key);
  const evidenceOf = evidenceFor(metric);
  if (evidenceOf === undefined) throw notListed(metric);
  const person = await personNamed(db, rep);
  if (person === null) throw unknownRep(rep);
  const { personId: repId, fullName: repName } = person;
  const asOf = await latestReadingDate(db, repId, 'week');
  const ofWeek = asOf === null ? [] : await readingsOfRep(db, repId, { asOf, period: 'week' });
  const readings = ofWeek.filter((reading) => reading.metricKey === key);
  const [first] = readings;
  if (first === undefined) throw noReadings(repId, 'week');
  const rows = await evidenceOf(db, {
    repId,
    role: metric.role,
    from: startOfDay(first.windowStart, orgTz),
    end: startOfDay(first.windowEnd, orgTz),
    runStart: (await runStartOf(db, 'weekly', first.asOf)) ?? now,
    thresholds: catalog.thresholds,
  });
  return { repId, repName, metric, readings, rows };
}

function unknownMetric(key: string): OperatorError {
  return new OperatorError({
    code: 'unknown_metric',
    what: `There is no metric ${key}.`,
    expected: 'a key of the catalog such as AE.stage_conversion',
    remedy: 'Choose one that `rep-coach doctor` lists.',
  });
}

function notListed({ key }: MetricDefinition): OperatorError {
  return new OperatorError({
    code: 'evidence_not_listed',
    what: `The rows behind ${key} cannot be listed by this version.`,
    expected: 'a metric of calls, or AE.stage_conversion',
    remedy: 'Run `rep-coach view` without --evidence for its numbers.',
  });
}

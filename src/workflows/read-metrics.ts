import type { Knex } from 'knex';
import { metrics as catalog } from '../catalog/metrics/index.ts';
import { fiscalQuarters } from '../db/reads/fiscal-quarters.ts';
import { saveReadings } from '../db/stores/metric-readings.ts';
import { groupBy } from '../domain/group-by.ts';
import { type DraftReading, judgeRep } from '../domain/judge-metric.ts';
import { firstOfMonth, isoMonday, type LocalDate } from '../domain/local-date.ts';
import { type MetricDefinition, type MetricKey, type Period, ROLES, type Status } from '../domain/metric.ts';
import type { RefusedRows } from '../measures/measure.ts';
import { loadCohort, type OrganisationSettings } from './load-cohort.ts';
import { measureMetric } from './measure-metric.ts';

export interface ReadMetricsRequest {
  /** The evaluation date: a Monday for a week, the first of a month for a month. Only what was before it counts. */
  readonly t: LocalDate;
  readonly period: Period;
  /** The job's first attempt: rows recorded from here on do not exist for this run. */
  readonly runStart: Date;
  readonly settings: OrganisationSettings;
  /** Default: the whole catalog. Fewer metrics are fewer series a rep is judged on. */
  readonly metrics?: readonly MetricDefinition[];
  /** After each metric. */
  readonly onProgress?: (step: {
    readonly metricKey: MetricKey;
    readonly done: number;
    readonly total: number;
  }) => void;
}

export interface ReadingSummary {
  /** Reps with a role at t, whether or not any metric is read for it. */
  readonly reps: number;
  readonly readings: number;
  /** Readings that were not there before. */
  readonly added: number;
  readonly byStatus: Readonly<Record<Status, number>>;
  readonly fired: number;
  /** Source rows that were left out, and why. */
  readonly refused: readonly RefusedRows[];
}

/**
 * Reads every metric of every rep at t and keeps the readings. Repeated with the same request it adds nothing.
 * @throws RangeError when t does not begin a period.
 */
export async function readMetrics(db: Knex, request: ReadMetricsRequest): Promise<ReadingSummary> {
  checkPeriodStart(request);
  const { t, period, runStart, settings, metrics = catalog } = request;
  const quarters = await fiscalQuarters(db);
  const members = await loadCohort(db, { t, runStart, settings });
  const byStatus = { ...NO_READINGS };
  const summary = { readings: 0, added: 0, fired: 0 };
  const refused: RefusedRows[] = [];
  let done = 0;
  for (const role of ROLES) {
    const ofRole = members.filter((member) => member.role === role);
    const drafts: DraftReading[] = [];
    for (const metric of metrics.filter((definition) => definition.role === role)) {
      const measured = await measureMetric(db, metric, ofRole, {
        t,
        period,
        runStart,
        orgTz: settings.orgTz,
        quarters,
      });
      drafts.push(...measured.drafts);
      refused.push(...measured.refused);
      done += 1;
      request.onProgress?.({ metricKey: metric.key, done, total: metrics.length });
    }
    const readings = [...groupBy(drafts, (draft) => draft.rep.repId).values()].flatMap((ofRep) =>
      judgeRep(ofRep, { asOf: t, period }),
    );
    for (const reading of readings) byStatus[reading.status] += 1;
    summary.readings += readings.length;
    summary.fired += readings.filter((reading) => reading.fired).length;
    summary.added += await saveReadings(db, readings);
  }
  return { reps: members.length, ...summary, byStatus, refused };
}

const NO_READINGS: Readonly<Record<Status, number>> = {
  not_applicable: 0,
  data_quality: 0,
  on_leave: 0,
  ramping: 0,
  no_denominator: 0,
  insufficient_sample: 0,
  no_benchmark: 0,
  ok: 0,
};

function checkPeriodStart({ t, period }: ReadMetricsRequest): void {
  const start = period === 'week' ? isoMonday(t) : firstOfMonth(t);
  if (start === t) return;
  throw new RangeError(`A ${period} is read on its first day after it, such as ${start}; found ${t}.`);
}

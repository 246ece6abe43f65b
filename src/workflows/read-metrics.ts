import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import { fiscalQuarters } from '../db/reads/fiscal-quarters.ts';
import { saveReadings } from '../db/stores/metric-readings.ts';
import type { CohortMember } from '../domain/cohort-member.ts';
import type { DraftReading } from '../domain/compare-with-peers.ts';
import { groupBy } from '../domain/group-by.ts';
import { judgeRep } from '../domain/judge-metric.ts';
import { firstOfMonth, isoMonday, type LocalDate } from '../domain/local-date.ts';
import {
  type MetricDefinition,
  type MetricKey,
  type Period,
  type Reading,
  ROLES,
  type Role,
  type Status,
} from '../domain/metric.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import type { RefusedRows } from '../measures/measure.ts';
import { measureMetrics } from './measure-metrics.ts';

export interface ReadMetricsRequest {
  /** The evaluation date: a Monday for a week, the first of a month for a month. Only what was before it counts. */
  readonly t: LocalDate;
  readonly period: Period;
  /** The job's first attempt: rows recorded from here on do not exist for this run. */
  readonly runStart: Date;
  readonly settings: OrganisationSettings;
  /** What is read. Fewer metrics are fewer series a rep is judged on. */
  readonly catalog: Catalog;
  /** Everybody with a role at t: `loadCohort` with the same t and run start. */
  readonly members: readonly CohortMember[];
  /** After each family of measures: how many metrics are done. */
  readonly onProgress?: (step: { readonly done: number; readonly total: number }) => void;
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
  /** Metrics whose source recorded nothing of anybody in the scored week: their clocks stand still. */
  readonly outages: ReadonlySet<MetricKey>;
}

/**
 * Reads every metric of every rep at t and keeps the readings. Repeated with the same request it adds nothing. Each
 * family of measures is asked once for all roles; a role is judged and written as soon as its last metric is measured,
 * because that is what takes memory.
 * @throws RangeError when t does not begin a period.
 */
export async function readMetrics(db: Knex, request: ReadMetricsRequest): Promise<ReadingSummary> {
  checkPeriodStart(request);
  const { t, period, runStart, settings, catalog, members } = request;
  const { metrics, thresholds } = catalog;
  const run = { t, period, runStart, settings, thresholds, members, quarters: await fiscalQuarters(db) };
  const byStatus = { ...NO_READINGS };
  const summary = { readings: 0, added: 0, fired: 0 };
  const refused: RefusedRows[] = [];
  const outages = new Set<MetricKey>();
  const drafts = new Map<Role, DraftReading[]>(ROLES.map((role) => [role, []]));
  const unread = new Set(metrics);

  for (const [family, ofFamily] of inOrderOfRoles(metrics)) {
    const measured = await measureMetrics(db, family, ofFamily, run);
    for (const draft of measured.drafts) drafts.get(draft.metric.role)?.push(draft);
    refused.push(...measured.refused);
    for (const key of measured.outages) outages.add(key);
    for (const metric of ofFamily) unread.delete(metric);
    for (const role of completedRoles(drafts, unread)) {
      const readings = judged(drafts.get(role) ?? [], { asOf: t, period }, thresholds.roles[role].alpha);
      drafts.delete(role);
      for (const reading of readings) byStatus[reading.status] += 1;
      summary.readings += readings.length;
      summary.fired += readings.filter((reading) => reading.fired).length;
      summary.added += await saveReadings(db, readings);
    }
    request.onProgress?.({ done: metrics.length - unread.size, total: metrics.length });
  }
  return { reps: members.length, ...summary, byStatus, refused, outages };
}

/** Families that serve most roles come first, so that no role has to wait for its last metric for long. */
function inOrderOfRoles(metrics: readonly MetricDefinition[]): [family: string, metrics: MetricDefinition[]][] {
  const roles = (ofFamily: readonly MetricDefinition[]) => new Set(ofFamily.map((metric) => metric.role)).size;
  return [...groupBy(metrics, (metric) => metric.measure.family)].sort(([, a], [, b]) => roles(b) - roles(a));
}

function completedRoles(drafts: ReadonlyMap<Role, unknown>, unread: ReadonlySet<MetricDefinition>): Role[] {
  const waiting = new Set([...unread].map((metric) => metric.role));
  return [...drafts.keys()].filter((role) => !waiting.has(role));
}

/** In order of the reps. */
function judged(drafts: readonly DraftReading[], run: Parameters<typeof judgeRep>[1], alpha: number): Reading[] {
  return [...groupBy(drafts, (draft) => draft.rep.repId).values()].flatMap((ofRep) => judgeRep(ofRep, run, alpha));
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

import type { Knex } from 'knex';
import { type Catalog, catalogOf } from '../catalog/catalog.ts';
import { criticalRuleOf } from '../catalog/critical-rule.ts';
import { readingsOfRun } from '../db/reads/readings.ts';
import { jobRuns } from '../db/stores/job-runs.ts';
import type { CohortMember } from '../domain/cohort-member.ts';
import type { DraftReading } from '../domain/compare-with-peers.ts';
import type { Breach } from '../domain/daily-breach.ts';
import { criticalValueOf, isCritical } from '../domain/daily-flag.ts';
import { readingOf } from '../domain/judge-metric.ts';
import type { LocalDate } from '../domain/local-date.ts';
import { inSegment, type MetricKey, type Reading } from '../domain/metric.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import { patternWeight } from '../domain/pattern.ts';
import { judgeMetrics } from './judge-metrics.ts';
import { recentOutreach } from './recent-outreach.ts';

/** A day as the daily run looks at it. */
export interface DayToRead {
  /** What happened before it is known. */
  readonly d: LocalDate;
  readonly runStart: Date;
  readonly settings: OrganisationSettings;
  readonly catalog: Catalog;
  /** Everybody with a role on d. */
  readonly members: readonly CohortMember[];
  readonly onProgress?: (step: { readonly done: number; readonly total: number }) => void;
}

/** Metrics whose readings the conditions of the day name, critical or not. */
const NAMED: readonly MetricKey[] = ['AE.pace_attainment', 'AM.book_health_trend', 'CSM.book_health_trend'];

export interface DayReadings {
  /** In order of role, rep and metric. */
  readonly critical: readonly Breach[];
  /** Readings of the metrics that the conditions name, by rep and metric: see `namedReading`. */
  readonly named: ReadonlyMap<string, Reading>;
}

const OUTREACH: MetricKey = 'SDR.outreach_volume';

/** The reading of a metric that a condition names; null when the rep has none. */
export function namedReading(day: DayReadings, repId: string, metricKey: MetricKey): Reading | null {
  return day.named.get(`${repId} ${metricKey}`) ?? null;
}

/**
 * Reads every metric as the weekly run does, for one day, and keeps nothing: what is critical, and what the conditions
 * name. On the day of a weekly run these are its own readings. Outreach is read over the last few days instead.
 */
export async function readDay(db: Knex, day: DayToRead): Promise<DayReadings> {
  const critical: Breach[] = [];
  const named = new Map<string, Reading>();
  const take = (readings: readonly Reading[]) => {
    for (const reading of readings) {
      if (NAMED.includes(reading.metricKey)) named.set(`${reading.repId} ${reading.metricKey}`, reading);
      const breach = reading.metricKey === OUTREACH ? null : breachOf(reading, day.catalog);
      if (breach !== null) critical.push(breach);
    }
  };
  const weekly = await weeklyReadings(db, day.d);
  if (weekly !== null) take(weekly.filter(({ metricKey }) => day.catalog.find(metricKey) !== undefined));
  else {
    const request = { ...day, catalog: ofRolesThere(day), t: day.d, period: 'week' } as const;
    const run = { asOf: day.d, period: request.period };
    await judgeMetrics<readonly DraftReading[]>(db, request, {
      keep: (drafts) => [...drafts].filter((draft) => mayTell(draft, day.catalog)),
      async take({ kept, strictnessOf }) {
        take(kept.flat().map((draft) => readingOf(draft, run, strictnessOf(draft.rep.repId))));
      },
    });
  }
  for (const reading of await recentOutreach(db, day)) {
    const breach = breachOf(reading, day.catalog);
    if (breach !== null) critical.push(breach);
  }
  return { critical, named };
}

/** Whether a draft may be critical, or is of a metric that is named; the others are not kept until they are judged. */
function mayTell({ metric, status, material }: DraftReading, { thresholds }: Catalog): boolean {
  if (NAMED.includes(metric.key)) return true;
  return status === 'ok' && (material || criticalRuleOf(metric.key, thresholds.dailyFlags).kind !== 'gap');
}

/** Metrics of roles that nobody has are not worth a question a day. */
function ofRolesThere({ catalog, members }: DayToRead): Catalog {
  const roles = new Set(members.map(({ role }) => role));
  return catalogOf(
    catalog.metrics.filter(({ role }) => roles.has(role)),
    catalog.thresholds,
  );
}

/** What a weekly run of the same day has read; null when there is none, or it is not through. */
async function weeklyReadings(db: Knex, d: LocalDate): Promise<Reading[] | null> {
  const isDone = (await jobRuns(db, 'weekly')).some(({ localPeriod, state }) => localPeriod === d && state === 'done');
  return isDone ? readingsOfRun(db, { asOf: d, period: 'week' }) : null;
}

function breachOf(reading: Reading, catalog: Catalog): Breach | null {
  const metric = catalog.find(reading.metricKey);
  if (metric === undefined || metric.definitionVersion !== reading.definitionVersion) return null;
  const definition = inSegment(metric, reading.segment);
  const rule = criticalRuleOf(reading.metricKey, catalog.thresholds.dailyFlags);
  if (!isCritical(reading, definition, rule) || reading.value === null || reading.gap === null) return null;
  return {
    reading,
    value: reading.value,
    gap: reading.gap,
    threshold: criticalValueOf(reading, definition, rule),
    times: rule.kind === 'gap' ? rule.weight : null,
    weight: patternWeight(definition.materialGap, reading),
  };
}

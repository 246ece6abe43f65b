import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import { fiscalQuarters } from '../db/reads/fiscal-quarters.ts';
import { saveReadings } from '../db/stores/metric-readings.ts';
import type { CohortMember } from '../domain/cohort-member.ts';
import type { DraftReading, Measured } from '../domain/compare-with-peers.ts';
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
import type { SkillSource } from '../domain/skill-gap.ts';
import type { RefusedRows } from '../measures/measure.ts';
import { metricRequests } from '../measures/metric-request.ts';
import { readSnapshot } from '../measures/source-snapshot.ts';
import { type AssessSkillsRequest, assessSkills, type SkillSummary } from './assess-skills.ts';
import { measureMetrics, type WantedMeasures } from './measure-metrics.ts';

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
  /** As each step begins: the family that is measured, or what is done with what they found. */
  readonly onStep?: (step: string) => void;
}

export interface ReadingSummary {
  /** Reps with a role at t, whether or not any metric is read for it. */
  readonly reps: number;
  readonly readings: number;
  /** Readings that were not there before. */
  readonly added: number;
  readonly byStatus: Readonly<Record<Status, number>>;
  readonly fired: number;
  /** Of a week; a month assesses none. */
  readonly skills: SkillSummary;
  /** Source rows that were left out, and why. */
  readonly refused: readonly RefusedRows[];
  /** Metrics whose source recorded nothing of anybody in the scored week: their clocks stand still. */
  readonly outages: ReadonlySet<MetricKey>;
}

/** What was found of one role. */
interface Found {
  readonly drafts: DraftReading[];
  readonly skills: Map<SkillSource, readonly Measured[]>;
}

/**
 * Reads every metric of every rep at t and keeps the readings; of a week also the skill assessments, from the same
 * source rows. Repeated with the same request it adds nothing. Each family of measures is asked once for all roles; a
 * role is judged and written as soon as its last metric is measured, because that is what takes memory.
 * @throws RangeError when t does not begin a period.
 */
export async function readMetrics(db: Knex, request: ReadMetricsRequest): Promise<ReadingSummary> {
  checkPeriodStart(request);
  const { t, period, runStart, settings, catalog, members } = request;
  const { thresholds } = catalog;
  const quarters = await fiscalQuarters(db);
  const requestOf = metricRequests(members, { t, period, orgTz: settings.orgTz, quarters });
  const run = { t, period, runStart, settings, thresholds, members, quarters, requestOf };
  const byStatus = { ...NO_READINGS };
  const summary = { readings: 0, added: 0, fired: 0 };
  const skills = { assessments: 0, added: 0, gaps: 0 };
  const refused: RefusedRows[] = [];
  const outages = new Set<MetricKey>();
  const found = new Map(ROLES.map((role): [Role, Found] => [role, { drafts: [], skills: new Map() }]));
  const families = wantedOfFamilies(request);
  const unread = new Set(families.flatMap(({ wanted }) => metricsOf(wanted)));
  const total = unread.size;

  await readSnapshot(db, async (snapshot) => {
    for (const { family, wanted } of families) {
      request.onStep?.(family);
      const measured = await measureMetrics(snapshot, family, wanted, run);
      for (const draft of measured.drafts) found.get(draft.metric.role)?.drafts.push(draft);
      for (const [source, series] of measured.skills) found.get(source.metric.role)?.skills.set(source, series);
      refused.push(...measured.refused);
      for (const key of measured.outages) outages.add(key);
      for (const metric of metricsOf(wanted)) unread.delete(metric);
      for (const [role, ofRole] of completed(found, unread)) {
        found.delete(role);
        request.onStep?.('judging');
        const readings = judged(ofRole.drafts, { asOf: t, period }, thresholds.roles[role].alpha);
        for (const reading of readings) byStatus[reading.status] += 1;
        request.onStep?.('storing');
        add(summary, {
          readings: readings.length,
          added: await saveReadings(db, readings),
          fired: readings.filter((reading) => reading.fired).length,
        });
        request.onStep?.('skills');
        add(skills, await skillsOf(db, { role, measuredBy: ofRole.skills, readings }, request));
      }
      request.onProgress?.({ done: total - unread.size, total });
    }
  });
  return { reps: members.length, ...summary, byStatus, skills, refused, outages };
}

/** Families that serve most roles come first, so that no role has to wait for its last metric for long. */
function wantedOfFamilies({ catalog, period }: ReadMetricsRequest): { family: string; wanted: WantedMeasures }[] {
  const metrics = groupBy(catalog.metrics, (metric) => metric.measure.family);
  const sources = period === 'week' ? catalog.skills.flatMap((skill) => skill.sources) : [];
  const skills = groupBy(sources, (source) => source.metric.measure.family);
  const families = [...new Set([...metrics.keys(), ...skills.keys()])].map((family) => {
    return { family, wanted: { metrics: metrics.get(family) ?? [], skills: skills.get(family) ?? [] } };
  });
  const roles = (wanted: WantedMeasures) => new Set(metricsOf(wanted).map((metric) => metric.role)).size;
  return families.sort((a, b) => roles(b.wanted) - roles(a.wanted));
}

function metricsOf({ metrics, skills }: WantedMeasures): MetricDefinition[] {
  return [...metrics, ...skills.map((source) => source.metric)];
}

function completed(found: ReadonlyMap<Role, Found>, unread: ReadonlySet<MetricDefinition>): [Role, Found][] {
  const waiting = new Set([...unread].map((metric) => metric.role));
  return [...found].filter(([role]) => !waiting.has(role));
}

/** In order of the reps. */
function judged(drafts: readonly DraftReading[], run: Parameters<typeof judgeRep>[1], alpha: number): Reading[] {
  return [...groupBy(drafts, (draft) => draft.rep.repId).values()].flatMap((ofRep) => judgeRep(ofRep, run, alpha));
}

interface RoleToAssess extends Pick<AssessSkillsRequest, 'role' | 'measuredBy'> {
  readonly readings: readonly Reading[];
}

/** Skills are judged as strictly as the metrics of the same run. */
function skillsOf(db: Knex, { role, measuredBy, readings }: RoleToAssess, request: ReadMetricsRequest) {
  const { t, catalog, members } = request;
  return assessSkills(db, {
    t,
    role,
    skills: catalog.skills.filter((skill) => skill.role === role && skill.sources.some((one) => measuredBy.has(one))),
    thresholds: catalog.thresholds,
    members,
    measuredBy,
    seriesCounts: new Map(readings.map((reading) => [reading.repId, reading.seriesCount ?? 0])),
  });
}

function add<Name extends string>(sums: Record<Name, number>, counts: Readonly<Record<Name, number>>): void {
  for (const name in sums) sums[name] += counts[name];
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

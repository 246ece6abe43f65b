import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import { fiscalQuarters } from '../db/reads/fiscal-quarters.ts';
import type { CohortMember } from '../domain/cohort-member.ts';
import { compareSkill, type SkillDraft } from '../domain/compare-skill.ts';
import type { DraftReading, Measured } from '../domain/compare-with-peers.ts';
import { groupBy } from '../domain/group-by.ts';
import { judgeRep } from '../domain/judge-metric.ts';
import type { LocalDate } from '../domain/local-date.ts';
import {
  type MetricDefinition,
  type MetricKey,
  type Period,
  type Reading,
  ROLES,
  type Role,
} from '../domain/metric.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import type { SkillSource } from '../domain/skill-gap.ts';
import type { RefusedRows } from '../measures/measure.ts';
import { metricRequests } from '../measures/metric-request.ts';
import { readSnapshot } from '../measures/source-snapshot.ts';
import { measureMetrics, type WantedMeasures } from './measure-metrics.ts';

export interface JudgeMetricsRequest {
  /** The evaluation date. Only what was before it counts. */
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

/** All of one role, in order of the reps. */
export interface JudgedRole {
  readonly role: Role;
  readonly readings: readonly Reading[];
  /** Of a week: what the role's skills come to. */
  readonly skills: readonly SkillDraft[];
}

/** What was found of one role. */
interface Found {
  readonly drafts: DraftReading[];
  readonly skills: SkillDraft[];
}

/**
 * Measures every metric of every rep at t and judges it; keeps nothing. Each family of measures is asked once for all
 * roles. Observations take memory: a skill is scored as soon as its last source is measured, and a role judged and handed
 * on with its last metric.
 */
export async function judgeMetrics(
  db: Knex,
  request: JudgeMetricsRequest,
  take: (judged: JudgedRole) => Promise<void>,
): Promise<{ readonly refused: readonly RefusedRows[]; readonly outages: ReadonlySet<MetricKey> }> {
  const { t, period, runStart, settings, catalog, members } = request;
  const { thresholds } = catalog;
  const quarters = await fiscalQuarters(db);
  const { evidenceDays } = thresholds;
  const requestOf = metricRequests(members, { t, period, orgTz: settings.orgTz, quarters, evidenceDays });
  const run = { t, period, runStart, settings, thresholds, members, quarters, requestOf };
  const refused: RefusedRows[] = [];
  const outages = new Set<MetricKey>();
  const found = new Map(ROLES.map((role): [Role, Found] => [role, { drafts: [], skills: [] }]));
  const families = wantedOfFamilies(request);
  const unread = new Set(families.flatMap(({ wanted }) => metricsOf(wanted)));
  const total = unread.size;
  const unscored = new Set(period === 'week' ? catalog.skills : []);
  const measuredBy = new Map<SkillSource, readonly Measured[]>();

  await readSnapshot(db, async (snapshot) => {
    for (const { family, wanted } of families) {
      request.onStep?.(family);
      const measured = await measureMetrics(snapshot, family, wanted, run);
      for (const draft of measured.drafts) found.get(draft.metric.role)?.drafts.push(draft);
      for (const [source, series] of measured.skills) measuredBy.set(source, series);
      refused.push(...measured.refused);
      for (const key of measured.outages) outages.add(key);
      for (const metric of metricsOf(wanted)) unread.delete(metric);
      for (const skill of unscored) {
        if (skill.sources.some((source) => unread.has(source.metric))) continue;
        const { minimumPeers } = thresholds.roles[skill.role];
        const scores = compareSkill(skill, measuredBy, { minimumPeers, thresholds: thresholds.skills });
        for (const draft of scores) found.get(skill.role)?.skills.push(draft);
        unscored.delete(skill);
        for (const source of skill.sources) measuredBy.delete(source);
      }
      for (const [role, { drafts, skills }] of completed(found, unread)) {
        found.delete(role);
        request.onStep?.('judging');
        const readings = judged(drafts, { asOf: t, period }, thresholds.roles[role].alpha);
        await take({ role, readings, skills });
      }
      request.onProgress?.({ done: total - unread.size, total });
    }
  });
  return { refused, outages };
}

/** Families that serve most roles come first, so that no role has to wait for its last metric for long. */
function wantedOfFamilies({ catalog, period }: JudgeMetricsRequest): { family: string; wanted: WantedMeasures }[] {
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

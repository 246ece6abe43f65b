import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import { fiscalQuarters } from '../db/reads/fiscal-quarters.ts';
import type { CohortMember } from '../domain/cohort-member.ts';
import type { SkillDraft } from '../domain/compare-skill.ts';
import type { DraftReading } from '../domain/compare-with-peers.ts';
import { groupBy } from '../domain/group-by.ts';
import type { Strictness } from '../domain/judge-metric.ts';
import type { LocalDate } from '../domain/local-date.ts';
import { type MetricDefinition, type MetricKey, type Period, ROLES, type Role } from '../domain/metric.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import { familyNames } from '../measures/index.ts';
import type { RefusedRows } from '../measures/measure.ts';
import { metricRequests } from '../measures/metric-request.ts';
import { readSnapshot } from '../measures/source-snapshot.ts';
import { measureMetrics, type WantedMeasures } from './measure-metrics.ts';
import { RoleInProgress } from './role-in-progress.ts';
import { sideBySide } from './side-by-side.ts';

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
  /** Over how many connections it reads, each a family at a time. While one is compared here, the server works on others. */
  readonly connections?: number;
  /** After each family of measures: how many metrics are done. */
  readonly onProgress?: (step: { readonly done: number; readonly total: number }) => void;
  /** As a step begins: a family that is measured, or what is done with what they found. Says when it has ended. */
  readonly onStep?: (step: string) => () => void;
}

/** What is done with the drafts. */
export interface DraftKeeper<Kept> {
  /**
   * Of everybody of a role, in one metric and dimension; looks at all of them. Until the role is judged only what this
   * returns is kept: drafts take much memory, and not all that a run finds is needed by all.
   */
  keep(drafts: Iterable<DraftReading>): Kept;
  /** With the role's last metric, one role at a time. What it takes time over holds no other family up. */
  take(judged: JudgedRole<Kept>): Promise<void>;
}

/** All of one role. */
export interface JudgedRole<Kept> {
  readonly role: Role;
  readonly kept: readonly Kept[];
  /** What each rep's drafts are to be judged by. */
  readonly strictnessOf: (repId: string) => Strictness;
  /** Of a week: what the role's skills come to. */
  readonly skills: readonly SkillDraft[];
}

const CONNECTIONS = 2;

/**
 * Measures every metric of every rep at t, side by side from one snapshot; keeps nothing itself. Each family of measures
 * is asked once for all roles. A role is judged with its last metric, because the more series a rep is judged on, the
 * more each of them must show; a skill is scored as soon as its last source is measured.
 * @throws what went wrong first in a family or in taking a role; then roles taken before are not all that there are.
 */
export async function judgeMetrics<Kept>(
  db: Knex,
  request: JudgeMetricsRequest,
  keeper: DraftKeeper<Kept>,
): Promise<{ readonly refused: readonly RefusedRows[]; readonly outages: ReadonlySet<MetricKey> }> {
  const { t, period, runStart, settings, catalog, members } = request;
  const { thresholds } = catalog;
  const quarters = await fiscalQuarters(db);
  const { evidenceDays, availableShare } = thresholds;
  const dates = { t, period, orgTz: settings.orgTz, quarters, evidenceDays, availableShare };
  const requestOf = metricRequests(members, dates);
  const run = { t, period, runStart, settings, thresholds, members, quarters, requestOf };
  const families = wantedOfFamilies(request);
  const roles = new Map(ROLES.map((role) => [role, roleInProgress<Kept>(role, request)]));
  const refused = new Map<string, readonly RefusedRows[]>();
  const outages = new Set<MetricKey>();
  const total = families.reduce((sum, { wanted }) => sum + metricsOf(wanted).length, 0);
  let done = 0;
  let taken = Promise.resolve();

  const read = async ({ family, wanted }: WantedOfFamily, snapshot: Knex) => {
    const ended = request.onStep?.(family);
    const measured = await measureMetrics(snapshot, family, wanted, run, (metric, drafts) => {
      roles.get(metric.role)?.keep(drafts, keeper.keep);
    });
    for (const source of wanted.skills) {
      roles.get(source.metric.role)?.score(source, measured.skills.get(source) ?? []);
    }
    refused.set(family, measured.refused);
    for (const key of measured.outages) outages.add(key);
    ended?.();
    for (const metric of metricsOf(wanted)) {
      const { role } = metric;
      const progress = roles.get(role);
      done += 1;
      if (progress?.hasRead(metric) !== true) continue;
      roles.delete(role);
      const { alpha } = thresholds.roles[role];
      const { kept, skills } = progress;
      const strictnessOf = (repId: string) => progress.strictnessOf(repId, alpha);
      taken = taken.then(() => keeper.take({ role, kept, strictnessOf, skills }));
      await taken;
    }
    request.onProgress?.({ done, total });
  };

  await readSnapshot(db, request.connections ?? CONNECTIONS, (snapshots) => sideBySide(families, snapshots, read));
  return { refused: families.flatMap(({ family }) => refused.get(family) ?? []), outages };
}

interface WantedOfFamily {
  readonly family: string;
  readonly wanted: WantedMeasures;
}

/** In the order that measures/index.ts gives reasons for. */
function wantedOfFamilies({ catalog, period }: JudgeMetricsRequest): WantedOfFamily[] {
  const metrics = groupBy(catalog.metrics, (metric) => metric.measure.family);
  const sources = skillsOf({ catalog, period }).flatMap((skill) => skill.sources);
  const skills = groupBy(sources, (source) => source.metric.measure.family);
  const known = new Set([...familyNames, ...metrics.keys(), ...skills.keys()]);
  return [...known].flatMap((family) => {
    const wanted = { metrics: metrics.get(family) ?? [], skills: skills.get(family) ?? [] };
    return metricsOf(wanted).length > 0 ? [{ family, wanted }] : [];
  });
}

/** A month assesses no skills. */
function skillsOf({ catalog, period }: Pick<JudgeMetricsRequest, 'catalog' | 'period'>) {
  return period === 'week' ? catalog.skills : [];
}

function roleInProgress<Kept>(role: Role, request: JudgeMetricsRequest): RoleInProgress<Kept> {
  const { metrics, thresholds } = request.catalog;
  return new RoleInProgress(
    metrics.filter((metric) => metric.role === role),
    skillsOf(request).filter((skill) => skill.role === role),
    { minimumPeers: thresholds.roles[role].minimumPeers, thresholds: thresholds.skills },
  );
}

function metricsOf({ metrics, skills }: WantedMeasures): MetricDefinition[] {
  return [...metrics, ...skills.map((source) => source.metric)];
}

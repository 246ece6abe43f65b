import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import { leaversAmong } from '../db/reads/leavers-among.ts';
import { readingsOfRep } from '../db/reads/readings.ts';
import { reportingLine } from '../db/reads/reporting-line.ts';
import { lockOpenEpisodes, lockPatterns, type StoredEpisode } from '../db/stores/pattern-episodes.ts';
import type { LocalDate } from '../domain/local-date.ts';
import { inSegment, type MetricDefinition, patternKey, type Reading, type Role } from '../domain/metric.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import { isBeforeStart } from '../domain/pattern.ts';
import { type Change, clockWeek, stepClock } from '../domain/persistence-clock.ts';
import { applyClockStep } from './apply-clock-step.ts';
import { requestReview } from './request-review.ts';

/** What is known of one rep's week. */
export interface RepWeek {
  repId: string;
  /** Role at t; null where nothing tells it. */
  role: Role | null;
  /** The rep's own; null as in a reading. Where a week has no reading, it tells which thresholds hold. */
  segment: string | null;
  /** Available on too few of the scored week's business days. */
  isLeaveWeek: boolean;
}

export interface StepContext {
  asOf: LocalDate;
  orgTz: string;
  now: Date;
  settings: OrganisationSettings;
  /** What is in force: metrics, thresholds, playbook. */
  catalog: Catalog;
  /** Metrics whose source recorded nothing of anybody in the scored week. */
  sourceOutages: ReadonlySet<string>;
}

/**
 * One weekly step of every pattern of one rep, with all that follows from it, in the caller's transaction. A pattern
 * that was stepped for this week or a later one is left as it is: the clock never goes back.
 */
export async function stepPatterns(trx: Knex.Transaction, week: RepWeek, context: StepContext): Promise<void> {
  await lockPatterns(trx, week.repId);
  const line = await reportingLine(trx, week.repId, context);
  const episodes = await lockOpenEpisodes(trx, week.repId);
  const episodeOf = new Map(episodes.map((episode) => [patternKey(episode), episode]));
  const readings = await readingsOfRep(trx, week.repId, { asOf: context.asOf, period: 'week' });
  const repHasLeft = (await leaversAmong(trx, [week.repId], context.now)).size > 0;
  // What was read of somebody who has left since opens nothing any more.
  const current = repHasLeft
    ? []
    : readings.filter((reading) => isCurrent(reading, context.catalog.find(reading.metricKey)));
  const readingOf = new Map(current.map((reading) => [patternKey(reading), reading]));
  const firing = current.filter((reading) => reading.fired).map(patternKey);
  for (const key of [...new Set([...episodeOf.keys(), ...firing])].sort()) {
    const episode = episodeOf.get(key) ?? null;
    if (episode !== null && episode.steppedOn >= context.asOf) continue;
    const reading = readingOf.get(key) ?? null;
    const pattern = episode ?? reading;
    if (pattern === null) continue;
    const metric = context.catalog.find(pattern.metricKey);
    if (metric === undefined) throw new Error(`The metric catalog has no "${pattern.metricKey}".`);
    const definition = inSegment(metric, reading === null ? week.segment : reading.segment);
    const step = stepClock(
      definition,
      episode,
      clockWeek(reading, {
        asOf: context.asOf,
        changed: repHasLeft ? 'rep_left' : changeSince(episode, week.role, definition),
        leaveWeek: week.isLeaveWeek,
        sourceOutage: context.sourceOutages.has(pattern.metricKey),
        beforeStart: reading !== null && isBeforeStart(definition, reading.companions),
      }),
    );
    await applyClockStep(trx, { pattern, episode, reading, definition, step, line, ...context });
  }
  if (!repHasLeft) await requestReview(trx, { repId: week.repId, line, ...context });
}

function isCurrent(reading: Reading, definition: MetricDefinition | undefined): boolean {
  return reading.definitionVersion === definition?.definitionVersion;
}

function changeSince(episode: StoredEpisode | null, role: Role | null, definition: MetricDefinition): Change | null {
  if (episode === null) return null;
  if (role !== null && episode.role !== role) return 'role_changed';
  return episode.definitionVersion === definition.definitionVersion ? null : 'definition_changed';
}

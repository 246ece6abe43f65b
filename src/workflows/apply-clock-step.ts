import type { Knex } from 'knex';
import type { Catalog } from '../catalog/catalog.ts';
import { coachingIdOfEpisode } from '../db/reads/coaching-id-of-episode.ts';
import type { ReportingLine } from '../db/reads/reporting-line.ts';
import { addCoachingItem, adoptCoachingRow, markClockResult } from '../db/stores/coaching-log.ts';
import {
  earlierEpisodes,
  openEpisode,
  recordWeek,
  type StoredEpisode,
  saveEpisode,
} from '../db/stores/pattern-episodes.ts';
import { redraw } from '../delivery/outbox.ts';
import { takerOf } from '../domain/escalation.ts';
import { daysBetween, type LocalDate } from '../domain/local-date.ts';
import type { MetricDefinition, PatternIdentity, Reading } from '../domain/metric.ts';
import type { OrganisationSettings } from '../domain/organisation-settings.ts';
import { patternWeight, severityOf } from '../domain/pattern.ts';
import type { ClockStep } from '../domain/persistence-clock.ts';
import { decidersOf } from '../domain/visibility.ts';
import { endEpisode } from './end-episode.ts';
import { escalate } from './escalate.ts';
import { followUp } from './follow-up-escalation.ts';
import { recommendAction } from './recommend-action.ts';
import { tellOfWeekTwo } from './tell-managers.ts';

export interface PatternStep {
  pattern: PatternIdentity;
  /** The open episode before the step. */
  episode: StoredEpisode | null;
  reading: Reading | null;
  definition: MetricDefinition;
  step: ClockStep;
  line: ReportingLine;
  asOf: LocalDate;
  settings: OrganisationSettings;
  /** What is in force: metrics, thresholds, playbook. */
  catalog: Catalog;
  now: Date;
}

/** Writes what one step of the clock says: episode, week, coaching log, escalation, and the messages they cause. */
export async function applyClockStep(trx: Knex.Transaction, change: PatternStep): Promise<void> {
  const { step, episode } = change;
  const ended = step.events.find((event) => event.kind === 'ended');
  if (ended !== undefined && episode !== null)
    await endEpisode(trx, { episodeId: episode.episodeId, reason: ended.reason, ...change });
  const opened = step.events.some((event) => event.kind === 'opened');
  const continuing = ended === undefined ? (episode?.episodeId ?? null) : null;
  const current = opened ? await beginEpisode(trx, change) : continuing;
  const weekOf = current ?? episode?.episodeId;
  if (weekOf === undefined) return;
  if (current !== null && step.episode !== null) await saveEpisode(trx, current, step.episode);
  if (step.week !== null) await recordWeek(trx, weekOf, step.week);
  if (current !== null) await announce(trx, current, change);
  await redraw(trx, [`episode:${weekOf}`, `coaching:${await coachingIdOfEpisode(trx, weekOf)}`]);
}

async function beginEpisode(trx: Knex.Transaction, change: PatternStep): Promise<string> {
  const { pattern, reading, definition, step, asOf } = change;
  if (reading === null || step.episode === null) throw new Error('An episode opens on a reading.');
  const earlier = await earlierEpisodes(trx, pattern);
  const { recurrenceDays, adoptionDays } = change.catalog.thresholds;
  const recurs =
    earlier.last !== null && daysBetween(earlier.last.closedOn, asOf) < recurrenceDays ? earlier.last : null;
  const episodeId = await openEpisode(
    trx,
    { ...pattern, definitionVersion: definition.definitionVersion, openedOn: asOf },
    step.episode,
  );
  const recurrenceOf = recurs?.episodeId ?? null;
  if (!(await adoptCoachingRow(trx, pattern, { episodeId, recurrenceOf, openedOn: asOf, adoptionDays }))) {
    const severity = severityOf(patternWeight(definition.materialGap, reading), change.catalog.thresholds);
    const advice = await recommendAction(trx, { definition, reading, severity, variant: earlier.count }, change);
    await addCoachingItem(trx, { ...pattern, coachingDate: asOf, ...advice, severity, episodeId, recurrenceOf });
  }
  if (recurs?.escalatedOn) await followUp(trx, recurs.episodeId, 'recurred', change);
  return episodeId;
}

/** What the week means for people, beyond a new episode or its end. */
async function announce(trx: Knex.Transaction, episodeId: string, change: PatternStep): Promise<void> {
  const { pattern, step, line, asOf, now } = change;
  const coachingId = await coachingIdOfEpisode(trx, episodeId);
  for (const event of step.events) {
    switch (event.kind) {
      case 'improved':
        await markClockResult(trx, episodeId, { improvementDetected: true });
        await followUp(trx, episodeId, 'improved', change);
        break;
      case 'week_two':
        for (const recipientId of decidersOf(line)) {
          const episode = { episodeId, coachingId, countedOn: asOf };
          if (recipientId !== takerOf(line)) await tellOfWeekTwo(trx, episode, { recipientId, now });
        }
        break;
      case 'escalated':
        await escalate(
          trx,
          {
            rule: 'E2',
            repId: pattern.repId,
            role: pattern.role,
            asOf,
            episodeId,
            coachingId,
            dedupKey: `E2:${episodeId}`,
          },
          line,
          now,
        );
        break;
      case 'persisting':
        await followUp(trx, episodeId, 'persisting', change);
        break;
    }
  }
}

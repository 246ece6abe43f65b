import type { Knex } from 'knex';
import { coachingIdOfEpisode } from '../db/reads/coaching-id-of-episode.ts';
import type { ReportingLine } from '../db/reads/reporting-line.ts';
import { markClockResult } from '../db/stores/coaching-log.ts';
import { closeEpisode } from '../db/stores/pattern-episodes.ts';
import { redraw } from '../delivery/outbox.ts';
import type { LocalDate } from '../domain/local-date.ts';
import type { EndReason } from '../domain/persistence-clock.ts';
import { type FollowUp, followUp } from './follow-up-escalation.ts';

export interface EpisodeEnd {
  episodeId: string;
  reason: EndReason;
  line: ReportingLine;
  asOf: LocalDate;
  now: Date;
}

/** Closes an episode, and says so wherever it is shown: undecided, its item can no longer be decided. */
export async function endEpisode(trx: Knex.Transaction, end: EpisodeEnd): Promise<void> {
  const { episodeId, reason, asOf } = end;
  await closeEpisode(trx, episodeId, reason, asOf);
  if (reason === 'resolved') await markClockResult(trx, episodeId, { resolvedOn: asOf });
  await followUp(trx, episodeId, saidOf(reason), end);
  await redraw(trx, [`episode:${episodeId}`, `coaching:${await coachingIdOfEpisode(trx, episodeId)}`]);
}

function saidOf(reason: EndReason): Exclude<FollowUp, 'reopened'> {
  if (reason === 'resolved') return 'resolved';
  return reason === 'rep_left' ? 'rep_left' : 'ended';
}

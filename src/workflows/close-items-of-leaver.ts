import type { Knex } from 'knex';
import { noLine } from '../db/reads/reporting-line.ts';
import { lockOpenEpisodes } from '../db/stores/pattern-episodes.ts';
import type { LocalDate } from '../domain/local-date.ts';
import { endEpisode } from './end-episode.ts';

/**
 * Closes the patterns of a rep who has left, and with them the items that wait; open escalations stay with their
 * second-line manager, whose thread says so. All in the caller's transaction.
 */
export async function closeItemsOfLeaver(
  trx: Knex.Transaction,
  repId: string,
  { today, now }: { today: LocalDate; now: Date },
): Promise<void> {
  for (const { episodeId } of await lockOpenEpisodes(trx, repId)) {
    await endEpisode(trx, { episodeId, reason: 'rep_left', line: noLine, asOf: today, now });
  }
}
